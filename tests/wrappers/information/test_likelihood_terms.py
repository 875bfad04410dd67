"""Terms that read log-probabilities: of a reference, of what a user says next, of what the agent said."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.agents import ReplayAgent
from turnwise.agents.rollouts import Episode, collect
from turnwise.reward_shaping.information import counterfactual_gain
from turnwise.wrappers import (
    CounterfactualInfoGain,
    DensityRatio,
    FollowUpLikelihood,
    InverseSpec,
    PathFaithfulness,
    ReferenceLogProb,
)

NAN = float("nan")
END = {"terminated": True}


def asked_of(answers):
    """Return a scorer that looks its answers up by text, and what it was asked."""
    asked = []

    def scorer(history, text):
        asked.append((history, text))
        return answers[text]

    return scorer, asked


@pytest.mark.parametrize("end", [END, {"truncated": True}, {"terminated": True, "truncated": True}])
def test_the_worked_example_of_a_reference_is_paid_once_at_the_end(tools, end):
    given_numbers, expected = example("reflogprob")
    (tokens,) = given_numbers.values()
    for mode, value in zip(("sum", "mean", "probability", "token_probability"), expected.values(), strict=True):
        env = tools.Scripted([{}, end], {"answer": "Paris"})
        env = ReferenceLogProb(env, lambda history, answer: tokens, mode=mode)
        assert tools.terms(tools.play(env, ["go", "x"]), env.term) == [0.0, pytest.approx(value, abs=1e-6)]
        assert env.can_be_negative == (mode in ("sum", "mean"))


def test_a_reference_may_be_paid_every_turn(tools):
    def scorer(history, answer):
        return NAN if len(history) == 5 else [-1.0 / len(history)] * len(answer)

    env = ReferenceLogProb(tools.Scripted([{}, {}, END]), scorer, per="turn", answer="ab", weight=3.0)
    env.reset()
    told = [env.step("go") for _ in range(3)]
    assert [row[1] for row in told] == pytest.approx([-2.0, 0.0, -6 / 7])
    assert [row[4].get("missing") for row in told] == [None, ["reference_log_prob"], None]


def test_a_reference_that_nobody_states_and_wrong_arguments_are_refused(tools):
    with pytest.raises(ValueError, match="ReferenceLogProb reads 'answer' of info"):
        ReferenceLogProb(tools.Scripted([{}]), max).reset()
    for argument in ("mode", "per"):
        with pytest.raises(ValueError, match=f"ReferenceLogProb needs {argument} to be one of"):
            ReferenceLogProb(tools.Scripted([{}]), max, **{argument: "x"})


def test_follow_ups_are_scored_at_the_reply_before_its_answer(tools):
    scorer, asked = asked_of({"thanks": [-1.0, -1.0], "great": -1.5, "wrong": [-3.0]})
    env = FollowUpLikelihood(tools.Scripted([{}, END]), scorer, positive=["thanks", "great"], negative=["wrong"])
    assert tools.terms(tools.play(env, ["hi", "so"]), "follow_up") == [1.75, 1.75]
    assert [history for history, _ in asked[:3]] == [["turn 0", "hi"]] * 3
    assert asked[3][0] == ["turn 0", "hi", "turn 1", "so"]


def test_the_worked_example_of_follow_ups(tools):
    given_numbers, expected = example("flr")
    positive, negative = ({f"{side}{n}": x for n, x in enumerate(given_numbers[side])} for side in given_numbers)
    scorer, _ = asked_of(positive | negative)
    env = FollowUpLikelihood(tools.Scripted([{}]), scorer, positive=list(positive), negative=list(negative), weight=2.0)
    assert tools.play(env, ["hi"])[0][1] == 2 * expected["mean pos - mean neg"]


def test_follow_ups_that_cannot_be_scored_are_missing(tools):
    scorer, _ = asked_of({"thanks": NAN, "wrong": -3.0})
    env = FollowUpLikelihood(tools.Scripted([{}]), scorer, positive=["thanks"], negative=["wrong"])
    env.reset()
    assert env.step("hi")[4]["missing"] == ["follow_up"]


@pytest.mark.parametrize("arguments", [{"positive": [], "negative": []}, {"positive": "thanks"}])
def test_wrong_follow_ups_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="FollowUpLikelihood needs lists of follow-ups"):
        FollowUpLikelihood(tools.Scripted([{}]), max, **arguments)


def test_what_the_agent_said_is_compared_under_two_models_given_what_it_answers(tools):
    strong, asked = asked_of({"hi": [-0.5, -0.5], "so": [-2.0]})
    weak, _ = asked_of({"hi": [-1.0, -2.0], "so": NAN})
    env = DensityRatio(tools.Scripted([{}, END]), strong, weak, condition=["Be kind."], weight=0.5)
    env.reset()
    told = [env.step(message) for message in ("hi", "so")]
    assert [row[1] for row in told] == [1.0, 0.0]
    assert told[1][4]["missing"] == ["density_ratio"]
    assert asked == [(["Be kind.", "turn 0"], "hi"), (["Be kind.", "turn 0", "hi", "turn 1"], "so")]


def test_a_ratio_may_be_a_mean_over_tokens(tools):
    strong, weak = asked_of({"hi": [-0.5, -0.5]})[0], asked_of({"hi": [-1.0, -2.0]})[0]
    assert tools.play(DensityRatio(tools.Scripted([{}]), strong, weak, how="mean"), ["hi"])[0][1] == 1.0
    with pytest.raises(ValueError, match=r"DensityRatio needs how to be one of \['sum', 'mean'\]; got how='max'"):
        DensityRatio(tools.Scripted([{}]), strong, weak, how="max")
    with pytest.raises(ValueError, match=r"condition to be a list of messages; got 'Be kind\.'"):
        DensityRatio(tools.Scripted([{}]), strong, weak, condition="Be kind.")


def path(tools, steps, levels, turns=3, **arguments):
    """Return what each turn earns, and what was asked."""
    asked = []

    def scorer(history, text):
        asked.append((len(history), text))
        return levels[len(history)]

    env = PathFaithfulness(tools.Scripted([{}] * turns, {"answer": steps}), scorer, **arguments)
    env.reset()
    told = [env.step("go")[4] for _ in range(turns)]
    return [NAN if "missing" in info else info["reward_terms"]["path_faithfulness"] for info in told], asked


@pytest.mark.parametrize("steps", ["look\ntake\ngo", ["look", "take", "go"]])
def test_a_prefix_is_paid_for_the_steps_that_are_left(tools, steps):
    paid, asked = path(tools, steps, {1: -2.0, 3: [-1.0, -1.0], 5: -3.0, 7: 0.0})
    np.testing.assert_allclose(paid, [1.0, -1.0, NAN])
    assert asked == [(3, "take\ngo"), (1, "take\ngo"), (5, "go"), (1, "go")]


def test_a_prefix_may_be_paid_in_probabilities(tools):
    levels = {1: -2.0, 3: -1.0, 5: NAN}
    paid, _ = path(tools, "a\nb\nc", levels, 2, space="probability", weight=2.0)
    np.testing.assert_allclose(paid, [2 * (math.exp(-1) - math.exp(-2)), NAN])


def test_a_solution_is_read_where_it_stands_or_given(tools):
    env = tools.Scripted([{}], {"task": {"solution": ["x", "y"]}})
    read = PathFaithfulness(env, lambda history, text: -float(len(history)), reference="task.solution")
    assert tools.play(read, ["go"])[0][1] == -2.0
    given = PathFaithfulness(tools.Scripted([{}]), lambda history, text: -float(len(history)), steps=["x", "y"])
    assert tools.play(given, ["go"])[0][1] == -2.0
    with pytest.raises(ValueError, match=r"PathFaithfulness reads 'task\.solution' of info"):
        PathFaithfulness(tools.Scripted([{}]), max, reference="task.solution").reset()
    with pytest.raises(ValueError, match="PathFaithfulness needs space to be one of"):
        PathFaithfulness(tools.Scripted([{}]), max, space="x")


def swayed(tools, scorer, messages, turns=None, **arguments):
    """Return what was paid, turn by turn, and the exact values."""
    turns = turns or [{}] * (len(messages) - 1) + [END]
    env = CounterfactualInfoGain(tools.Scripted(turns), scorer, **arguments)
    record = tools.play(env, messages)
    return tools.terms(record, "counterfactual_gain"), record[-1][5]


def test_the_worked_example_of_a_counterfactual_is_written_to_the_turn_whose_feedback_it_was(tools):
    given_numbers, expected = example("infopo")
    with_feedback, without, _ = given_numbers.values()
    asked = []

    def scorer(history, action):
        asked.append((history, action))
        return without if history[-1] == "No information found." else with_feedback

    paid, late = swayed(tools, scorer, ["ask", "act"])
    gain = pytest.approx(expected["turn gain"], abs=1e-6)
    assert (paid, late) == ([0.0, gain], {"counterfactual_gain": [gain, None]})
    assert asked == [(["turn 0", "ask", "turn 1"], "act"), (["turn 0", "ask", "No information found."], "act")]


TOKENS = st.lists(st.floats(-9, 0), min_size=1, max_size=4)


@given(st.lists(st.tuples(TOKENS, st.floats(-9, 0)), min_size=1, max_size=6), st.booleans())
def test_the_lump_is_the_sum_of_what_the_formula_says_of_each_turn(tools, turns, cut):
    def scorer(history, action):
        real, shift = turns[len(history) // 2 - 1]
        return [token + shift for token in real] if history[-1] == "?" else real

    ends = [{}] * len(turns) + [{"truncated" if cut else "terminated": True}]
    paid, late = swayed(tools, scorer, ["go"] * len(ends), ends, placeholder="?", weight=0.5)
    expected = [0.5 * counterfactual_gain(real, np.add(real, shift)) for real, shift in turns]
    assert late["counterfactual_gain"][:-1] == pytest.approx(expected, abs=1e-9)
    assert paid[:-1] == [0.0] * len(turns)
    assert paid[-1] == pytest.approx(sum(expected), abs=1e-9)


class Silent:
    """An environment whose second message is empty."""

    def __new__(cls, tools):
        class Scripted(tools.Scripted):
            def seen(self):
                return " " if self.turn == 2 else f"turn {self.turn}"

        return Scripted([{}, {}, {}, END])


def test_empty_feedback_and_what_the_scorer_cannot_tell_have_no_value(tools):
    def scorer(history, action):
        return NAN if action == "c" else -1.0 * len(history[-1])

    env = CounterfactualInfoGain(Silent(tools), scorer, placeholder="?")
    for _ in range(2):
        record = tools.play(env, ["a", "b", "d", "e"])
        assert record[-1][5] == {"counterfactual_gain": [-5.0, None, -5.0, None]}
        assert [row[1] for row in record] == [0.0, 0.0, 0.0, -10.0]
    assert tools.play(env, ["a", "b", "d", "c"])[-1][5] == {"counterfactual_gain": [-5.0, None, None, None]}


def test_a_trace_keeps_the_turns_without_a_value_as_missing(tools):
    def make():
        return CounterfactualInfoGain(Silent(tools), lambda history, action: -1.0 * len(history[-1]), placeholder="?")

    (episode,) = collect(make, ReplayAgent([Episode(actions=["a", "b", "d", "e"])]), seeds=[0])
    assert episode.reward_terms["counterfactual_gain"] == [-5.0, None, -5.0, None]
    np.testing.assert_allclose(episode.column("counterfactual_gain"), [-5.0, NAN, -5.0, NAN])


def test_a_placeholder_may_be_cut_to_the_length_of_the_feedback(tools):
    asked = []

    def scorer(history, action):
        asked.append(history[-1])
        return -1.0

    swayed(tools, scorer, ["a", "b"], placeholder=lambda observation: "-" * len(observation))
    swayed(tools, scorer, ["a", "b"], placeholder="wrapper_cases.information:padded")
    assert asked == ["turn 1", "------", "turn 1", "xxxxxx"]


SPEC = {"brief": {"topic": "solar power", "slides": 10}}


def made(tools, recover, **arguments):
    env = InverseSpec(tools.Scripted([{}, END], {"task": SPEC}), recover, **arguments)
    env.reset()
    return [env.step(message) for message in ("draw", "done")]


def test_what_was_made_is_paid_by_what_can_be_read_off_it(tools):
    seen = []

    def recover(history, info):
        seen.append((history, info["success"]))
        return {"topic": "Solar", "slides": 5}

    assert [row[1] for row in made(tools, recover, spec="task.brief", weight=2.0)] == [0.0, 1.0]
    assert seen == [(["turn 0", "draw", "turn 1", "done", "turn 2"], False)]


def test_another_similarity_may_compare(tools):
    rows = made(tools, lambda history, info: "the whole task", similarity=lambda recovered, true: len(true) / 4)
    assert rows[-1][1] == 0.25


def test_a_reader_that_cannot_tell_is_missing_and_a_missing_specification_is_named(tools):
    assert made(tools, lambda history, info: None)[-1][4]["missing"] == ["inverse_spec"]
    with pytest.raises(ValueError, match=r"InverseSpec reads 'task' of info, which .* does not state"):
        InverseSpec(tools.Scripted([{}]), max).reset()
    assert not InverseSpec(tools.Scripted([{}]), max).can_be_negative
