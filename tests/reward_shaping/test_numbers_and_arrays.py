"""A formula means the same for the two numbers of a turn and for whole columns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import (
    action_efficacy,
    distance_potential,
    flipped,
    gated_total,
    milestone_level,
    next_turn_budget,
    preference,
    process_clip,
    progress_times_penalty,
    retry_reward,
    rise,
    shaping,
    tier,
    tiered_reward,
)
from turnwise.reward_shaping.number import sequence

FORMULAS = {
    "action_efficacy": lambda a, b: action_efficacy(a, b, b + 2),
    "distance_potential": lambda a, b: distance_potential(a, 3.0),
    "flipped": lambda a, b: flipped(a, b > 1, -1.0, 2.0),
    "gated_total": lambda a, b: gated_total([a, b, a + b], [0.5, 0.25]),
    "milestone_level": lambda a, b: milestone_level([a, b], [0.3, 0.7]),
    "next_turn_budget": next_turn_budget,
    "preference": lambda a, b: preference(a, [b, 0.5], 2.0),
    "process_clip": lambda a, b: process_clip(a - b, 0.1),
    "progress_times_penalty": lambda a, b: progress_times_penalty(a - 1, [b / 2, 0.5]),
    "retry_reward": lambda a, b: retry_reward(a, b, 0.5 * b),
    "rise": rise,
    "shaping": lambda a, b: shaping(a, b, 0.9),
    "tier": lambda a, b: tier(a / 2),
    "tiered_reward": lambda a, b: tiered_reward(b, a / 2),
}
COLUMN = st.lists(st.tuples(st.floats(0, 2), st.floats(0, 2)), max_size=6)


@pytest.mark.parametrize("formula", list(FORMULAS.values()), ids=list(FORMULAS))
@given(column=COLUMN)
def test_a_column_is_computed_row_by_row(formula, column):
    a, b = np.array(column).reshape(-1, 2).T
    rows = [formula(one, other) for one, other in column]
    np.testing.assert_allclose(formula(a, b), np.array(rows, dtype=np.float64).reshape(-1), atol=1e-12)


@pytest.mark.parametrize("formula", list(FORMULAS.values()), ids=list(FORMULAS))
def test_numbers_give_a_number_and_no_array(formula):
    assert type(formula(1.5, 0.75)) is float


def test_a_sequence_is_what_was_given_as_an_array():
    assert sequence("f", "x", [1, 2]).tolist() == [1.0, 2.0]
    assert sequence("f", "x", []).shape == (0,)
    with pytest.raises(ValueError, match=r"f needs x of shape \(n,\) with n >= 1; got shape \(0,\)"):
        sequence("f", "x", [], least=1)
