"""Rewards are joined as their formulas say."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.composition import (
    baseline_relative,
    blend,
    constrained_composite,
    next_multiplier,
    product,
    renorm,
    stage_at,
    weight_at,
)

unit = st.floats(0, 1)
real = st.floats(-5, 5)


def test_the_published_renorm():
    inputs, expected = example("ppr")
    scores = np.array(inputs["process scores"])
    right, wrong = expected["ReNorm r_p+r_o-1 (right)"], expected["(wrong)"]
    np.testing.assert_allclose(renorm(scores, inputs["outcome 1"]), right)
    np.testing.assert_allclose(renorm(scores, inputs["outcome 0"]), wrong)


@given(unit)
def test_renorm_agrees_with_the_outcome_in_sign(score):
    assert renorm(score, 1.0) >= 0 >= renorm(score, 0.0)


def test_renorm_of_no_step_is_none():
    assert renorm(np.zeros(0), 1.0).shape == (0,)


def test_the_published_baseline():
    inputs, expected = example("contrastive")
    assert baseline_relative(inputs["r"], inputs["baseline rollouts"]) == pytest.approx(expected["r-mean"])


@given(real, st.lists(real, min_size=1, max_size=5), real)
def test_a_shift_of_everything_is_no_shift(reward, baselines, shift):
    moved = baseline_relative(reward + shift, [each + shift for each in baselines])
    assert moved == pytest.approx(baseline_relative(reward, baselines), abs=1e-9)


def test_without_a_baseline_there_is_nothing_to_be_relative_to():
    with pytest.raises(ValueError, match="at least one baseline"):
        baseline_relative(1.0, [])


def test_the_published_multiplier():
    inputs, expected = example("constrained")
    found = next_multiplier(inputs["lambda"], inputs["component"], inputs["threshold"], inputs["lr"])
    assert found == pytest.approx(expected["next lambda (dual ascent, >=0)"])


@given(st.floats(0, 3), real, real, st.floats(0.001, 1))
def test_a_multiplier_is_never_negative_and_grows_above_the_threshold_only(multiplier, component, threshold, lr):
    after = next_multiplier(multiplier, component, threshold, lr)
    assert after >= 0
    assert after <= multiplier or component > threshold


def test_a_composite_by_hand_and_its_floor():
    assert constrained_composite([1.0, 2.0], [1.0, 0.5], [0.25, 2.0]) == pytest.approx(0.75 - 3.0)
    assert constrained_composite([1.0, 2.0], [1.0, 0.5], [0.25, 2.0], 0.0) == pytest.approx(0.75)
    assert constrained_composite([], [], []) == 0
    with pytest.raises(ValueError, match="zip"):
        constrained_composite([1.0], [1.0, 2.0], [0.0])


def test_with_multipliers_of_zero_the_composite_is_the_weighted_sum():
    assert constrained_composite([1.0, 2.0], [0.5, 3.0], [0.0, 0.0]) == 6.5


def test_the_published_blend():
    inputs, expected = example("barfi")
    assert blend(inputs["r_p"], [inputs["r_aux"]], inputs["phi"]) == pytest.approx(expected["r_phi"])


@given(real, st.lists(real, max_size=3))
def test_the_plain_blend_is_the_sum(primary, auxiliary):
    phi = [0.0, 1.0, *[1.0] * len(auxiliary)]
    assert blend(primary, auxiliary, phi) == pytest.approx(primary + sum(auxiliary))


def test_a_blend_has_a_weight_for_everything():
    with pytest.raises(ValueError, match="3 weights for 1 auxiliaries; got 2"):
        blend(1.0, [0.5], [0.0, 1.0])


def test_a_product_by_hand_of_numbers_and_of_arrays():
    assert product(0.5, 0.5, 4.0) == 1.0
    np.testing.assert_allclose(product(np.array([1.0, 0.0]), np.array([0.5, 3.0])), [0.5, 0.0])
    assert product() == 1


@given(st.lists(unit, min_size=1, max_size=4))
def test_a_product_of_shares_is_no_larger_than_any(factors):
    assert product(*factors) <= min(factors)


def test_schedules_by_hand():
    assert weight_at(0.3, 99) == 0.3
    points = [[10, 1.0], [20, 0.0]]
    assert [weight_at(points, step) for step in (0, 10, 15, 20, 99)] == [1.0, 1.0, 0.5, 0.0, 0.0]
    assert weight_at({"start": 1.0, "scale": 100}, 50) == pytest.approx(math.exp(-0.5))
    assert weight_at({"start": 1.0, "scale": 100, "floor": 0.2}, 1e9) == pytest.approx(0.2)


@given(
    st.lists(st.tuples(st.integers(0, 50), unit), min_size=1, max_size=5, unique_by=lambda p: p[0]), st.floats(0, 60)
)
def test_a_schedule_of_points_stays_between_its_weights(points, step):
    points = sorted(points)
    weights = [weight for _, weight in points]
    assert min(weights) <= weight_at(points, step) <= max(weights)
    assert [weight_at(points, at) for at, _ in points] == pytest.approx(weights)


@pytest.mark.parametrize(
    "schedule", [[], [[0, 1.0], [0, 2.0]], [[0]], {"start": 1.0}, {"start": 1.0, "scale": 0}, {"x": 1, "scale": 2}]
)
def test_a_schedule_of_another_form_is_refused(schedule):
    with pytest.raises(ValueError, match="schedule"):
        weight_at(schedule, 0)


STAGES = [(10, {"format": 1.0}), (30, {"action": 1.0, "format": 0.5}), (None, {"outcome": 1.0})]


def test_a_term_counts_in_the_stages_that_name_it():
    assert stage_at(STAGES, 0) == {"format": 1.0, "action": 0.0, "outcome": 0.0}
    assert stage_at(STAGES, 10) == {"format": 0.5, "action": 1.0, "outcome": 0.0}
    assert stage_at(STAGES, 30) == stage_at(STAGES, 10**9) == {"format": 0.0, "action": 0.0, "outcome": 1.0}


@pytest.mark.parametrize("stages", [[], STAGES[:2], [STAGES[1], STAGES[0], STAGES[2]], [(None, {}), (None, {})]])
def test_stages_end_in_order_and_the_last_never(stages):
    with pytest.raises(ValueError, match="rising ends"):
        stage_at(stages, 0)
