"""Where things stand in the report's charts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.report.figures import Axis, Bar, Segment, axis, bars, extent, stacked


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ([2.0], (0.0, 0.5, 1.0, 1.5, 2.0)),
        ([-0.4, 1.9], (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0)),
        ([-3.0], (-3.0, -2.0, -1.0, 0.0)),
        ([130.0], (0.0, 50.0, 100.0, 150.0)),
    ],
)
def test_an_axis_ends_at_round_numbers(values, ticks):
    assert axis(values).ticks == ticks


@given(st.lists(st.floats(-1e6, 1e6), max_size=5))
def test_an_axis_holds_zero_and_every_value(values):
    scale = axis(values)
    slack = 1e-6 * (scale.high - scale.low) + 1e-9
    assert all(scale.low - slack <= value <= scale.high + slack for value in [0.0, *values])
    assert 2 <= len(scale.ticks) <= 9


def test_an_axis_leaves_out_what_is_not_a_number():
    assert axis([math.inf, math.nan, 1.0]) == axis([1.0])


def test_a_place_is_a_percentage_of_the_axis():
    scale = Axis(-1.0, 3.0, ())
    assert [scale.place(value) for value in (0.0, -1.0, 3.0, math.inf, -math.inf, math.nan)] == [25, 0, 100, 100, 0, 0]


def test_a_stacked_bar_grows_from_zero_to_both_sides():
    parts = {"outcome": (1.0, 0.0), "milestones": (0.5, 0.0), "gate": (0.5, -1.0), "format": (0.0, 0.0)}
    assert stacked(parts, Axis(-2.0, 2.0, ())) == [
        Segment("outcome", 1.0, 50.0, 25.0),
        Segment("milestones", 0.5, 75.0, 12.5),
        Segment("gate", 0.5, 87.5, 12.5),
        Segment("gate", -1.0, 25.0, 25.0),
    ]


def test_an_infinite_part_is_not_drawn():
    assert stacked({"a": (math.inf, -math.inf), "b": (1.0, 0.0)}, axis([1.0])) == [Segment("b", 1.0, 0.0, 100.0)]


def test_the_extent_of_a_bar_is_the_sum_of_each_side():
    assert extent({"a": (1.0, -0.5), "b": (2.0, 0.0), "c": (0.0, -0.25)}) == (-0.75, 3.0)


def test_bars_stand_where_their_lengths_are():
    assert bars([2, 0, 1, 4], 5) == [Bar(1, 5, 2, 0.0, 25.0, 50.0), Bar(11, 15, 1, 50.0, 25.0, 25.0),
                                     Bar(16, 20, 4, 75.0, 25.0, 100.0)]  # fmt: skip


def test_no_episode_draws_no_bar():
    assert bars([0, 0], 1) == bars([], 1) == []
