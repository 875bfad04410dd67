"""Progress: MiRA's labels, SARM's stages, LEARN's potential, by their worked examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping import potential_shaping
from turnwise.reward_shaping.goals import progress_labels, relatedness, stage_progress


def test_labels_of_the_worked_example():
    inputs, expected = example("mira_labels")
    labels = progress_labels(inputs["steps"], inputs["milestones at steps (1-based)"], inputs["K"])
    np.testing.assert_allclose(labels, expected["progress label at step 0..8"], atol=1e-6)


def test_labels_stay_where_the_last_milestone_left_them():
    np.testing.assert_allclose(progress_labels(4, [2], 2), [0, 0.25, 0.5, 0.5, 0.5])
    np.testing.assert_allclose(progress_labels(3, [], 2), [0, 0, 0, 0])


def test_milestones_of_one_turn_and_of_the_first_state():
    np.testing.assert_allclose(progress_labels(4, [2, 2], 4), [0, 0.25, 0.5, 0.5, 0.5])
    np.testing.assert_allclose(progress_labels(2, [0, 2], 2), [0.5, 0.75, 1])
    np.testing.assert_allclose(progress_labels(0, [0, 0], 2), [1])


@given(turns=st.integers(0, 12), count=st.integers(1, 5), data=st.data())
def test_labels_rise_from_what_held_at_the_start_to_what_was_completed(turns, count, data):
    completed = data.draw(st.lists(st.integers(0, turns), max_size=count))
    labels = progress_labels(turns, completed, count)
    assert labels.shape == (turns + 1,)
    assert np.all(np.diff(labels) >= -1e-12)
    assert labels[-1] == pytest.approx(len(completed) / count)
    for turn in completed:
        assert labels[turn] == pytest.approx(sum(each <= turn for each in completed) / count)


@pytest.mark.parametrize(
    ("turns", "completed", "count"), [(3, [4], 2), (3, [-1], 2), (3, [1, 2], 1), (3, [], 0), (-1, [], 1)]
)
def test_milestones_that_cannot_be_are_refused(turns, completed, count):
    with pytest.raises(ValueError, match="progress_labels needs turns >= 0, count >= 1"):
        progress_labels(turns, completed, count)


def test_stage_progress_of_the_worked_example():
    inputs, expected = example("sarm")
    assert stage_progress(inputs["stage"], inputs["within stage"], inputs["K"]) == expected["progress"]
    np.testing.assert_allclose(stage_progress(np.array([0, 1, 3]), np.array([0.0, 0.5, 1.0]), 4), [0, 0.375, 1])


def test_relatedness_of_the_worked_example():
    inputs, expected = example("learn")
    related, unrelated = np.array(inputs["p_R,p_U over time"]).T
    potential = relatedness(related, unrelated)
    np.testing.assert_allclose(potential, expected["Phi"], atol=1e-12)
    paid = potential_shaping(potential, inputs["gamma"], terminated=False)
    np.testing.assert_allclose(paid, expected["F"], atol=1e-12)
    assert relatedness(0.7, 0.1) == pytest.approx(0.6)
