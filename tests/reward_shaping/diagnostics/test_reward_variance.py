"""How much a reward varies within tasks, by hand, and beside its accuracy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from played import Played

from turnwise.reward_shaping.diagnostics.reward_variance import reward_variance, variance_and_accuracy


def test_two_tasks_by_hand():
    found = reward_variance([1, 0, 0, 1, 5, 5], [0, 0, 0, 0, 1, 1])
    assert found.variance == pytest.approx((0.25 + 0) / 2)
    assert found.deviation == pytest.approx(0.25)
    assert (found.zero_share, found.tasks, found.singletons) == (0.5, 2, 0)
    assert reward_variance([1, 0, 0, 1], [0, 0, 0, 0], ddof=1).variance == pytest.approx(1 / 3)


def test_single_episodes_and_missing_rewards_are_left_out():
    found = reward_variance([1, 0, 7, float("nan"), 3], ["a", "a", "b", "c", "c"])
    assert (found.variance, found.tasks, found.singletons) == (0.25, 1, 2)


def test_without_two_episodes_of_a_task_nothing_is_known():
    for found in (reward_variance([], []), reward_variance([1, 2], [0, 1])):
        assert np.isnan(found.variance)
        assert np.isnan(found.zero_share)
        assert found.tasks == 0


@given(st.lists(st.floats(-5, 5), min_size=4, max_size=4), st.floats(-9, 9), st.floats(0.1, 9))
def test_a_constant_for_each_task_does_not_count_and_a_scale_does(rewards, shift, scale):
    groups = [0, 0, 1, 1]
    moved = np.array(rewards) + shift * np.array(groups)
    plain = reward_variance(rewards, groups).variance
    assert reward_variance(moved, groups).variance == pytest.approx(plain, abs=1e-9)
    assert reward_variance(scale * np.array(rewards), groups).variance == pytest.approx(scale**2 * plain, abs=1e-9)


def test_a_perfect_ranking_can_hardly_vary():
    """What the paper warns of: the accurate reward teaches less than the noisier one that spreads."""
    episodes = [
        Played.along("ab", solved, task=task, flat=[0.501 if solved else 0.5], loud=[3.0 * solved - (task == "one")])
        for task in ("one", "two")
        for solved in (True, False, False)
    ]
    flat, ranked = variance_and_accuracy(episodes, lambda episode: sum(episode.paid["flat"]))
    loud, _ = variance_and_accuracy(episodes, lambda episode: sum(episode.paid["loud"]))
    assert ranked.share == 1.0
    assert flat.variance == pytest.approx(2 / 9 * 1e-6)
    assert loud.variance == pytest.approx(2.0)
    assert flat.zero_share == loud.zero_share == 0.0


def test_wrong_shapes_are_refused():
    with pytest.raises(ValueError, match=r"one shape \(N,\) and ddof 0 or 1; got \(2,\), \(1,\)"):
        reward_variance([1, 2], [0])
    with pytest.raises(ValueError, match="ddof=2"):
        reward_variance([1, 2], [0, 0], ddof=2)
