"""What scorers and beliefs may return, and what they may not."""

from __future__ import annotations

import sys
import threading
from itertools import product

import numpy as np
import pytest

from turnwise.reward_shaping.information import counterfactual_gain, keys_of, mean_log_prob, probabilities
from turnwise.wrappers import (
    CounterfactualInfoGain,
    EntropyReduction,
    InformationGain,
    InverseSpec,
    UserModelCuriosity,
    ValueOfInformation,
)
from turnwise.wrappers.information import ExactBelief

NAN = float("nan")
CUT = {"truncated": True}


def played(env, turns):
    """Return what each turn is paid, None where it is missing."""
    env.reset(seed=0)
    infos = [env.step("say")[4] for _ in range(turns)]
    return [None if env.term in info.get("missing", ()) else info["reward_terms"][env.term] for info in infos]


def in_turn(values):
    """Return a callable that returns these, one after another."""
    left = list(values)
    return lambda *asked: left.pop(0)


def test_a_number_of_no_dimension_is_a_mean():
    assert mean_log_prob(np.array(-2.0)) == mean_log_prob(np.float32(-2.0)) == mean_log_prob([-1.0, -3.0]) == -2.0


@pytest.mark.parametrize("scored", [0.3, [0.9, 0.8], 1000.0])
def test_probabilities_are_no_log_probabilities(tools, scored):
    env = InformationGain(tools.Scripted([{}], {"answer": "Paris"}), lambda history, answer: scored)
    with pytest.raises(ValueError, match=r"at most 0; its scorer says .*math\.log"):
        env.reset(seed=0)


def test_a_score_above_0_counts_in_log_space_and_rounding_in_both(tools):
    script = tools.Scripted([CUT], {"answer": "Paris"})
    assert played(InformationGain(script, in_turn([1.0, 3.0]), "log"), 1) == [2.0]
    assert played(InformationGain(script, in_turn([0.0, 1e-4])), 1) == [pytest.approx(1e-4, rel=1e-3)]


@pytest.mark.parametrize("answer", [42, {"city": "Paris"}, b"Paris", []])
def test_an_answer_that_is_no_text_is_refused(tools, answer):
    with pytest.raises(ValueError, match="needs an answer that is a text, or a list"):
        InformationGain(tools.Scripted([{}], {"answer": answer}), lambda history, answer: -1.0).reset(seed=0)


def test_a_transform_does_not_make_a_number_of_what_is_missing(tools):
    script = tools.Scripted([{}, CUT], {"answer": "a"})
    env = InformationGain(script, in_turn([-2.0, NAN, 0.0]), transform=lambda probability: float(probability > 0.5))
    assert played(env, 2) == [None, 1.0]


def test_a_gain_of_which_one_score_is_missing_is_missing(tools):
    assert np.isnan([counterfactual_gain(NAN, [-1.0, -2.0]), counterfactual_gain([-1.0], NAN)]).all()
    env = CounterfactualInfoGain(tools.Scripted([{}, {}, CUT]), in_turn([[-1.0, -2.0], NAN, [-1.0], [-1.5]]))
    env.reset(seed=0)
    *_, info = (env.step("say")[4] for _ in range(3))
    assert info["late"]["counterfactual_gain"] == [None, 0.5, None]


def test_no_belief_may_be_none():
    assert keys_of(None) == [] == probabilities(None).tolist()
    assert np.isnan(probabilities(None, ["a"])).all()


@pytest.mark.parametrize("nothing", [None, {}, [], {"a": 0.0, "b": 0.0}, {"a": NAN, "b": 1.0}])
def test_a_belief_that_cannot_tell_leaves_the_last_one_that_could(tools, nothing):
    beliefs = [{"a": 1.0, "b": 1.0}, nothing, {"a": 1.0, "b": 0.0}]
    script = tools.Scripted([{}, CUT], {"answer": "a"})
    value = ValueOfInformation(script, in_turn(beliefs), lambda history, contexts: np.eye(2))
    assert played(value, 2) == [None, 0.5]
    assert played(EntropyReduction(script, in_turn(beliefs)), 2) == [None, 1.0]
    assert played(UserModelCuriosity(script, in_turn(beliefs)), 2) == [None, 0.5]


def test_a_specification_without_fields_needs_a_similarity(tools):
    script = tools.Scripted([CUT], {"answer": "a report"})
    with pytest.raises(ValueError, match="Give `similarity`"):
        InverseSpec(script, lambda history, info: "a report", spec="answer").reset(seed=0)
    equal = InverseSpec(script, lambda history, info: "a report", spec="answer", similarity=lambda one, other: 0.25)
    assert played(equal, 1) == [0.25]


def test_threads_may_share_an_exact_belief():
    codes = [f"{a}{b}" for a, b in product("12345678", repeat=2)]

    def right(code, guess):
        return str(sum(one == other for one, other in zip(code, guess, strict=True)))

    def asked(belief, secret):
        history = ["start"]
        for guess in codes[:: 5 + int(secret) % 7][:4]:
            history += [guess, right(secret, guess)]
            yield belief(list(history), secret)

    def made():
        return ExactBelief(codes, lambda code, history: history[-1] == right(code, history[-2]))

    shared, found, start = made(), {}, threading.Barrier(4)

    def play(secrets):
        start.wait()
        for secret in secrets:
            found[secret] = list(asked(shared, secret))

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=play, args=(codes[place::4],)) for place in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert found == {secret: list(asked(made(), secret)) for secret in codes}
