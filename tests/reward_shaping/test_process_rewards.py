"""Clip and Delta, the bounds on process scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import process_clip, process_delta

SCORES = st.lists(st.floats(-5, 5), min_size=2, max_size=30)
PRM = np.array([0.9, 0.8, 0.95])


def test_clip_by_hand():
    np.testing.assert_allclose(process_clip(PRM, 0.9), [0.0, -0.1, 0.0])
    assert process_clip(0.8, 0.9) == pytest.approx(-0.1)


@given(SCORES, st.floats(-5, 5))
def test_clip_never_pays_and_never_takes_more_than_the_shortfall(scores, eta):
    clipped = process_clip(np.array(scores), eta)
    np.testing.assert_allclose(clipped, np.minimum(np.array(scores) - eta, 0.0), atol=1e-12)
    assert clipped.sum() <= 0.0


def test_clip_of_nothing_is_nothing():
    assert process_clip(np.array([]), 0.5).shape == (0,)


def test_delta_by_hand():
    delta = process_delta(PRM)
    np.testing.assert_allclose(delta, [0.1, 0.8, 0.0])
    np.testing.assert_allclose(np.cumsum(delta[::-1])[::-1], [0.9, 0.8, 0.0])


def test_delta_of_a_cut_episode_by_hand():
    np.testing.assert_allclose(process_delta(PRM, answered=False), [0.1, -0.15, 0.95])


def test_ten_copies_of_a_good_turn_earn_nothing_more():
    farmed = np.insert(PRM, 0, [0.9] * 10)
    assert farmed.sum() == pytest.approx(11.65)
    assert process_delta(farmed).sum() == pytest.approx(0.9)


@given(SCORES, st.booleans())
def test_delta_sums_to_the_first_score(scores, answered):
    assert process_delta(scores, answered=answered).sum() == pytest.approx(scores[0], abs=1e-9)


@pytest.mark.parametrize(("answered", "expected"), [(True, [0.0]), (False, [0.4])])
def test_a_single_turn_is_the_answer_unless_the_episode_was_cut(answered, expected):
    np.testing.assert_allclose(process_delta([0.4], answered=answered), expected)


@pytest.mark.parametrize("answered", [True, False])
def test_delta_of_nothing_is_nothing(answered):
    assert process_delta([], answered=answered).shape == (0,)


def test_delta_refuses_a_table():
    with pytest.raises(ValueError, match=r"process_delta needs scores of shape \(n,\) with n >= 0; got shape \(1, 2\)"):
        process_delta([[1.0, 2.0]])
