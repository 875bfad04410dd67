"""MiRA's progress labels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from published_numbers import example

from turnwise.reward_shaping.redistribution import progress_labels


def masks(steps, completed):
    """Return which milestones hold at the reset and after each turn, once reached for good."""
    return np.array([[step >= done for done in completed] for step in range(steps + 1)])


def test_the_published_labels():
    given_, expected = example("mira_labels")
    holds = masks(given_["steps"], given_["milestones at steps (1-based)"])
    np.testing.assert_allclose(progress_labels(holds), expected["progress label at step 0..8"], atol=1e-6)


def test_after_the_last_milestone_of_a_failure_the_label_stays():
    np.testing.assert_allclose(progress_labels(masks(5, [2, 9])), [0, 0.25, 0.5, 0.5, 0.5, 0.5])


def test_success_is_one_whatever_was_reached():
    np.testing.assert_allclose(progress_labels(masks(4, [2, 9]), success=True), [0, 0.25, 0.5, 0.75, 1.0])
    np.testing.assert_allclose(progress_labels(masks(2, [9]), success=True), [0, 0.5, 1.0])


def test_what_is_undone_stays_reached_and_what_held_at_the_reset_counts():
    holds = np.array([[1, 0, 0], [0, 0, 0], [1, 1, 0], [0, 0, 0]])
    np.testing.assert_allclose(progress_labels(holds), [1 / 3, 0.5, 2 / 3, 2 / 3])


def test_several_on_one_turn_all_count():
    np.testing.assert_allclose(progress_labels(masks(2, [2, 2])), [0, 0.5, 1.0])


@given(holds=arrays(bool, st.tuples(st.integers(1, 8), st.integers(1, 4))), success=st.booleans())
def test_labels_never_fall_and_lie_between_zero_and_one(holds, success):
    labels = progress_labels(holds, success=success)
    assert labels.shape == (len(holds),)
    assert (np.diff(labels) >= -1e-12).all()
    assert labels.min() >= 0
    assert labels.max() <= 1
    assert labels[-1] == (1.0 if success else pytest.approx(holds.any(axis=0).mean()))


@pytest.mark.parametrize("shape", [(3,), (3, 0), (0, 3)])
def test_the_wrong_shape_is_refused(shape):
    with pytest.raises(ValueError, match="progress_labels needs holds of shape"):
        progress_labels(np.zeros(shape))
