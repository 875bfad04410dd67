"""Checklists pay each item once; worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from published_numbers import example

from turnwise.reward_shaping.judged import checklist_rewards, newly_met

NAN = float("nan")


def test_the_worked_example():
    given_, expected = example("checklist")
    passes = [given_["pass at step 1"], given_["pass at step 2"]]
    paid = checklist_rewards(passes, given_["weights"])
    np.testing.assert_allclose(paid, expected["step scores (first completion only)"])
    assert paid.sum() == pytest.approx(expected["turn reward"])
    assert checklist_rewards(passes, given_["weights"], form="all").sum() == expected["all-or-nothing"]


def test_all_or_nothing_pays_everything_at_the_step_that_completes_it():
    passes = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]
    np.testing.assert_allclose(checklist_rewards(passes, [0.5, 0.3, 0.2], form="all"), [0, 0, 1, 0])


def test_an_item_waits_for_what_it_depends_on():
    passes = [[0, 1], [1, 0], [0, 1]]
    np.testing.assert_allclose(checklist_rewards(passes, [0.5, 0.3], [(), (0,)]), [0, 0.5, 0.3])


def test_items_that_depend_on_each_other_in_a_row_are_met_on_one_step():
    assert newly_met([1, 1, 1], [False] * 3, [(1,), (2,), ()]) == [0, 1, 2]


def test_items_that_depend_on_each_other_in_a_circle_are_never_met():
    assert newly_met([1, 1], [False] * 2, [(1,), (0,)]) == []


def test_what_cannot_be_told_passes_nothing_and_stays_open():
    np.testing.assert_allclose(checklist_rewards([[NAN], [1], [1]], [0.4]), [0, 0.4, 0])


@pytest.mark.parametrize("form", ["first", "all"])
def test_no_steps_earn_nothing(form):
    assert checklist_rewards(np.zeros((0, 2)), [1, 1], form=form).shape == (0,)


TABLES = arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 4)), elements=st.sampled_from([0.0, 1.0, NAN]))


@given(passes=TABLES)
def test_an_episode_earns_the_weights_of_what_passed_at_all(passes):
    weights = np.arange(1.0, passes.shape[1] + 1)
    paid = checklist_rewards(passes, weights)
    assert paid.sum() == pytest.approx(weights[(passes == 1).any(axis=0)].sum())
    assert (paid >= 0).all()


@given(passes=TABLES)
def test_passing_again_changes_nothing(passes):
    weights = np.ones(passes.shape[1])
    doubled = np.repeat(passes, 2, axis=0)
    np.testing.assert_allclose(checklist_rewards(doubled, weights)[::2], checklist_rewards(passes, weights))
    np.testing.assert_allclose(checklist_rewards(doubled, weights)[1::2], 0)


@pytest.mark.parametrize(
    ("passes", "form"), [([1, 0], "first"), ([[1, 0, 0]], "first"), ([[1, 0]], "best"), (np.zeros((2, 2, 2)), "all")]
)
def test_the_wrong_shape_or_form_is_refused(passes, form):
    with pytest.raises(ValueError, match=r"checklist_rewards needs passes of shape \(T, 2\)"):
        checklist_rewards(passes, [0.5, 0.5], form=form)
