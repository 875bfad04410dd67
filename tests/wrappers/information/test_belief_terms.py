"""Terms that read a belief: entropy, a user's type, what news is worth, what a question is worth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from code_breaking import CodeBreaking, allows, every_code
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.information import entropy_reduction, user_model_curiosity
from turnwise.wrappers import EntropyReduction, QuestionValue, UserModelCuriosity, ValueOfInformation
from turnwise.wrappers.information import ExactBelief

NAN = float("nan")
CODES = every_code()
UNIFORM, SURE, LIKELY = [1, 1, 1, 1], [1, 0, 0, 0], [0.7, 0.1, 0.1, 0.1]


def listed(beliefs):
    """Return a belief that is read off a list, by the turn."""
    return lambda history: beliefs[len(history) // 2]


def paid(tools, make, beliefs, end=(False, True), opening=None):
    """Return what each turn earns; NaN where it is missing."""
    turns = [{} for _ in beliefs[1:]]
    turns[-1] = {"terminated": end[0], "truncated": end[1]}
    env = make(tools.Scripted(turns, opening), listed(beliefs))
    env.reset()
    rewards = []
    for _ in turns:
        info = env.step("go")[4]
        rewards.append(NAN if env.term in info.get("missing", ()) else info["reward_terms"][env.term])
    return rewards


def curious(**arguments):
    return lambda env, belief: UserModelCuriosity(env, belief, **arguments)


WEIGHTS = st.lists(st.floats(0.01, 5), min_size=3, max_size=3)
BELIEFS = st.lists(st.one_of(WEIGHTS, st.just([])), min_size=2, max_size=8)


@given(beliefs=BELIEFS, cost=st.floats(0, 1), unit=st.sampled_from(["bits", "nats"]))
def test_entropy_is_paid_as_the_formula_says_of_the_whole_episode(tools, beliefs, cost, unit):
    rewards = paid(tools, lambda env, belief: EntropyReduction(env, belief, unit=unit, cost=cost), beliefs)
    np.testing.assert_allclose(rewards, entropy_reduction(beliefs, unit, cost), atol=1e-12)


def test_entropy_by_hand_and_weighted(tools):
    assert paid(tools, EntropyReduction, [UNIFORM, [1, 1], [1, 1], SURE]) == [1.0, 0.0, 1.0]
    weighted = paid(tools, lambda env, belief: EntropyReduction(env, belief, cost=0.25, weight=2.0), [UNIFORM, [1, 1]])
    assert weighted == [1.5]


def test_a_duplicate_question_about_a_code_earns_nothing_but_its_cost():
    env = EntropyReduction(CodeBreaking(), ExactBelief(CODES, allows), cost=0.1)
    env.reset(seed=1)
    bits = [env.step(guess)[4]["reward_terms"]["entropy_reduction"] for guess in ("000", "000", "what?")]
    assert bits[0] > 0
    assert bits[1:] == [-0.1, -0.1]


def test_breaking_a_code_earns_all_its_bits_in_any_order():
    for guesses in (CODES, CODES[::-1]):
        env = EntropyReduction(CodeBreaking(), ExactBelief(CODES, allows))
        env.reset(seed=2)
        total = 0.0
        for guess in guesses:
            _, _, over, _, info = env.step(guess)
            total += info["reward_terms"]["entropy_reduction"]
            if over:
                break
        assert total == pytest.approx(math.log2(27))


def test_wrong_units_are_refused(tools):
    with pytest.raises(ValueError, match=r"EntropyReduction needs unit to be one of \['bits', 'nats'\]; got unit='x'"):
        EntropyReduction(tools.Scripted([{}]), listed([]), unit="x")


def test_the_worked_example_of_curiosity_about_a_user(tools):
    given_numbers, expected = example("curio")
    before, after, truth, gamma = given_numbers.values()
    for form, name in [
        ("accuracy", "accuracy gain"),
        ("log_accuracy", "log gain"),
        ("entropy", "entropy reduction (nats)"),
    ]:
        make = curious(form=form, gamma=gamma, truth="user.type")
        rewards = paid(tools, make, [before, after], opening={"facts": {"user.type": truth}})
        assert rewards == [pytest.approx(expected[name], abs=1e-6)]


@given(beliefs=BELIEFS, form=st.sampled_from(["accuracy", "log_accuracy", "entropy"]), gamma=st.floats(0, 1))
def test_curiosity_is_paid_as_the_formula_says_of_the_whole_episode(tools, beliefs, form, gamma):
    rewards = paid(tools, curious(form=form, gamma=gamma, truth="task.type"), beliefs, opening={"task": {"type": 1}})
    np.testing.assert_allclose(rewards, user_model_curiosity(beliefs, 1, form, gamma), atol=1e-12)


@pytest.mark.parametrize(("end", "last"), [((True, False), -0.7), ((True, True), -0.7), ((False, True), 0.0)])
def test_the_last_potential_may_count_as_zero_where_the_episode_terminated(tools, end, last):
    opening = {"answer": 0}
    beliefs = [UNIFORM, LIKELY, LIKELY]
    assert paid(tools, curious(terminal="zero"), beliefs, end, opening) == pytest.approx([0.45, last])
    assert paid(tools, curious(), beliefs, end, opening) == pytest.approx([0.45, 0.0])


def test_the_true_type_is_read_by_name(tools):
    beliefs = [{"visual": 1.0, "verbal": 1.0}, {"visual": 3.0, "verbal": 1.0}]
    assert paid(tools, curious(), beliefs, opening={"answer": "visual"}) == [0.25]
    assert paid(tools, curious(weight=2.0), beliefs, opening={"answer": "verbal"}) == [-0.5]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"truth": "user.mood"}, r"reads 'user.mood' of info, which .* does not state; it states \['user.type'\]"),
        ({"truth": "task.type"}, r"reads 'task.type' of info, which .* does not state; it states \['task.id'\]"),
        (
            {"truth": "user.type"},
            r"type 9 from 'user.type', which the belief does not hold; it holds \[0, 1, 2, 3\]",
        ),
        ({"truth": "answer"}, "reads 'answer' of info, which .* does not state. Choose"),
    ],
)
def test_a_type_that_nobody_states_or_believes_is_named_at_the_reset(tools, arguments, message):
    env = tools.Scripted([{}], {"facts": {"user.type": 9}, "task": {"id": "t"}})
    with pytest.raises(ValueError, match=message):
        UserModelCuriosity(env, listed([UNIFORM]), **arguments).reset()


@pytest.mark.parametrize(("argument", "value"), [("form", "variance"), ("terminal", "half")])
def test_wrong_arguments_of_curiosity_are_refused(tools, argument, value):
    with pytest.raises(ValueError, match=f"UserModelCuriosity needs {argument} to be one of"):
        UserModelCuriosity(tools.Scripted([{}]), listed([]), **{argument: value})


def doors(history, contexts):
    """Two doors, the prize behind the one named by the context; or 0.6 for sure."""
    return [[float(option == context) for context in contexts] for option in ("left", "right")] + [
        [0.6] * len(contexts)
    ]


def informed(**arguments):
    return lambda env, belief: ValueOfInformation(env, belief, doors, **arguments)


def test_news_is_paid_by_what_it_does_to_the_best_decision(tools):
    beliefs = [{"left": 1, "right": 1}, {"left": 9, "right": 1}, {}, {"left": 1}, {"left": 1, "right": 1}]
    np.testing.assert_allclose(paid(tools, informed(), beliefs), [0.3, NAN, 0.1, -0.4])
    np.testing.assert_allclose(paid(tools, informed(kind="cross"), beliefs), [0.3, NAN, 0.0, 0.1], atol=1e-12)
    np.testing.assert_allclose(paid(tools, informed(weight=2.0), beliefs[:2]), [0.6])


def test_a_context_that_comes_back_or_is_ruled_out_keeps_its_place(tools):
    beliefs = [{"left": 1, "right": 1}, {"right": 1}]
    np.testing.assert_allclose(paid(tools, informed(), beliefs), [0.4])
    np.testing.assert_allclose(paid(tools, informed(), beliefs[::-1]), [-0.4])


def test_only_the_news_is_paid_not_what_the_turn_did(tools):
    def richer(history, contexts):
        return [[10.0 * len(history)] * len(contexts)]

    env = ValueOfInformation(tools.Scripted([{}] * 2), listed([UNIFORM, UNIFORM, SURE]), richer)
    assert tools.terms(tools.play(env, ["go", "go"]), "value_of_information") == [0.0, 0.0]


def test_under_the_exact_belief_a_guess_is_worth_the_better_odds_of_the_next():
    def next_guess(history, contexts):
        return np.eye(len(contexts))

    env = ValueOfInformation(CodeBreaking(), ExactBelief(CODES, allows), next_guess)
    _, info = env.reset(seed=1)
    fitting = sum(code.count("0") == info["answer"].count("0") for code in CODES)
    assert env.step("000")[4]["reward_terms"]["value_of_information"] == pytest.approx(1 / fitting - 1 / 27)
    assert env.step("000")[4]["reward_terms"]["value_of_information"] == pytest.approx(0.0)


def test_what_news_is_worth_says_whether_it_can_be_negative(tools):
    make = [informed(kind=kind)(tools.Scripted([{}]), listed([])) for kind in ("change", "cross")]
    assert [env.can_be_negative for env in make] == [True, False]
    with pytest.raises(ValueError, match=r"ValueOfInformation needs kind to be one of \['change', 'cross'\]"):
        informed(kind="both")(tools.Scripted([{}]), listed([]))


def possible(history):
    return {"why": ["for fun", "for help"], "when": ["now"], "who": {"a friend": 3.0, "a child": 1.0}}.get(
        history[-1], []
    )


def verdicts(history):
    return {"for help": {"fine": 1.0}, "a child": {}, "a friend": {}}.get(history[-1], {"wrong": 1.0})


def test_a_question_is_paid_by_how_far_its_answers_drive_the_verdict_apart(tools):
    env = QuestionValue(tools.Scripted([{}] * 4), possible, verdicts, weight=0.5)
    env.reset()
    told = [env.step(message) for message in ("why", "when", "who", "I see.")]
    assert [row[1] for row in told] == pytest.approx([0.5, 0.0, 0.0, 0.0])
    assert [row[4].get("missing") for row in told] == [None, None, ["question_value"], None]
    assert not env.can_be_negative


def test_possible_answers_are_put_in_place_of_the_real_one(tools):
    heard = []

    def listening(history):
        heard.append(history)
        return {"wrong": 1.0}

    tools.play(QuestionValue(tools.Scripted([{}]), possible, listening, divergence="tv"), ["why"])
    assert heard == [["turn 0", "why", "for fun"], ["turn 0", "why", "for help"]]


def test_likelier_answers_weigh_more(tools):
    def half(history):
        return {"fine": 1.0} if history[-1] == "a friend" else {"fine": 1.0, "wrong": 1.0}

    record = tools.play(QuestionValue(tools.Scripted([{}]), possible, half), ["who"])
    assert record[0][1] == pytest.approx(0.543564 - 0.25, abs=1e-6)
    with pytest.raises(ValueError, match="QuestionValue needs divergence to be one of"):
        QuestionValue(tools.Scripted([{}]), possible, half, divergence="kl")
