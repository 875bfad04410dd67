"""The scale of a bonus over a run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.intrinsic import Scale, faded

VALUES = st.lists(st.floats(0, 10), min_size=1, max_size=20)


def scaled(scale, values):
    return [scale.bonus(None, None, value) for value in values]


def test_the_weight_fades():
    assert faded(0, 0.5) == 1.0
    assert scaled(Scale(decay=0.5), [1.0] * 4) == [1.0, 0.5, 0.25, 0.125]
    assert scaled(Scale(), [1.0, 2.0]) == [1.0, 2.0]


def test_the_deviation_by_hand():
    # with the prior 0, 1: after 2 the mean is 1, the squares 1 + 2·1 = 3 over 2 values
    assert scaled(Scale(normalise=True), [2.0]) == pytest.approx([2 / np.sqrt(3 / 2)])


@given(VALUES)
def test_without_a_prior_it_is_the_running_deviation_and_the_mean_stays(values):
    paid = scaled(Scale(normalise=True, prior=0.0), values)
    for turn, value in enumerate(values):
        deviation = np.std(values[: turn + 1])
        if deviation > 1e-3:
            assert paid[turn] == pytest.approx(value / deviation, rel=1e-6)
        assert paid[turn] >= 0


def test_values_that_never_differ_are_left_as_they_are_without_a_prior():
    assert scaled(Scale(normalise=True, prior=0.0), [3.0, 3.0]) == [3.0, 3.0]


def test_without_learning_the_scale_stands_still():
    scale = Scale(normalise=True, decay=0.1)
    scaled(scale, [1.0, 5.0])
    before = scale.state()
    assert scale.bonus(None, None, 2.0, learn=False) == scale.bonus(None, None, 2.0, learn=False)
    assert scale.state() == before


@pytest.mark.parametrize("arguments", [{"decay": 1.0}, {"decay": -0.1}, {"prior": -1}, {"prior": float("nan")}])
def test_what_is_not_allowed_is_refused(arguments):
    with pytest.raises(ValueError, match=r"0 <= decay < 1 and prior >= 0"):
        Scale(**arguments)
