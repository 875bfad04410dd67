"""Attributions of a score to turns: by hand, the axioms of Shapley, and the sum."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.redistribution import TurnAttribution, leave_one_out, lime, shapley, without

NAN = float("nan")
parts = st.lists(st.floats(-2, 2), min_size=1, max_size=6)


def rng():
    return np.random.default_rng(0)


def glove(kept):
    """Worth 1 with turn 0 and one of turns 1 and 2."""
    return float(kept[0] and (kept[1] or kept[2]))


def additive(worth):
    return lambda kept: 3.0 + sum(each for each, stays in zip(worth, kept, strict=True) if stays)


def test_by_hand():
    np.testing.assert_allclose(leave_one_out(glove, 3), [1.0, 0.0, 0.0])
    np.testing.assert_allclose(shapley(glove, 3, rng()), [4 / 6, 1 / 6, 1 / 6])


@given(worth=parts)
def test_of_a_sum_every_method_finds_the_parts(worth):
    value = additive(worth)
    for found in (
        leave_one_out(value, len(worth)),
        shapley(value, len(worth), rng()),
        shapley(value, len(worth), rng(), orders=3),
        lime(value, len(worth), rng()),
    ):
        np.testing.assert_allclose(found, worth, atol=1e-7)


@given(seed=st.integers(0, 99), orders=st.integers(1, 5), turns=st.integers(1, 5))
def test_shapley_values_sum_exactly_however_few_orders(seed, orders, turns):
    table = np.random.default_rng(seed).normal(size=2**turns)
    value = lambda kept: float(table[sum(2**t for t, stays in enumerate(kept) if stays)])  # noqa: E731
    gain = table[-1] - table[0]
    assert shapley(value, turns, rng()).sum() == pytest.approx(gain)
    assert shapley(value, turns, rng(), orders=orders).sum() == pytest.approx(gain)


def test_sampled_shapley_values_approach_the_exact_ones():
    np.testing.assert_allclose(shapley(glove, 3, rng(), orders=2000), [4 / 6, 1 / 6, 1 / 6], atol=0.03)


def test_alike_turns_share_alike_and_a_useless_one_gets_nothing():
    either = shapley(lambda kept: float(kept[0] or kept[1]), 3, rng())
    np.testing.assert_allclose(either, [0.5, 0.5, 0.0])
    np.testing.assert_allclose(leave_one_out(lambda kept: float(kept[0] or kept[1]), 3), [0, 0, 0])


def test_many_turns_are_sampled():
    asked = []
    value = lambda kept: asked.append(kept) or float(sum(kept))  # noqa: E731
    np.testing.assert_allclose(shapley(value, 9, rng()), np.ones(9))
    assert len(asked) == 32 * 10
    np.testing.assert_allclose(lime(value, 9, rng(), subsets=40), np.ones(9), atol=1e-6)


def test_no_turns():
    for found in (leave_one_out(additive([]), 0), shapley(additive([]), 0, rng()), lime(additive([]), 0, rng())):
        assert found.shape == (0,)


HISTORY = ["start", "a", "x", "b", "y", "c", "z"]


def test_turns_are_cut_out_or_blanked():
    assert without(HISTORY, [True, False, True]) == ["start", "a", "x", "c", "z"]
    assert without(HISTORY, [False, False, True], "...") == ["start", "...", "...", "...", "...", "c", "z"]


def judge(history, info):
    return len(history) + 10 * ("a" in history) + info["bonus"]


@pytest.mark.parametrize("method", ["leave_one_out", "shapley", "lime"])
def test_shares_sum_to_the_judge_s_score(method):
    shares = TurnAttribution(judge, method)(HISTORY, {"bonus": 5})
    np.testing.assert_allclose(shares.sum(), 22.0)
    np.testing.assert_allclose(shares - shares[1], [10, 0, 0], atol=1e-6)


def test_a_judge_is_asked_once_about_a_choice_of_turns():
    asked = []
    watched = lambda history, info: asked.append(tuple(history)) or 1.0  # noqa: E731
    TurnAttribution(watched)(HISTORY, {})
    assert len(asked) == 4
    asked.clear()
    TurnAttribution(watched, "shapley", samples=50)(HISTORY, {})
    assert len(asked) == len(set(asked)) == 8
    blanked = TurnAttribution(watched, blank="")
    asked.clear()
    blanked(HISTORY, {})
    assert all(len(history) == 7 for history in asked)


def test_draws_begin_anew_for_each_episode():
    attribution = TurnAttribution(lambda history, info: len(history) ** 2.0 * ("b" in history), "shapley", samples=2)
    first = attribution(HISTORY, {})
    np.testing.assert_array_equal(attribution(HISTORY, {}), first)
    other = TurnAttribution(attribution.judge, "shapley", samples=2, seed=1)(HISTORY, {})
    assert other.sum() == pytest.approx(first.sum())
    assert not np.array_equal(other, first)


def test_a_judge_that_cannot_tell_leaves_it_missing():
    assert np.isnan(TurnAttribution(lambda history, info: NAN)(HISTORY, {})).all()
    unsure = lambda history, info: 4.0 if "b" in history else NAN  # noqa: E731
    np.testing.assert_allclose(TurnAttribution(unsure)(HISTORY, {}), [2.0, NAN, 2.0])


@pytest.mark.parametrize("arguments", [{"method": "attention"}, {"samples": 0}])
def test_unknown_methods_and_numbers_are_refused(arguments):
    with pytest.raises(ValueError, match="TurnAttribution needs method to be one of"):
        TurnAttribution(judge, **arguments)
