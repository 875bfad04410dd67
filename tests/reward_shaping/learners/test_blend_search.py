"""The outer loop of behaviour alignment finds weights that serve the primary reward."""

from types import SimpleNamespace

import numpy as np
import pytest

from turnwise.reward_shaping.composition import blend
from turnwise.reward_shaping.learners import BlendSearch

PRIMARY = np.array([0.0, 0.0, 1.0])
MISLEADING = np.array([1.0, 0.0, 0.0])
"""What each of three actions earns; the designed reward prefers the wrong one."""


def trained(phi):
    """Return the softmax policy that maximises the blended reward plus entropy: the inner loop in closed form."""
    rewards = np.array([blend(p, [a], phi) for p, a in zip(PRIMARY, MISLEADING, strict=True)])
    odds = np.exp(rewards / 0.5)
    return odds / odds.sum()


def played(policy):
    return [SimpleNamespace(column=lambda name: [float(policy @ PRIMARY)])]


def test_a_misleading_reward_loses_its_weight_and_the_primary_return_rises():
    search = BlendSearch([0.0, 1.0, 2.0], lr=0.4, seed=1)
    before = trained(search.mean) @ PRIMARY
    for _ in range(8 * 40):
        search.update(played(trained(search.phi)))
    after = trained(search.mean) @ PRIMARY
    assert before < 0.2 < 0.8 < after
    assert search.mean[2] < 0.5
    assert search.version == 320


def test_saved_and_loaded_it_goes_on_the_same():
    search = BlendSearch([0.0, 1.0], seed=5)
    for _ in range(11):
        search.update(played(trained([*search.phi, 0.0])))
    twin = BlendSearch([0.0, 0.0], seed=99)
    twin.load_state_dict(search.state_dict())
    for _ in range(20):
        assert twin.phi == search.phi
        told = [each.update(played(trained([*each.phi, 0.0]))) for each in (search, twin)]
        assert told[0] == told[1]


def test_equal_fitness_moves_nothing():
    search = BlendSearch([0.0, 1.0], pairs=2)
    for _ in range(4):
        told = search.update([SimpleNamespace(column=lambda name: [0.5])])
    assert told == {"fitness": 0.5, "step": 0.0}
    np.testing.assert_array_equal(search.mean, [0.0, 1.0])


def test_candidates_come_in_antithetic_pairs():
    search = BlendSearch([0.0, 1.0], pairs=1)
    first = np.array(search.phi)
    search.update([SimpleNamespace(column=lambda name: [0.5])])
    np.testing.assert_allclose(first + np.array(search.phi), 2 * search.mean)


@pytest.mark.parametrize("wrong", [{"start": [1.0]}, {"pairs": 0}, {"sigma": 0.0}, {"lr": 0.0}])
def test_wrong_arguments_are_refused(wrong):
    with pytest.raises(ValueError, match="BlendSearch needs"):
        BlendSearch(**{"start": [0.0, 1.0], **wrong})


def test_a_candidate_without_episodes_is_not_scored():
    with pytest.raises(ValueError, match="got none"):
        BlendSearch([0.0, 1.0]).update([])
