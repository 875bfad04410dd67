"""A potential is found where there is one, by hand and on random graphs, and not where there is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.diagnostics.faults import fit_potential

TAILS, HEADS = np.array([0, 1, 2, 0, 2]), np.array([1, 2, 0, 2, 1])


def changes(potential, gamma):
    return gamma * potential[HEADS] - potential[TAILS]


def test_a_triangle_by_hand():
    fit = fit_potential(TAILS, HEADS, [2.0, 1.0, -3.0, 3.0, -1.0], 3)
    np.testing.assert_allclose(fit.potential, [0, 2, 3])
    assert fit.checked == 3
    assert fit.part.tolist() == [0, 0, 0]


def test_a_triangle_that_earns_all_the_way_round_has_none():
    assert fit_potential(TAILS, HEADS, [2.0, 1.0, -2.5, 3.0, -1.0], 3) is None


@given(st.lists(st.floats(-10, 10), min_size=3, max_size=3), st.floats(0.3, 0.99))
def test_below_one_the_potential_itself_is_found(potential, gamma):
    potential = np.array(potential)
    fit = fit_potential(TAILS, HEADS, changes(potential, gamma), 3, gamma)
    np.testing.assert_allclose(fit.potential, potential, atol=1e-4)


def test_with_the_wrong_discount_there_is_none():
    assert fit_potential(TAILS, HEADS, changes(np.array([0.0, 2.0, 3.0]), 0.9), 3, 1.0) is None


@given(st.integers(0, 1000))
def test_random_graphs_in_parts(seed):
    rng = np.random.default_rng(seed)
    potential = rng.normal(size=12)
    tails = rng.integers(12, size=30)
    heads = np.where(tails < 6, rng.integers(6, size=30), rng.integers(6, 12, size=30))
    fit = fit_potential(tails, heads, potential[heads] - potential[tails], 12)
    assert fit is not None
    np.testing.assert_allclose(fit.potential[heads] - fit.potential[tails], potential[heads] - potential[tails])
    assert not set(fit.part[:6]) & set(fit.part[6:])


def test_a_way_that_never_meets_itself_says_nothing():
    fit = fit_potential([0, 1], [1, 2], [5.0, -7.0], 3)
    np.testing.assert_allclose(fit.potential, [0, 5, -2])
    assert fit.checked == 0


def test_nothing_seen_is_explained_by_nothing():
    assert fit_potential([], [], [], 0).checked == 0


def test_wrong_shapes_are_refused():
    with pytest.raises(ValueError, match=r"of one shape \(E,\) and 0 < gamma <= 1"):
        fit_potential([0], [1], [1.0, 2.0], 3)
    with pytest.raises(ValueError, match="gamma=0"):
        fit_potential([0], [1], [1.0], 2, 0)
