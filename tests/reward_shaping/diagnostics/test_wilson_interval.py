import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.diagnostics.wilson_interval import wilson_interval


def test_eight_of_ten_by_hand():
    # z = 1.959964, z² = 3.841459: centre (8 + 1.920729) / 13.841459, half 1.959964·sqrt(1.6 + 0.960365) / 13.841459
    low, high = wilson_interval(8, 10)
    assert low == pytest.approx(0.490162, abs=1e-6)
    assert high == pytest.approx(0.943318, abs=1e-6)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_agrees_with_newcombe_1998_table_1_method_3(successes, trials, low, high):
    assert [round(float(end), 4) for end in wilson_interval(successes, trials)] == [low, high]


@pytest.mark.parametrize("trials", [1, 10, 333])
def test_none_and_all_reach_zero_and_one_exactly(trials):
    assert float(wilson_interval(0, trials)[0]) == 0.0
    assert float(wilson_interval(trials, trials)[1]) == 1.0


def test_no_trial_says_nothing_about_the_rate():
    assert [float(end) for end in wilson_interval(0, 0)] == [0.0, 1.0]


def test_no_rates_give_no_intervals():
    low, high = wilson_interval([], [])
    assert low.shape == high.shape == (0,)


def test_an_array_is_treated_entry_by_entry():
    low, high = wilson_interval([[0, 8], [10, 3]], [[10, 10], [10, 7]])
    assert low.shape == (2, 2)
    assert (low[0, 1], high[0, 1]) == wilson_interval(8, 10)


@given(st.integers(0, 1000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_failures_have_the_mirrored_interval_and_the_rate_is_inside(counts):
    k, n = counts
    low, high = wilson_interval(k, n)
    mirrored_low, mirrored_high = wilson_interval(n - k, n)
    np.testing.assert_allclose([low, high], [1 - mirrored_high, 1 - mirrored_low], atol=1e-12)
    assert 0 <= low <= high <= 1
    assert n == 0 or low - 1e-12 <= k / n <= high + 1e-12


def test_the_ends_solve_the_score_equation():
    low, high = wilson_interval(7, 19)
    for end in (float(low), float(high)):
        assert abs(7 / 19 - end) / np.sqrt(end * (1 - end) / 19) == pytest.approx(1.959964, abs=1e-6)


def test_a_higher_level_is_wider():
    narrow, wide = wilson_interval(5, 10, level=0.5), wilson_interval(5, 10, level=0.99)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_shapes_that_differ_are_refused():
    with pytest.raises(ValueError, match=r"one shape; got \(2,\) and \(3,\)"):
        wilson_interval([1, 2], [3, 3, 3])


@pytest.mark.parametrize(("successes", "trials"), [(3, 2), (-1, 2), (float("nan"), 2)])
def test_impossible_counts_are_refused(successes, trials):
    with pytest.raises(ValueError, match="0 <= successes <= trials"):
        wilson_interval(successes, trials)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_outside_zero_and_one_is_refused(level):
    with pytest.raises(ValueError, match="strictly between 0 and 1"):
        wilson_interval(1, 2, level=level)
