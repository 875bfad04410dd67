"""Format, repetition and judges: what is said, and what others make of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import repeated, repeated_share
from turnwise.wrappers import EnsembleReward, FormatReward, RepetitionPenalty

ENDS = [(True, False), (False, True), (True, True)]
NAN = float("nan")


def said(tools, wrapper, messages, end=(True, False), **arguments):
    turns = [{} for _ in messages]
    turns[-1] = {"terminated": end[0], "truncated": end[1]}
    env = wrapper(tools.Scripted(turns), **arguments)
    return tools.terms(tools.play(env, messages), env.term)


RIGHT, WRONG = "<think>a</think><answer>7</answer>", "7"


def test_each_message_is_paid_by_its_format(tools):
    assert said(tools, FormatReward, [RIGHT, WRONG, RIGHT]) == [0.1, 0.0, 0.1]
    assert said(tools, FormatReward, [RIGHT, WRONG], right=1.0, wrong=-1.0) == [1.0, -1.0]


@pytest.mark.parametrize("end", ENDS)
def test_by_episode_one_fault_decides(tools, end):
    for messages, last in [([RIGHT, RIGHT], 0.5), ([WRONG, RIGHT], -0.5), ([RIGHT, WRONG], -0.5)]:
        assert said(tools, FormatReward, messages, end, right=0.5, wrong=-0.5, per="episode") == [0.0, last]


def test_other_tags_are_declared_with_counts(tools):
    messages = ["<search>x</search>", "<think>a</think><search>x</search>", "<think>a</think>"]
    assert said(tools, FormatReward, messages, tags=["think?", "search"]) == [0.1, 0.1, 0.0]


def test_format_states_whether_it_can_be_negative(tools):
    assert not FormatReward(tools.Scripted([{}])).can_be_negative
    assert FormatReward(tools.Scripted([{}]), right=-0.1).can_be_negative


def test_format_needs_messages(tools):
    with pytest.raises(ValueError, match=r"FormatReward needs messages as actions; .* takes Discrete\(1000\)"):
        FormatReward(tools.Scripted([{}], text=False)).reset()


@pytest.mark.parametrize("arguments", [{"tags": "think"}, {"tags": []}, {"tags": ["a", "a"]}, {"per": "step"}])
def test_wrong_formats_are_refused(tools, arguments):
    with pytest.raises(ValueError, match=r"tags|list of different tag names"):
        FormatReward(tools.Scripted([{}]), **arguments)


WORDS = st.lists(st.sampled_from(["go", "stay", "look"]), min_size=1, max_size=8)


@given(messages=WORDS, window=st.none() | st.integers(1, 5), weight=st.floats(0, 2))
def test_each_repeat_costs_its_weight(tools, messages, window, weight):
    paid = said(tools, RepetitionPenalty, messages, weight=weight, window=window)
    np.testing.assert_allclose(paid, -weight * repeated(messages, window), atol=1e-12)


@pytest.mark.parametrize("end", ENDS)
@given(messages=WORDS)
def test_by_episode_the_share_of_repeats_is_taken_once(tools, end, messages):
    paid = said(tools, RepetitionPenalty, messages, end, weight=0.5, per="episode")
    assert paid[:-1] == [0.0] * (len(messages) - 1)
    assert paid[-1] == pytest.approx(-0.5 * repeated_share(messages))


def test_case_and_white_space_make_no_other_message(tools):
    assert said(tools, RepetitionPenalty, ["Go left", " go\nLEFT ", "go leftwards"]) == [0.0, -0.1, 0.0]


def test_actions_that_are_no_text_are_compared_too(tools):
    env = RepetitionPenalty(tools.Scripted([{}] * 4, text=False))
    messages = [3, 3, np.array([1, 2]), np.array([1, 2])]
    assert tools.terms(tools.play(env, messages), "repetition") == [0.0, -0.1, 0.0, -0.1]


@pytest.mark.parametrize("arguments", [{"weight": -1.0}, {"window": 0}, {"per": "step"}])
def test_wrong_penalties_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="weight >= 0, window >= 1 or None"):
        RepetitionPenalty(tools.Scripted([{}]), **arguments)


def judged(tools, scores, end=(True, False), turns=2, **arguments):
    judges = [lambda history, info, score=score: score for score in scores]
    return said(tools, EnsembleReward, ["go"] * turns, end, judges=judges, **arguments)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(("how", "expected"), [("mean", 0.5), ("min", 0.1), ("lower", 0.205608)])
def test_judges_by_hand_asked_on_the_last_turn(tools, end, how, expected):
    assert judged(tools, [0.8, 0.6, 0.1], end, how=how) == pytest.approx([0.0, expected], abs=1e-6)


def test_a_judge_that_cannot_tell_is_left_out_and_where_none_can_nothing_is_paid(tools):
    assert judged(tools, [0.8, NAN], per="turn") == [0.8, 0.8]
    assert judged(tools, [NAN], per="turn") == [0.0, 0.0]


def test_judges_see_the_whole_conversation_and_cannot_change_it(tools):
    seen = []

    def judge(history, info):
        seen.append(list(history))
        history.clear()
        return 0.0

    assert said(tools, EnsembleReward, ["go", "on"], judges=[judge], per="turn") == [0.0, 0.0]
    assert seen == [["turn 0", "go", "turn 1"], ["turn 0", "go", "turn 1", "on", "turn 2"]]


def test_the_positive_part_can_be_gated(tools):
    assert judged(tools, [-0.5, -0.3], per="turn", non_negative=True) == [0.0, 0.0]
    assert not EnsembleReward(tools.Scripted([{}]), [max], non_negative=True).can_be_negative
    assert EnsembleReward(tools.Scripted([{}]), [max], non_negative=True, weight=-1.0).can_be_negative


@pytest.mark.parametrize(
    "arguments", [{"judges": []}, {"judges": [max], "how": "median"}, {"judges": [max], "per": "step"}]
)
def test_wrong_ensembles_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="EnsembleReward needs at least one judge"):
        EnsembleReward(tools.Scripted([{}]), **arguments)
