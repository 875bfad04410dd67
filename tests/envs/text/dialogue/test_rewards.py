"""Curiosity, entropy and questions' value on the dialogues, whose types, beliefs and task space are declared."""

import math

import gymnasium as gym
import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.wrappers import (
    CounterfactualInfoGain,
    EntropyReduction,
    InformationGain,
    QuestionValue,
    UserModelCuriosity,
)
from turnwise.wrappers.information import ExactBelief

IDS = ("Tutor-v0", "Coach-v0", "Clarify-v0")


def make(name, **kwargs):
    return gym.make(f"turnwise/{name}", **kwargs)


def expert_earns(env, term, seed):
    """Return what the expert's turns earn, and the number of hypotheses."""
    env.reset(seed=seed)
    earned, count = [], len(env.unwrapped.hypotheses())
    for message in env.unwrapped.expert():
        _, _, terminated, truncated, info = env.step(message)
        earned.append(info["reward_terms"][term])
        if terminated or truncated:
            break
    assert info["success"]
    return earned, count


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize(("form", "whole"), [("accuracy", lambda n: 1 - 1 / n), ("log_accuracy", math.log)])
def test_curiosity_about_the_user_earns_what_was_unknown(name, form, whole):
    for seed in range(5):
        env = UserModelCuriosity(make(name), "exact", form=form)
        earned, count = expert_earns(env, "user_model_curiosity", seed)
        assert sum(earned) == pytest.approx(whole(count))
        assert min(earned) >= 0  # no reply of an honest user takes away from the truth


@pytest.mark.parametrize("name", IDS)
def test_all_the_entropy_is_taken_away_by_the_questions(name):
    for seed in range(5):
        earned, count = expert_earns(EntropyReduction(make(name), "exact"), "entropy_reduction", seed)
        assert sum(earned[:-1]) == pytest.approx(math.log2(count))
        assert earned[-1] == pytest.approx(0)  # the delivery tells nothing that was not known


@pytest.mark.parametrize("name", IDS)
def test_information_gain_reads_the_hidden_type_as_the_answer(name):
    env = InformationGain(make(name), "exact", answer_turn=True)
    earned, count = expert_earns(env, "information_gain", 3)
    assert sum(earned) == pytest.approx(1 - 1 / count)


@pytest.mark.parametrize("name", IDS)
def test_the_expert_knows_no_more_than_was_said(name):
    env = make(name, candour=0.7).unwrapped
    env.reset(seed=5)
    env.step(next(env.expert()))
    state, level = env.state, env.state.level
    asked = set()
    for name in env.hypotheses():
        env.state = state._replace(level=level._replace(profile=env.parse(name)))
        asked.add(next(env.expert()))
    assert len(asked) == 1


@pytest.mark.parametrize("name", IDS)
def test_what_tells_nothing_earns_nothing(name):
    env = EntropyReduction(make(name), "exact")
    env.reset(seed=1)
    question = next(env.unwrapped.expert())
    for message in ("Nice weather.", "", question, question, "xyzzy"):
        env.step(message)
    env.reset(seed=1)
    told = [env.step(message)[4]["reward_terms"]["entropy_reduction"] for message in ("Hello.", "", question, question)]
    assert told == pytest.approx([0, 0, told[2], 0])  # the same question again tells nothing
    assert told[2] > 0.5


@pytest.mark.parametrize("name", IDS)
def test_the_type_is_a_fact_too(name):
    _, info = make(name).reset(seed=0)
    parts = [fact for fact in info["facts"] if fact.startswith("user.") and fact not in ("user.name", "user.gone")]
    assert len(parts) >= 2
    assert all(str(info["facts"][part]) in info["answer"] for part in parts)


def level_belief(history):
    return {"1": 0.5, "2": 0.5} if len(history) < 3 else {"1": 0.1, "2": 0.9}


def test_curiosity_reads_one_part_of_the_type_by_its_fact():
    env = UserModelCuriosity(make("Tutor-v0", levels=2), level_belief, truth="user.level")
    _, info = env.reset(seed=0)
    *_, info = env.step("How much experience do you have?")
    expected = 0.4 if info["facts"]["user.level"] == "2" else -0.4
    assert info["reward_terms"]["user_model_curiosity"] == pytest.approx(expected)


def question_value(env):
    """Return the divergence of an ideal reader's verdicts over the replies that the message could get."""
    belief = ExactBelief.of(env)
    return QuestionValue(env, lambda history: env.unwrapped.possible_replies(history[-1]), belief)


@pytest.mark.parametrize("name", IDS)
def test_a_question_is_worth_the_bits_that_it_is_expected_to_tell(name):
    env = question_value(make(name))
    env.reset(seed=0)
    world = env.unwrapped
    count = len(world.hypotheses())
    question = next(world.expert())
    expected = 0.0
    for chance in world.possible_replies(question).values():
        expected += chance * math.log2(1 / chance)
    assert env.step(question)[4]["reward_terms"]["question_value"] == pytest.approx(expected)
    assert 0 < expected < math.log2(count)
    assert env.step("Nice weather.")[4]["reward_terms"]["question_value"] == 0


@pytest.mark.parametrize("candour", [1.0, 0.5])
def test_possible_replies_are_a_distribution_that_the_reader_understands(candour):
    for name in IDS:
        env = make(name, candour=candour)
        opening, _ = env.reset(seed=2)
        world = env.unwrapped
        for message in (message for message in world.actions() if message.endswith("?")):
            replies = world.possible_replies(message)
            assert sum(replies.values()) == pytest.approx(1.0)
            told = [world.likelihoods(world.hypotheses(), [opening, message, reply]) for reply in replies]
            assert max(np.ptp(each) for each in told) > 0
        assert world.possible_replies("Nice weather.") == {}
        assert world.possible_replies("") == {}


def test_feedback_that_sways_the_next_turn_gains_and_small_talk_does_not():
    env = make("Clarify-v0")
    belief = ExactBelief.of(env)

    def log_prob(history, action):
        """Of an agent that delivers what it believes in, and else asks about whatever is unknown."""
        held = belief([each if each is not None else "" for each in history])
        if action.startswith("deliver "):
            return math.log(held.get(action.removeprefix("deliver "), 0.0) or 1e-9)
        return math.log(0.5 + 0.5 * max(held.values()))

    wrapped = CounterfactualInfoGain(env, log_prob)
    _, info = wrapped.reset(seed=0)
    asked = [message for message in wrapped.unwrapped.actions() if message.endswith("?")][:3]
    for message in ("Nice weather.", *asked, f"deliver {info['answer']}"):
        *_, info = wrapped.step(message)
    gains = info["late"]["counterfactual_gain"]
    assert gains[0] == pytest.approx(0)
    assert gains[-2] > 1  # without the last reply one of several specifications would have been guessed
    assert gains[-1] is None
