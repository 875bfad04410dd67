"""What is told of a reward: how it ranks episodes, and what its components did."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.search import Spread, reflection, spread, trajectory_preference

RETURNS = st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=1, max_size=10)


def test_the_share_of_pairs_by_hand():
    assert trajectory_preference([3, 1, 2, 0], [1, 1, 5, -1]) == pytest.approx((1 + 0.5 + 0 + 1) / 4)


@given(pairs=RETURNS)
def test_only_the_order_matters_and_swapping_turns_it_round(pairs):
    better, worse = np.array(pairs, dtype=float).T
    share = trajectory_preference(better, worse)
    assert share == pytest.approx(1 - trajectory_preference(worse, better))
    assert share == trajectory_preference(np.exp(better), np.exp(worse))


def test_no_pairs_say_nothing_and_halves_of_pairs_are_refused():
    assert math.isnan(trajectory_preference([], []))
    with pytest.raises(ValueError, match="got 2 better and 1 worse"):
        trajectory_preference([1, 2], [1])


def test_the_spread_by_hand_leaves_out_what_is_missing():
    assert spread([1.0, float("nan"), 4.0, -2.0]) == Spread(4.0, 1.0, -2.0)
    assert all(map(math.isnan, spread([])))


def test_the_text_by_hand():
    told = reflection({"near": [0.0, 1.0], "late": [-0.5]}, {"task_score": [0.0, 0.25, 1.0]})
    assert told.splitlines() == [
        "near: Max: 1.00, Mean: 0.50, Min: 0.00",
        "late: Max: -0.50, Mean: -0.50, Min: -0.50",
        "task_score: [0.00, 0.25, 1.00], Max: 1.00, Mean: 0.42, Min: 0.00",
    ]
    assert reflection({}) == ""


def test_a_long_curve_is_told_at_some_ten_points():
    curve = list(range(1000))
    assert reflection({}, {"score": curve}).startswith("score: [0.00, 100.00, 200.00, ")
    assert reflection({}, {"score": curve}).count("00.00") == 9
