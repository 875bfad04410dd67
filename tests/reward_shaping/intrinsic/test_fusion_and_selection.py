"""HIRE's fusions and AIRS's bandit."""

from __future__ import annotations

from math import inf, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.intrinsic.fusion import HOW, fuse
from turnwise.reward_shaping.intrinsic.selection import epsilon_greedy, upper_confidence

BONUSES = st.lists(st.floats(0, 10), min_size=1, max_size=5)
NAN = float("nan")


@pytest.mark.parametrize(("how", "fused"), [("sum", 3.0), ("product", 0.75), ("max", 1.5), ("cycle", 0.5)])
def test_fusions_by_hand(how, fused):
    assert fuse([0.5, 1.5, 1.0], how) == pytest.approx(fused)


def test_a_cycle_takes_turns():
    assert [fuse([1.0, 2.0, 3.0], "cycle", turn=turn) for turn in range(5)] == [1.0, 2.0, 3.0, 1.0, 2.0]


@given(BONUSES, st.sampled_from(HOW), st.integers(0, 9))
def test_weights_come_before_the_fusion(bonuses, how, turn):
    weights = [0.5 + place for place in range(len(bonuses))]
    weighted = [weight * bonus for weight, bonus in zip(weights, bonuses, strict=True)]
    assert fuse(bonuses, how, weights, turn) == pytest.approx(fuse(weighted, how, turn=turn))


@given(st.floats(0, 10), st.sampled_from(HOW), st.integers(0, 9))
def test_one_bonus_alone_is_itself(bonus, how, turn):
    assert fuse([bonus], how, turn=turn) == bonus


def test_a_missing_bonus_makes_the_fusion_missing_unless_another_s_turn_it_is():
    for how in ("sum", "product", "max"):
        assert np.isnan(fuse([1.0, NAN], how))
        assert np.isnan(fuse([NAN, 1.0], how))
    assert fuse([1.0, NAN], "cycle", turn=0) == 1.0


@pytest.mark.parametrize(
    ("bonuses", "how", "weights"), [([], "sum", None), ([1.0], "mean", None), ([1.0], "sum", [1.0, 2.0])]
)
def test_wrong_fusions_are_refused(bonuses, how, weights):
    with pytest.raises(ValueError, match="fuse needs how to be one of"):
        fuse(bonuses, how, weights)


def test_upper_confidence_by_hand():
    scores = upper_confidence([0.5, 0.8, NAN], [4, 1, 0], c=2.0)
    np.testing.assert_allclose(scores, [0.5 + 2 * sqrt(log(5) / 4), 0.8 + 2 * sqrt(log(5)), inf])
    np.testing.assert_allclose(upper_confidence([0.5, 0.8], [4, 1], c=0.0), [0.5, 0.8])


@given(st.integers(1, 50), st.integers(1, 50), st.floats(0.1, 5))
def test_of_two_equal_arms_the_less_tried_one_is_preferred(one, other, c):
    first, second = upper_confidence([0.5, 0.5], [one, other], c)
    assert (first >= second) == (one <= other)


def test_before_anything_was_tried_every_arm_is_open():
    assert upper_confidence([NAN, NAN], [0, 0]).tolist() == [inf, inf]


@pytest.mark.parametrize(("means", "pulls"), [([], []), ([1.0], [1, 2]), ([[1.0]], [1])])
def test_wrong_arms_are_refused(means, pulls):
    with pytest.raises(ValueError, match="upper_confidence needs"):
        upper_confidence(means, pulls)


def test_epsilon_greedy_takes_the_best_and_now_and_then_any():
    rng = np.random.default_rng(0)
    assert {epsilon_greedy([0.1, 0.9, 0.5], 0.0, rng) for _ in range(20)} == {1}
    drawn = [epsilon_greedy([0.1, 0.9, 0.5], 0.3, rng) for _ in range(3000)]
    assert np.bincount(drawn) / 3000 == pytest.approx([0.1, 0.8, 0.1], abs=0.03)
    with pytest.raises(ValueError, match="0 <= epsilon <= 1"):
        epsilon_greedy([1.0], 1.5, rng)


@given(BONUSES, st.sampled_from(["sum", "product", "max"]), st.randoms(use_true_random=False))
def test_the_order_of_bonuses_matters_in_a_cycle_only(bonuses, how, random):
    mixed = random.sample(bonuses, len(bonuses))
    assert fuse(mixed, how) == pytest.approx(fuse(bonuses, how))


@given(BONUSES, st.sampled_from(HOW), st.integers(0, 9), st.floats(0, 5))
def test_more_of_a_bonus_is_never_worth_less(bonuses, how, turn, more):
    raised = [bonuses[0] + more, *bonuses[1:]]
    assert fuse(raised, how, turn=turn) >= fuse(bonuses, how, turn=turn) - 1e-9


@given(BONUSES)
def test_over_a_whole_cycle_each_pays_once(bonuses):
    total = sum(fuse(bonuses, "cycle", turn=turn) for turn in range(len(bonuses)))
    assert total == pytest.approx(fuse(bonuses, "sum"))


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=5), st.floats(-5, 5))
def test_what_is_added_to_every_return_changes_no_choice(means, shift):
    pulls = [1 + place for place in range(len(means))]
    scores = upper_confidence(means, pulls)
    shifted = upper_confidence([mean + shift for mean in means], pulls)
    np.testing.assert_allclose(shifted - scores, shift, atol=1e-9)


@given(st.integers(1, 100), st.integers(1, 100), st.floats(0, 5))
def test_what_is_not_known_of_an_arm_shrinks_as_it_is_tried(pulls, others, c):
    once, again = (upper_confidence([0.0, 0.0], [tried, others], c)[0] for tried in (pulls, pulls * 10))
    assert again <= once + 1e-9
