"""RND's network: the unseen is newer than the seen, on the scale of all that was shown."""

from __future__ import annotations

import numpy as np
import pytest
from tiny_worlds import ROOMS, UNSEEN, corridor, make, vector

from turnwise.reward_shaping.intrinsic.rnd import clipped, prediction_error, rnd_bonus
from turnwise.reward_shaping.learners import RandomNetwork
from turnwise.reward_shaping.learners.networks import copied, forward
from turnwise.reward_shaping.learners.running import RunningMoments


def test_rnd_finds_the_unseen_newer_than_the_seen():
    network = make(RandomNetwork, lr=1e-2)
    for _ in range(20):
        network.update([corridor()])
    seen, unseen = (network.bonus(vector(text)) for text in (ROOMS[1], UNSEEN[2]))
    assert 0 <= seen < unseen / 10


def test_rnd_learns_what_it_is_shown_and_its_loss_falls():
    network = make(RandomNetwork, lr=1e-2)
    losses = [network.update([corridor()])["loss"] for _ in range(20)]
    assert losses[-1] < losses[1] / 10


def test_rnd_is_the_formula():
    network = make(RandomNetwork)
    network.update([corridor()])
    target, predictor = (copied(each) for each in network.network.children())
    scaled = clipped(vector(ROOMS[0]), network.observations.mean, network.observations.std)[None]
    error = prediction_error(forward(predictor, scaled), forward(target, scaled))[0]
    assert network.error(vector(ROOMS[0])) == pytest.approx(error, rel=1e-5)
    assert network.bonus(vector(ROOMS[0])) == pytest.approx(rnd_bonus(error, float(network.errors.std)), rel=1e-5)


def test_the_target_is_never_trained():
    network = make(RandomNetwork, lr=0.1)
    target = [each.detach().clone() for each in network.network[0].parameters()]
    network.update([corridor()])
    assert all((one == other).all() for one, other in zip(target, network.network[0].parameters(), strict=True))


def test_before_the_first_update_nothing_is_scaled():
    network = make(RandomNetwork)
    assert network.bonus(vector(ROOMS[0])) == pytest.approx(network.error(vector(ROOMS[0])), rel=1e-6)


def test_rnd_s_scales_are_those_of_all_it_was_shown_before_it_learned_from_it():
    network, walks = make(RandomNetwork, lr=1e-2), [corridor(5), corridor(8)]
    seen = [vector(text) for walk in walks for text in walk.observations[1:]]
    network.observations.see(seen)
    network._copy()
    errors = [network.error(each) for each in seen]
    told = make(RandomNetwork, lr=1e-2)
    assert told.update(walks) == {"loss": pytest.approx(np.mean(errors), rel=1e-5), "turns": 13.0}
    np.testing.assert_allclose(told.observations.mean, np.mean(seen, axis=0), atol=1e-12)
    assert told.errors_mean == pytest.approx(np.mean(errors), rel=1e-5)
    pretended = RunningMoments(count=1e-4)
    pretended.see(errors)
    assert told.errors_std == pytest.approx(float(pretended.std), rel=1e-4)


@pytest.mark.parametrize(
    "change", [{"limit": 1.0}, {"epochs": 3}, {"batch": 2}, {"hidden": 4}, {"out": 3}, {"lr": 0.1}]
)
def test_every_setting_of_rnd_counts(change):
    def taught(**arguments):
        network = make(RandomNetwork, **arguments)
        network.update([corridor()])
        return network.bonus(vector(UNSEEN[0]))

    assert taught(**change) != taught()
