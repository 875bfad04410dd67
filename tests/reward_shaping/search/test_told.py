"""What is told of a reward: what its components did."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.search import Spread, reflection, spread


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


VALUES = st.lists(st.floats(-10, 10), min_size=1, max_size=12)


@given(values=VALUES)
def test_the_spread_is_that_of_numpy_and_in_order(values):
    found = spread(values)
    assert found == Spread(max(values), float(np.mean(values)), min(values))
    assert found.min - 1e-12 <= found.mean <= found.max + 1e-12


@given(values=VALUES)
def test_missing_values_and_the_shape_do_not_matter(values):
    holes = [each for value in values for each in (value, float("nan"))]
    assert spread(holes) == spread(values)
    assert spread(np.array([values])) == spread(values)


def test_a_component_that_was_never_known_is_told_as_such():
    assert reflection({"gone": [float("nan")]}) == "gone: Max: nan, Mean: nan, Min: nan"


def test_a_curve_shorter_than_ten_points_is_told_whole():
    assert reflection({}, {"score": [1.0, 2.0]}) == "score: [1.00, 2.00], Max: 2.00, Mean: 1.50, Min: 1.00"
    eleven = reflection({}, {"score": [0.0] * 11})
    assert eleven.count("0.00") == 11 + 3
