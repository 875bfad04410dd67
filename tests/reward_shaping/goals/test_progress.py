"""Progress: SARM's stages and LEARN's potential, by their worked examples."""

from __future__ import annotations

import numpy as np
import pytest
from published_numbers import example

from turnwise.reward_shaping import potential_shaping
from turnwise.reward_shaping.goals import relatedness, stage_progress


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
