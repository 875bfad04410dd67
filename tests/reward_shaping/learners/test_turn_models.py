"""What learners of turns and states have in common, shown on all of them."""

import numpy as np
import pytest

from turnwise.reward_shaping.learners import (
    ImplicitPRM,
    Learner,
    LLMLatentReward,
    PotentialCritic,
    ProgressEstimator,
    ReturnDecomposition,
)
from turnwise.reward_shaping.learners.outcomes import histories_of, history_of

LEARNERS = {
    "ce": lambda **more: ImplicitPRM(**more),
    "dpo": lambda **more: ImplicitPRM(loss="dpo", **more),
    "progress": lambda **more: ProgressEstimator(**more),
    "potential": lambda **more: PotentialCritic(**more),
    "subset": lambda **more: ReturnDecomposition(subset=4, **more),
    "whole": lambda **more: ReturnDecomposition(subset=None, **more),
    "factors": lambda **more: LLMLatentReward(lambda history: [len(history), 1.0], [["a", "b", "c"]], **more),
}


@pytest.fixture(params=LEARNERS)
def make(request):
    return LEARNERS[request.param]


def test_updates_count_up_and_lower_the_loss(make, seen):
    learner = make(steps=20)
    assert isinstance(learner, Learner)
    assert learner.version == 0
    losses = [learner.update(seen)["loss"] for _ in range(4)]
    assert learner.version == 4
    assert losses[-1] < losses[0]


def test_it_goes_on_exactly_from_its_state(make, seen):
    learner, twin = make(steps=3), make(steps=3, seed=5)
    learner.update(seen)
    twin.load_state_dict(learner.state_dict())
    for episode in seen[:3]:
        np.testing.assert_array_equal(learner.values(episode), twin.values(episode))
    assert learner.update(seen) == twin.update(seen)
    np.testing.assert_array_equal(learner.values(seen[0]), twin.values(seen[0]))
    assert (twin.version, twin.identity) == (2, learner.identity)


def test_the_seed_decides_everything(make, seen):
    first, same, other = make(steps=8, seed=3), make(steps=8, seed=3), make(steps=8, seed=4)
    for learner in (first, same, other):
        learner.update(seen)
    np.testing.assert_array_equal(first.values(seen[0]), same.values(seen[0]))
    assert not np.array_equal(first.values(seen[0]), other.values(seen[0]))


def test_asked_turn_by_turn_it_says_what_it_says_of_the_episode(make, seen):
    learner = make(steps=2)
    learner.update(seen)
    states = isinstance(learner, PotentialCritic)
    episode = seen[0]
    turn_by_turn = [learner(history, {}) for history in histories_of(episode, states=states)]
    np.testing.assert_allclose(turn_by_turn, learner.values(episode), atol=1e-6)
    assert learner.values(episode).shape == (len(episode) + states,)
    assert type(learner(history_of(episode))) is float


def test_an_update_without_anything_to_learn_from_changes_nothing_but_the_version(make, seen):
    learner = make()
    before = learner.values(seen[0])
    told = learner.update([])
    assert np.isnan(told.pop("loss"))
    assert told == {"episodes": 0.0}
    assert learner.version == 1
    np.testing.assert_array_equal(learner.values(seen[0]), before)


def test_another_head_and_another_extractor(seen):
    import torch

    length = lambda history: [float(len(history)), 1.0]  # noqa: E731
    deep = ProgressEstimator(length, 2, head=lambda size: torch.nn.Sequential(torch.nn.Linear(size, 1)), steps=2)
    flat = ProgressEstimator(length, 2, hidden=0, steps=2)
    for learner in (deep, flat):
        learner.update(seen)
    np.testing.assert_allclose(deep.values(seen[0]), flat.values(seen[0]), atol=1e-6)


def test_features_that_are_not_finite_leave_an_episode_out(seen):
    broken = seen[0].observations[1]
    learner = ProgressEstimator(lambda history: [float("nan") if history[-1] == broken else 1.0], 1)
    told = learner.update(seen)
    assert told["episodes"] == sum(broken not in episode.observations[1:] for episode in seen) < len(seen)
    assert np.isnan(learner([seen[0].observations[0], "down", broken]))


def test_features_of_another_length_are_refused():
    with pytest.raises(ValueError, match=r"features of shape \(3,\); was given \(1,\)\. Set `size`"):
        ProgressEstimator(lambda history: [1.0], 3)(["a", "b", "c"])


@pytest.mark.parametrize("arguments", [{"steps": 0}, {"hidden": -1}, {"lr": 0.0}])
def test_wrong_arguments_are_refused(make, arguments):
    if "hidden" in arguments and isinstance(make(), LLMLatentReward):
        return
    with pytest.raises(ValueError, match=r"needs (hidden|lr)"):
        make(**arguments)
