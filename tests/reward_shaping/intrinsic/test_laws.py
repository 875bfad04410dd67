"""What no memory may break: bounds, what repeats earn, and what makes no difference."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from turnwise.reward_shaping.intrinsic import (
    E3B,
    RE3,
    Archive,
    Counts,
    Coverage,
    Impact,
    PseudoCounts,
    Scale,
    archive_novelty,
    impact,
    novelty_rise,
    pseudo_count_bonus,
    state_entropy_bonus,
)

DISTANCES = st.lists(st.floats(0, 100), min_size=1, max_size=12)
POINTS = arrays(np.float64, (8, 3), elements=st.floats(-5, 5))
POINT = arrays(np.float64, 3, elements=st.floats(-5, 5))
KEYS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=20)


def paid(bonus, states):
    return [bonus.bonus(states[0], None, state) for state in states]


@given(KEYS)
def test_a_count_pays_at_most_one_and_never_nothing(keys):
    assert all(0 < each <= 1 for each in paid(Counts(), keys))


@given(KEYS, st.randoms(use_true_random=False))
def test_in_which_order_states_are_visited_makes_no_difference_to_what_counts_pay_in_all(keys, random):
    shuffled = random.sample(keys, len(keys))
    assert sum(paid(Counts(), keys)) == pytest.approx(sum(paid(Counts(), shuffled)))


@given(POINTS, st.floats(0.05, 3))
def test_e3b_pays_at_most_what_a_new_direction_pays(points, ridge):
    for point, each in zip(points, paid(E3B(ridge=ridge, first_pays=True), points), strict=True):
        assert -1e-9 <= each <= point @ point / ridge + 1e-9


@given(POINTS, POINT)
def test_e3b_pays_less_and_less_for_the_same_state(points, point):
    memory = E3B(first_pays=True)
    worth = []
    for each in points:
        worth.append(memory.bonus(None, None, point, learn=False))
        memory.bonus(None, None, each)
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(worth))


@given(POINTS)
def test_e3b_does_not_care_for_a_rotation_or_a_sign(points):
    rotation = np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0]
    plain = paid(E3B(), points)
    assert paid(E3B(), points @ rotation) == pytest.approx(plain, abs=1e-6)
    assert paid(E3B(), -points) == pytest.approx(plain, abs=1e-9)


@given(POINTS)
def test_the_kept_inverse_stays_symmetric(points):
    memory = E3B(first_pays=True)
    paid(memory, points)
    np.testing.assert_allclose(memory.inverse, memory.inverse.T, atol=1e-9)


@given(DISTANCES)
def test_a_pseudo_count_lies_between_that_of_k_revisits_and_that_of_one_stranger(distances):
    k = len(distances)
    worth = pseudo_count_bonus(distances)
    assert 1 / (np.sqrt(k) + 0.001) - 1e-12 <= worth <= 1 / (np.sqrt(1e-4 / (k + 1e-4)) + 0.001)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=12), st.floats(0.1, 10))
def test_pseudo_counts_do_not_care_for_the_unit_of_distance(distances, unit):
    scaled = [unit * each for each in distances]
    assert pseudo_count_bonus(scaled) == pytest.approx(pseudo_count_bonus(distances), rel=1e-3)


@given(DISTANCES)
def test_entropy_bonuses_are_positive_grow_with_distance_and_average_below_the_last(distances):
    ordered = sorted(distances)
    worth = state_entropy_bonus(ordered)
    assert worth >= 0
    assert state_entropy_bonus([*ordered[:-1], ordered[-1] + 1]) > worth
    assert state_entropy_bonus(ordered, average=True) <= worth + 1e-12


@given(DISTANCES, st.floats(0.1, 10))
def test_the_archives_novelty_has_the_unit_of_distance(distances, unit):
    assert archive_novelty([unit * each for each in distances]) == pytest.approx(unit * archive_novelty(distances))


@pytest.mark.parametrize("make", [lambda: RE3(latent=0), lambda: PseudoCounts(), lambda: Archive()])
@given(points=POINTS, by=POINT)
def test_neighbours_do_not_care_where_the_origin_is(make, points, by):
    whole = np.round(points)
    moved = paid(make(), whole + np.round(by))
    assert moved == pytest.approx(paid(make(), whole), rel=1e-6)


@pytest.mark.parametrize("make", [lambda: RE3(latent=0, k=3), lambda: PseudoCounts(k=3), lambda: Archive(k=3)])
@given(points=POINTS, point=POINT, seed=st.integers(0, 99))
def test_neighbours_do_not_care_in_which_order_they_came(make, points, point, seed):
    worth = []
    for order in (np.arange(8), np.random.default_rng(seed).permutation(8)):
        memory = make()
        for each in points[order]:
            memory.bonus(each, None, each)
        worth.append(memory.bonus(point, None, point))
    assert worth[0] == pytest.approx(worth[1], rel=1e-9)


@given(POINT, POINT)
def test_impact_is_a_distance(one, other):
    assert impact(one, other) == pytest.approx(impact(other, one))
    assert impact(one, one) == 0.0
    assert impact(one, other) ** 2 / 3 == pytest.approx(impact(one, other, mean_square=True))
    assert Impact().bonus(one, "act", other) == impact(one, other)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_rise_of_novelty_is_never_negative_and_falls_with_what_was_left(before, after, alpha):
    assert 0 <= novelty_rise(before, after, alpha) <= after
    assert novelty_rise(before + 0.1, after, alpha) <= novelty_rise(before, after, alpha)
    assert novelty_rise(before, after, 0.0) == after


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=3), max_size=10), st.randoms(use_true_random=False))
def test_in_which_order_things_are_covered_makes_no_difference_in_all(states, random):
    shuffled = random.sample(states, len(states))
    for shape in ("set", "sqrt", "log", "cap"):
        one, other = Coverage(shape=shape, cap=2.0), Coverage(shape=shape, cap=2.0)
        total = sum(one.bonus(None, None, state) for state in states)
        assert total == pytest.approx(sum(other.bonus(None, None, state) for state in shuffled))


@given(st.lists(st.integers(1, 100), min_size=3, max_size=15, unique=True), st.floats(0.1, 10))
def test_a_normalised_bonus_does_not_care_for_its_unit_without_a_prior(values, unit):
    plain, scaled = Scale(normalise=True, prior=0.0), Scale(normalise=True, prior=0.0)
    for turn, value in enumerate(values):
        one, other = plain.bonus(None, None, value), scaled.bonus(None, None, unit * value)
        if turn:
            assert other == pytest.approx(one, rel=1e-6)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=15), st.floats(0, 0.9))
def test_fading_multiplies_what_would_be_paid(values, decay):
    plain, fading = Scale(normalise=True), Scale(normalise=True, decay=decay)
    for turn, value in enumerate(values):
        expected = plain.bonus(None, None, value) * (1 - decay) ** turn
        assert fading.bonus(None, None, value) == pytest.approx(expected)
