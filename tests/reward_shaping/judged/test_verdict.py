"""What a judge's answer is worth, and what cannot be read."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.judged import verdict

NAN = float("nan")


@pytest.mark.parametrize(
    ("answer", "value"),
    [(True, 1), (False, 0), (1, 1), (0.0, 0), (np.bool_(True), 1), (" Yes\n", 1), ("FALSE", 0), ("1", 1)],
)
def test_binary(answer, value):
    assert verdict(answer) == value


@pytest.mark.parametrize("answer", [None, "maybe", "", "yes, but", 0.5, 2, NAN, [], {}, b"yes", object()])
def test_what_is_no_binary_verdict_cannot_be_told(answer):
    assert math.isnan(verdict(answer))


def test_ordinal_by_hand():
    assert verdict({1: 0.2, 2: 0.3, 3: 0.5}, "ordinal", (1, 3)) == pytest.approx((2.3 - 1) / 2)
    assert verdict({"1": 2, "3": 6}, "ordinal", (1, 3)) == pytest.approx(0.75)
    assert verdict(7, "ordinal", (1, 10)) == pytest.approx(6 / 9)


def test_yes_by_hand():
    assert verdict({"yes": 0.6, "no": 0.2}, "yes") == pytest.approx(0.75)
    assert verdict(0.3, "yes") == 0.3


@pytest.mark.parametrize(
    ("answer", "form"),
    [
        (0, "ordinal"),
        (11, "ordinal"),
        ({}, "ordinal"),
        ({"good": 1.0}, "ordinal"),
        ({3: -1.0, 4: 2.0}, "ordinal"),
        ({3: None}, "ordinal"),
        ({3: 0.0}, "ordinal"),
        ("7", "ordinal"),
        ({"yes": 0.5}, "yes"),
        ({"yes": 0.0, "no": 0.0}, "yes"),
        (1.5, "yes"),
        (-0.1, "yes"),
        (None, "yes"),
    ],
)
def test_an_answer_outside_its_form_cannot_be_told(answer, form):
    assert math.isnan(verdict(answer, form, (1, 10)))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=5,
)


@given(answer=ANYTHING, form=st.sampled_from(["binary", "ordinal", "yes"]))
def test_whatever_a_judge_answers_the_verdict_lies_in_0_to_1_or_cannot_be_told(answer, form):
    value = verdict(answer, form, (-2.0, 5.0))
    assert math.isnan(value) or -1e-9 <= value <= 1 + 1e-9


@pytest.mark.parametrize(("form", "scale"), [("stars", (0, 1)), ("ordinal", (1, 1)), ("binary", (2, 1))])
def test_unknown_forms_and_empty_scales_are_refused(form, scale):
    with pytest.raises(ValueError, match="verdict needs form to be one of"):
        verdict(1, form, scale)
