"""Self-play: the agent in both seats, each of which sees its own side only."""

import pickle

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

import turnwise

GAMES = ("TicTacToe", "ConnectFour", "KuhnPoker", "LiarsDice", "Negotiation", "MatrixGame")


def walk(env, seed, turns=60):
    """Play random legal messages; return (role, observation, message) of each turn, and the last step."""
    rng = np.random.default_rng(seed)
    observation, info = env.reset(seed=seed)
    seen, step = [], None
    for _ in range(turns):
        choices = env.unwrapped.actions()
        message = choices[rng.integers(len(choices))]
        seen.append((info["role"], observation, message))
        step = env.step(message)
        observation, info = step[0], step[4]
        if step[2] or step[3]:
            break
    return seen, step


@pytest.fixture(params=GAMES)
def env(request):
    return gym.make(f"turnwise/{request.param}-v0", opponent="self")


def test_gymnasium_s_checker_has_nothing_to_say(env):
    check_env(env.unwrapped)


def test_each_role_is_told_the_rules_once_before_its_first_turn(env):
    for seed in range(5):
        told = {}
        for role, observation, _ in walk(env, seed)[0]:
            assert ("Answer with one command" in observation) == (role not in told)
            told[role] = True
        assert set(told) <= {"first", "second"}


def test_payoffs_stand_on_each_role_s_last_turn_and_sum_to_the_reward(env):
    for seed in range(10):
        seen, (_, reward, terminated, _, info) = walk(env, seed)
        assert terminated
        late = info["late"]["outcome"]
        roles = [role for role, _, _ in seen]
        payoffs = dict(zip(("first", "second"), env.unwrapped.payoffs(env.unwrapped.state), strict=True))
        expected = [0.0] * len(roles)
        for role, earned in payoffs.items():
            expected[len(roles) - 1 - roles[::-1].index(role)] += earned
        assert late == expected
        assert sum(late) == pytest.approx(reward)
        assert info["reward_terms"] == {"outcome": reward}
        assert info["channels"]["first_payoff"] == payoffs["first"]
        assert info["success"] == env.unwrapped.won(env.unwrapped.state)


def test_an_illegal_message_leaves_the_same_role_to_move_and_counts_as_a_turn(env):
    _, info = env.reset(seed=3)
    role, before = info["role"], env.unwrapped.state
    _observation, reward, *_, info = env.step("nonsense")
    assert (info["role"], info["valid"], reward, env.unwrapped.state) == (role, False, 0.0, before)
    while True:
        *_, terminated, _, info = env.step(env.unwrapped.actions()[0])
        if terminated:
            break
    assert info["late"]["outcome"][0] == 0.0


def test_an_episode_that_is_cut_off_has_no_late_payoffs():
    env = gym.make("turnwise/TicTacToe-v0", opponent="self", max_episode_steps=3)
    _, (_, reward, terminated, truncated, info) = walk(env, 0)
    assert (reward, terminated, truncated) == (0.0, False, True)
    assert "late" not in info


def test_a_fork_counts_turns_as_the_episode_did(env):
    env.reset(seed=1)
    env.step("nonsense")
    fork = turnwise.snapshot(env)
    twin = pickle.loads(pickle.dumps(env))

    def ending(env):
        while True:
            *_, terminated, truncated, info = env.step(env.unwrapped.actions()[-1])
            if terminated or truncated:
                return info["late"]

    first = ending(env)
    turnwise.restore(env, fork)
    assert ending(env) == first == ending(twin)


def test_two_episodes_share_no_count(env):
    first = walk(env, 5)[1][4]["late"]
    assert walk(env, 5)[1][4]["late"] == first


def test_the_expert_ends_every_game(env):
    for seed in range(5):
        env.reset(seed=seed)
        for message in env.unwrapped.expert():
            *_, terminated, truncated, info = env.step(message)
            assert info["valid"]
            assert not truncated
            if terminated:
                break


def test_best_play_is_not_named_where_the_opponent_is_not(env):
    _, info = env.reset(seed=0)
    assert "optimal_value" not in info["task"]
    assert info["facts"]["agent.role"] == "both"
    assert list(env.unwrapped.hypotheses()) == []


SECRETS = {
    "KuhnPoker": lambda game, seat: f"You hold the {('jack', 'queen', 'king')[game.cards[0][seat]]}.",
    "LiarsDice": lambda game, seat: f"You have rolled {' '.join(map(str, game.rolls[seat]))}.",
}


@pytest.mark.parametrize("game", SECRETS)
def test_a_role_reads_its_own_cards_and_not_the_other_s(game):
    env = gym.make(f"turnwise/{game}-v0", opponent="self")
    for seed in range(20):
        env.reset(seed=seed)
        start = env.unwrapped.state.game
        for role, observation, _ in walk(env, seed)[0]:
            seat = ("first", "second").index(role)
            own, other = (SECRETS[game](start, each) for each in (seat, 1 - seat))
            assert own in observation
            assert own == other or other not in observation


def test_what_a_role_reads_depends_on_its_own_values_alone():
    env = gym.make("turnwise/Negotiation-v0", opponent="self").unwrapped
    env.reset(seed=2)
    match = env.state
    first, second = match.game.values
    offered = match.game._replace(offers=((0, 0, 0),))
    hidden = offered._replace(values=((9, 9, 9), second))
    assert env.report(offered, 1) == env.report(hidden, 1)
    assert env.greeting(offered, 1) == env.greeting(hidden, 1)
    assert env.report(offered, 1) != env.report(offered._replace(values=(first, (9, 9, 9))), 1)


def test_the_second_to_choose_does_not_see_what_the_first_has_chosen():
    seen = []
    for message in ("play cooperate", "play defect"):
        env = gym.make("turnwise/MatrixGame-v0", opponent="self")
        env.reset(seed=0)
        observation, *_, info = env.step(message)
        seen.append((observation, info["role"]))
    assert seen[0] == seen[1]
    assert seen[0][1] == "second"
