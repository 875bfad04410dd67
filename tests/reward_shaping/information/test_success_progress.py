"""Progress (MRT, PAV) and the cumulative regret of an episode."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.information import cumulative_regret, success_progress

NAN = float("nan")
VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_the_worked_example():
    given_numbers, expected = example("pav")
    values, _, alpha = given_numbers.values()
    np.testing.assert_allclose(success_progress(values, alpha), expected["progress"])
    np.testing.assert_allclose(success_progress(values, 0.5), np.multiply(expected["progress"], 0.5))


@given(VALUES, st.floats(0, 5))
def test_progress_telescopes_and_is_bounded_by_what_was_open(values, alpha):
    total = success_progress(values, alpha).sum()
    assert total == pytest.approx(alpha * (values[-1] - values[0]), abs=1e-9)
    assert total <= alpha * (1 - values[0]) + 1e-9


def test_a_value_that_is_missing_is_skipped():
    np.testing.assert_allclose(success_progress([0.2, NAN, 0.5]), [NAN, 0.3])


def test_regret_by_hand():
    np.testing.assert_allclose(cumulative_regret([0.2, 0.5, 1.0]), [0.8, 1.3, 1.3])
    np.testing.assert_allclose(cumulative_regret([0.2, 0.5], best=[0.2, 0.9]), [0.0, 0.4])
    np.testing.assert_allclose(cumulative_regret([0.2, NAN, 0.5]), [0.8, NAN, NAN])


def test_the_same_progress_made_earlier_regrets_less():
    early, late = [0.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 1.0]
    assert success_progress(early).sum() == success_progress(late).sum()
    assert cumulative_regret(early)[-1] < cumulative_regret(late)[-1]


@given(VALUES)
def test_regret_never_falls_where_nothing_beats_the_best(values):
    assert (np.diff(cumulative_regret(values)) >= 0).all()


def test_no_turns_and_no_values():
    assert success_progress([0.3]).shape == cumulative_regret([]).shape == (0,)


def test_wrong_shapes_are_refused():
    with pytest.raises(ValueError, match="cumulative_regret needs values of shape"):
        cumulative_regret([[0.1]])
    with pytest.raises(ValueError, match="level_gains needs levels of shape"):
        success_progress([])
