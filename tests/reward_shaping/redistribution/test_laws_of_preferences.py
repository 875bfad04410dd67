"""Laws of preference data and of progress labels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.redistribution import by_role, preference_pairs, progress_labels

scores = st.lists(st.sampled_from([0.0, 0.5, 1.0, float("nan")]), min_size=1, max_size=6)


def first_turns(values):
    """Return episodes of one turn, all in the same place, each with another action."""
    return [
        Episode(
            observations=["page", f"after {number}"],
            actions=[f"action {number}"],
            rewards=[0.0],
            successes=[None],
            valid=[True],
            errors=[""],
        )
        for number, _ in enumerate(values)
    ]


@given(values=scores, margin=st.sampled_from([0.0, 0.5]))
def test_every_two_actions_in_one_place_that_differ_enough_make_one_pair(values, margin):
    pairs = preference_pairs(first_turns(values), [[value] for value in values], margin=margin)
    expected = {
        (f"action {max((i, j), key=values.__getitem__)}", f"action {min((i, j), key=values.__getitem__)}")
        for i, one in enumerate(values)
        for j, other in enumerate(values[:i])
        if abs(one - other) > margin
    }
    assert {(pair.chosen, pair.rejected) for pair in pairs} == expected
    assert len(pairs) == len(expected)
    for pair in pairs:
        assert pair.history == ("page",)
        assert pair.margin > margin


@given(values=scores)
def test_scores_turned_over_turn_every_pair_over(values):
    episodes = first_turns(values)
    forward = preference_pairs(episodes, [[value] for value in values])
    backward = preference_pairs(episodes, [[1 - value] for value in values])
    assert [(pair.chosen, pair.rejected) for pair in forward] == [(pair.rejected, pair.chosen) for pair in backward]


@given(values=scores, good=st.sampled_from([0.5, 1.0]))
def test_an_adversary_is_asked_about_every_good_turn_and_no_other(values, good):
    asked = []
    adversary = lambda history, action: asked.append(action) or "worse"  # noqa: E731
    episodes = first_turns(values)
    pairs = preference_pairs(episodes, [[value] for value in values], adversary=adversary, good=good)
    assert asked == [f"action {number}" for number, value in enumerate(values) if value >= good]
    assert [pair.chosen for pair in pairs if pair.rejected == "worse"] == asked


@given(values=st.lists(st.tuples(st.sampled_from("abc"), st.floats(-2, 2)), max_size=8))
def test_roles_earn_together_what_was_earned(values):
    roles, earned = [role for role, _ in values], [value for _, value in values]
    found = by_role(earned, roles)
    assert sum(found.values()) == pytest.approx(sum(earned), abs=1e-9)
    assert list(found) == list(dict.fromkeys(roles))


masks = arrays(bool, st.tuples(st.integers(2, 7), st.integers(1, 4)))


@given(holds=masks)
def test_a_milestone_that_is_never_reached_scales_every_label_down(holds):
    more = np.column_stack([holds, np.zeros(len(holds), dtype=bool)])
    count = holds.shape[1]
    np.testing.assert_allclose(progress_labels(more), progress_labels(holds) * count / (count + 1), atol=1e-12)


@given(holds=masks, seed=st.integers(0, 9))
def test_the_names_of_milestones_are_nothing(holds, seed):
    order = np.random.default_rng(seed).permutation(holds.shape[1])
    np.testing.assert_allclose(progress_labels(holds[:, order]), progress_labels(holds))


@given(holds=masks)
def test_what_is_undone_later_was_reached_all_the_same(holds):
    kept = np.logical_or.accumulate(holds, axis=0)
    np.testing.assert_allclose(progress_labels(holds), progress_labels(kept))


@given(holds=masks)
def test_success_only_lifts_labels_and_only_after_the_last_milestone(holds):
    plain, solved = progress_labels(holds), progress_labels(holds, success=True)
    assert (solved >= plain - 1e-12).all()
    reached = np.logical_or.accumulate(holds, axis=0).mean(axis=1)
    before = int(np.flatnonzero(np.diff(reached, prepend=-1.0) > 0)[-1])
    if before < len(holds) - 1:
        np.testing.assert_allclose(solved[: before + 1], plain[: before + 1])
