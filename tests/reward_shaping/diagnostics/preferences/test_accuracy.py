"""Shares of right comparisons, by hand and by counting everything."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.diagnostics.preferences import (
    accuracy_by,
    best_of_n_accuracy,
    kendall_tau,
    length_labels,
    preference_accuracy,
    several_comparison,
    share_of,
)
from turnwise.reward_shaping.diagnostics.wilson_interval import wilson_interval

NAN = float("nan")
SCORES = st.lists(st.integers(-3, 3), min_size=2, max_size=8)


def test_wins_ties_losses_and_missing_ones_by_hand():
    found = preference_accuracy([1, 2, 3, NAN], [0, 2, 5, 1])
    assert found.share == pytest.approx(0.5)
    assert (found.made, found.ties, found.missing) == (3, 1, 1)
    low, high = wilson_interval(1.5, 3)
    assert (found.low, found.high) == (float(low), float(high))


def test_where_a_tie_is_enough_it_is_right():
    assert preference_accuracy([1, 2], [1, 2], strict=False).share == 1.0
    assert preference_accuracy([1, 2, 0], [1, 2, 9], strict=[True, False, False]).share == pytest.approx(0.5)
    assert preference_accuracy([1.0], [1.05], tolerance=0.1).ties == 1


@given(SCORES)
def test_turning_every_pair_round_turns_the_accuracy_round(scores):
    half = len(scores) // 2
    one, two = scores[:half], scores[half : 2 * half]
    assert preference_accuracy(one, two).share == pytest.approx(1 - preference_accuracy(two, one).share)


def test_of_no_pair_nothing_is_known():
    found = preference_accuracy([], [])
    assert np.isnan(found.share)
    assert (found.low, found.high, found.made) == (0.0, 1.0, 0)
    assert share_of([True, False]).share == 0.5


def test_kinds_are_told_apart_in_their_order():
    found = accuracy_by(["b", "a", "b"], [1, 1, 0], [0, 2, 0])
    assert list(found) == ["b", "a"]
    assert (found["b"].share, found["a"].share) == (0.75, 0.0)
    assert accuracy_by(["b", "a", "b"], [1, 1, 0], [0, 2, 0], strict=False)["b"].share == 1.0
    assert accuracy_by([], [], []) == {}


def test_lengths_fall_into_ranges_of_about_equal_size():
    assert length_labels([1, 2, 3, 4, 5, 6], 3) == ["1-2 turns"] * 2 + ["3-4 turns"] * 2 + ["5-6 turns"] * 2
    assert length_labels([3, 9, 3, 9], 2) == ["3-3 turns", "9-9 turns"] * 2
    assert length_labels([7, 7, 7]) == ["7-7 turns"] * 3
    assert length_labels([]) == []
    assert length_labels([5, 1], 1) == ["1-5 turns"] * 2
    with pytest.raises(ValueError, match="bins >= 1; got bins=0"):
        length_labels([1], 0)


def test_one_right_answer_against_several_by_hand():
    accuracy, reciprocal = several_comparison([3, 1, NAN, 0], [[1, 2], [1, NAN], [0, 0], [1, 2]])
    assert accuracy.share == pytest.approx(1 / 3)
    assert (accuracy.made, accuracy.ties, accuracy.missing) == (3, 1, 1)
    assert reciprocal == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)


def test_one_comparison_hides_what_several_show():
    """A judge that is right three times in four against one wrong answer is right a third of the time against nine."""
    rng = np.random.default_rng(0)
    wrong = rng.normal(size=(4000, 9))
    right = rng.normal(0.95, 1, size=4000)
    assert preference_accuracy(right, wrong[:, 0]).share == pytest.approx(0.75, abs=0.02)
    assert several_comparison(right, wrong)[0].share == pytest.approx(1 / 3, abs=0.03)


def test_the_best_of_n_by_hand():
    np.testing.assert_allclose(best_of_n_accuracy([[1, 2, 3]], [[0, 1, 0]], [1, 2, 3]), [1 / 3, 1 / 3, 0])
    np.testing.assert_allclose(best_of_n_accuracy([[1, 1], [0, 5]], [[1, 0], [0, 1]], [1, 2]), [0.5, 0.75])


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_the_best_of_n_is_the_mean_over_all_choices(seed, n):
    rng = np.random.default_rng(seed)
    scores, correct = rng.integers(3, size=5), rng.integers(2, size=5)
    means = []
    for chosen in combinations(range(5), n):
        highest = scores[list(chosen)].max()
        means.append(np.mean([correct[each] for each in chosen if scores[each] == highest]))
    assert best_of_n_accuracy([scores], [correct], [n])[0] == pytest.approx(np.mean(means))


def test_kendalls_tau_by_hand():
    assert kendall_tau([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(4 / 6)
    assert kendall_tau([1, 1, 2, 3], [1, 2, 2, 3]) == pytest.approx(4 / 5)  # five pairs untied in either
    assert kendall_tau([1, 2, NAN], [5, 9, 1]) == 1.0
    assert np.isnan(kendall_tau([1, 1], [1, 2]))
    assert np.isnan(kendall_tau([], []))


@given(SCORES)
def test_kendalls_tau_does_not_mind_a_monotone_change(scores):
    other = np.arange(len(scores))
    tau = kendall_tau(scores, other)
    assert np.isnan(tau) or tau == pytest.approx(kendall_tau(np.exp(scores), other**3))
    assert np.isnan(tau) or tau == pytest.approx(-kendall_tau(-np.array(scores), other))


def test_wrong_shapes_are_refused():
    with pytest.raises(ValueError, match="one length; got 1 and 2"):
        preference_accuracy([1], [1, 2])
    with pytest.raises(ValueError, match=r"\(N,\) and \(N, M\); got \(2,\) and \(1, 2\)"):
        several_comparison([1, 2], [[1, 2]])
    with pytest.raises(ValueError, match=r"one shape \(G, N\)"):
        best_of_n_accuracy([[1, 2]], [[1]], [1])
    with pytest.raises(ValueError, match=r"sizes in 1\.\.N"):
        best_of_n_accuracy([[1, 2]], [[1, 0]], [3])
    with pytest.raises(ValueError, match="two rankings of one length"):
        kendall_tau([1], [1, 2])
