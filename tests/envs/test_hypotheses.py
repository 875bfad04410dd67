"""What an ideal reader can know: the exact belief of every environment that lists its hypotheses."""

import pickle

import gymnasium as gym
import numpy as np
import pytest

from turnwise.wrappers import EntropyReduction, InformationGain
from turnwise.wrappers.information import ExactBelief


def walk(env, rng, turns):
    """Play a random agent's turns, now and then nonsense, and return the history, and info at its start."""
    history = [env.reset(seed=int(rng.integers(1000)))[0]]
    answer = env.unwrapped.answer(env.unwrapped.state)
    for turn in range(turns):
        choices = env.unwrapped.actions()
        message = "nonsense" if turn == 2 else choices[rng.integers(len(choices))]
        observation, _, terminated, truncated, _ = env.step(message)
        history += [message, observation]
        if terminated or truncated:
            break
    return history, answer


def test_every_hypothesis_is_told_apart_by_its_name_and_the_truth_is_one(guessing_case):
    env = guessing_case.make()
    for split in ("all", "train", "test"):
        env = guessing_case.make(split=split)
        for seed in range(5):
            _, info = env.reset(seed=seed)
            hypotheses = env.unwrapped.hypotheses()
            assert len(set(hypotheses)) == len(hypotheses) >= 2
            assert info["answer"] in hypotheses
            weights = env.unwrapped.prior()
            assert weights is None or (len(weights) == len(hypotheses) and min(weights) >= 0 < sum(weights))


def test_the_opening_tells_nothing_of_what_is_hidden(guessing_case):
    if guessing_case.varied:
        return
    env = guessing_case.make()
    openings = {}
    for seed in range(20):
        opening, info = env.reset(seed=seed)
        openings.setdefault((opening, tuple(env.unwrapped.hypotheses())), set()).add(info["answer"])
    assert max(map(len, openings.values())) > 1


def test_the_truth_is_never_ruled_out_and_the_belief_is_a_distribution(guessing_case):
    env, rng = guessing_case.make(max_episode_steps=10), np.random.default_rng(0)
    for _ in range(8):
        history, answer = walk(env, rng, 6)
        belief = ExactBelief.of(env)
        for end in range(1, len(history) + 1, 2):
            held = belief(history[:end])
            assert sum(held.values()) == pytest.approx(1.0)
            assert held[answer] > 0


def test_likelihoods_read_the_history_alone(guessing_case):
    env, other = guessing_case.make(), guessing_case.make()
    rng = np.random.default_rng(1)
    history, _ = walk(env, rng, 4)
    before = env.unwrapped.likelihoods(env.unwrapped.hypotheses(), history)
    names = env.unwrapped.hypotheses()
    env.step(env.unwrapped.actions()[0]) if env.unwrapped._running else None
    np.testing.assert_array_equal(env.unwrapped.likelihoods(names, history), before)
    other.reset(seed=12345)
    if tuple(other.unwrapped.hypotheses()) == tuple(names):
        np.testing.assert_array_equal(other.unwrapped.likelihoods(names, history), before)
    assert before.shape == (len(names),)
    assert (before >= 0).all()
    assert (before <= 1 + 1e-12).all()
    some = names[::3]
    np.testing.assert_allclose(env.unwrapped.likelihoods(some, history), before[::3])


def test_a_message_that_is_refused_tells_nothing(guessing_case):
    env = guessing_case.make()
    opening, _ = env.reset(seed=3)
    observation, *_, info = env.step("")
    assert info["valid"] is False
    told = env.unwrapped.likelihoods(env.unwrapped.hypotheses(), [opening, "", observation])
    assert len(set(told.tolist())) == 1


def test_gains_of_expert_play_sum_to_one_minus_the_prior_where_replies_are_certain(guessing_case):
    if not guessing_case.noiseless:
        return
    for seed in range(8):
        env = InformationGain(guessing_case.make(), "exact", answer_turn=True)
        _, info = env.reset(seed=seed)
        listed = env.unwrapped.hypotheses()
        weights = env.unwrapped.prior() or [1.0] * len(listed)
        prior = weights[list(listed).index(info["answer"])] / sum(weights)
        earned = 0.0
        for message in env.unwrapped.expert():
            _, _, terminated, truncated, info = env.step(message)
            earned += info["reward_terms"]["information_gain"]
            if terminated or truncated:
                break
        assert info["success"]
        assert earned == pytest.approx(1 - prior)


def test_entropy_falls_by_what_is_known_at_the_start(guessing_case):
    env = EntropyReduction(guessing_case.make(), "exact")
    env.reset(seed=2)
    count, earned = len(env.unwrapped.hypotheses()), 0.0
    for message in env.unwrapped.expert():
        _, _, terminated, truncated, info = env.step(message)
        earned += info["reward_terms"]["entropy_reduction"]
        if terminated or truncated:
            break
    assert 0 < earned <= np.log2(count) + 1e-9


def test_a_stack_on_the_exact_belief_is_plain_data_and_can_be_pickled_in_mid_episode(guessing_case):
    env = InformationGain(guessing_case.make(), scorer="exact")
    again = gym.make(env.spec)
    env.reset(seed=4)
    messages = env.unwrapped.actions()[:4]
    env.step(messages[0])
    twin = pickle.loads(pickle.dumps(env))
    assert env.step(messages[1])[:4] == twin.step(messages[1])[:4]
    again.reset(seed=4)
    again.step(messages[0])


def test_an_environment_without_hypotheses_is_named():
    with pytest.raises(ValueError, match="at least one hypothesis"):
        EntropyReduction(gym.make("turnwise/Maze-v0"), "exact").reset(seed=0)
    with pytest.raises(ValueError, match="prior"):
        ExactBelief.of(gym.make("CartPole-v1"))
