"""What can be known in ScienceLab: the worlds left, the exact belief of a reader, and an expert that does not peek."""

import gymnasium as gym
import numpy as np
import pytest
from laboratories import GRAMMAR

from turnwise.envs.text.science_lab import beliefs, knowledge, levels, policy, told, turns
from turnwise.envs.text.science_lab.names import QUESTIONS
from turnwise.envs.text.science_lab.state import RUNNING, initial_state


def drawn(question, seed, **knobs):
    rng = np.random.default_rng(seed)
    return levels.generate(rng, question, **{"substances": 4, "distractors": 1, "steps": 2, **knobs})


def other_worlds(level):
    """Return the same laboratory in every world that is possible in it."""
    for number in range(level.worlds):
        yield beliefs.world_of(level, number)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_opening_is_the_same_in_every_world(question):
    for seed in range(5):
        level = drawn(question, seed)
        openings = {told.opening(initial_state(other), "Answer.") for other in other_worlds(level)}
        assert openings == {told.opening(initial_state(level), "Answer.")}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_worlds_are_numbered_as_they_are_made(question):
    level = drawn(question, 7)
    assert [knowledge.world(other) for other in other_worlds(level)] == list(range(level.worlds))
    assert beliefs.world_of(level, knowledge.world(level)) == level


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_opening_says_everything_but_the_world(question):
    level = drawn(question, 3, distractors=0)
    read = beliefs.level_of(told.opening(initial_state(level), "Answer."), question)
    assert knowledge.hypotheses(read) == knowledge.hypotheses(level)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_expert_says_the_same_where_the_same_was_seen(question):
    """Two worlds are told apart by observations only: as long as those agree, so do the expert's messages."""
    level = drawn(question, 11, substances=3)
    for other in other_worlds(level):
        state, twin = initial_state(level), initial_state(other)
        while state.verdict == RUNNING:
            message = policy.message(state)
            assert policy.message(twin) == message
            call, _ = GRAMMAR.read(message)
            (state, seen, _), (twin, seen_too, _) = turns.turn(state, call), turns.turn(twin, call)
            if seen != seen_too:
                break


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("seed", range(4))
def test_a_reader_of_the_messages_believes_what_the_worlds_left_say(question, seed):
    env = gym.make("turnwise/ScienceLab-v0", experiment=question, substances=4, distractors=2)
    observation, _ = env.reset(seed=seed)
    rng, history = np.random.default_rng(seed), [observation]
    names = env.unwrapped.hypotheses()
    belief = np.ones(len(names))
    for _ in range(25):
        choices = [message for message in env.unwrapped.actions() if not message.startswith("answer")]
        if rng.random() < 0.5:
            choices = [policy.message(env.unwrapped.state)]
        message = choices[rng.integers(len(choices))]
        observation, _, terminated, *_, info = env.step(message)
        history += [message, observation]
        belief *= env.unwrapped.likelihoods(names, history)
        left = set(knowledge.answers_left(env.unwrapped.state))
        if terminated:
            break
        assert {number for number, weight in enumerate(belief) if weight > 0} == left
        assert info["channels"]["hypotheses_left"] == len(left)
    assert belief[names.index(env.unwrapped.answer(env.unwrapped.state))] > 0


def test_a_dark_lamp_halves_the_belief_in_a_conductor_while_the_battery_may_be_flat():
    env = gym.make("turnwise/ScienceLab-v0", experiment="conductivity", substances=3, distractors=0)
    for seed in range(40):
        history = [env.reset(seed=seed)[0]]
        names = env.unwrapped.hypotheses()
        thing = env.unwrapped.state.level.objects[0]
        for message in ("connect square battery", f"connect {thing}", "press switch"):
            history += [message, env.step(message)[0]]
        if history[-1] == "The lamp stays dark.":
            break
    likely = env.unwrapped.likelihoods(names, history)
    conducts = np.array([number & 1 for number in range(len(names))])
    np.testing.assert_array_equal(likely, np.where(conducts == 1, 0.5, 1.0))


def test_a_wrong_answer_rules_itself_out():
    env = gym.make("turnwise/ScienceLab-v0", experiment="melting_point")
    opening, info = env.reset(seed=0)
    names = env.unwrapped.hypotheses()
    wrong = next(name for name in names if name != info["answer"])
    observation = env.step(f"answer {wrong}")[0]
    likely = env.unwrapped.likelihoods(names, [opening, f"answer {wrong}", observation])
    assert [name for name, weight in zip(names, likely, strict=True) if not weight] == [wrong]


def test_where_nothing_is_asked_there_is_nothing_to_believe():
    env = gym.make("turnwise/ScienceLab-v0", experiment="melt")
    opening, info = env.reset(seed=0)
    assert "answer" not in info
    assert env.unwrapped.hypotheses() == ()
    with pytest.raises(NotImplementedError, match="lists no hypotheses"):
        env.unwrapped.likelihoods((), [opening, "wait", "An hour passes."])
