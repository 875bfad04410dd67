"""What group terms make of columns nobody filled in, and of distances that differ by rounding alone."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping import groups

NAN = float("nan")


def episode(**columns):
    given = {"actions": ["a"], "observations": ["o"] * 2, "rewards": [0.0], "valid": [True]}
    return Episode(**{**given, **columns})


def test_a_column_that_is_missing_throughout_is_missing_and_not_zero():
    unscored = episode(successes=[True], paid={"judge": [None]})
    others = [episode(successes=[ok], paid={"judge": [score]}) for ok, score in ((True, 0.9), (False, 0.4))]
    assert groups.TrustWeighted("judge")([unscored, *others]) == pytest.approx([NAN, 0.9, 0.4], nan_ok=True)
    assert groups.HierarchicalPreference(["judge"])([unscored, *others]) == [0.5, 0.75, 0.25]
    assert groups.SuccessGatedLengthPenalty("judge")([unscored, *others[:1]]) == pytest.approx(
        [NAN, -0.25], nan_ok=True
    )


def test_an_episode_whose_judge_failed_at_the_end_did_not_score_zero():
    scores = {"a": [0.0, None], "b": [0.0, 0.9], "c": [0.0, 0.0]}
    turns = {"actions": ["a"] * 2, "observations": ["o"] * 3, "rewards": [0.0] * 2, "valid": [True] * 2}
    rollouts = [episode(**turns, successes=[None, True], paid={"judge": column}) for column in scores.values()]
    assert groups.TrustWeighted("judge")(rollouts) == pytest.approx([NAN, 0.9, 0.0], nan_ok=True)


def test_whom_nobody_called_a_success_or_failure_moves_no_trust():
    rollouts = [episode(successes=[ok], paid={"judge": [s]}) for ok, s in ((True, 0.2), (False, 0.1), (None, 1.0))]
    assert groups.TrustWeighted("judge")(rollouts) == [0.2, 0.1, 1.0]


@given(st.floats(0.1, 3.0), st.integers(2, 5))
def test_failures_that_are_equally_far_but_for_rounding_get_half_of_alpha(angle, failures):
    turned = [[math.cos(angle * k), math.sin(angle * k)] for k in range(failures)]
    rewards = groups.self_reference_progress([[0.0, 0.0], *turned], [True] + [False] * failures)
    np.testing.assert_allclose(rewards, [1.0] + [0.3] * failures)
