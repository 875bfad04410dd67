"""ICM's models: what follows is foreseen, and actions shape the features."""

from __future__ import annotations

import numpy as np
import pytest
from tiny_worlds import DOORS, ROOMS, UNSEEN, corridor, judged, make, vector

from turnwise.reward_shaping.intrinsic.icm import forward_error
from turnwise.reward_shaping.learners import ForwardModel
from turnwise.reward_shaping.learners.networks import forward


def test_icm_foresees_what_follows_and_is_wrong_about_what_does_not():
    model = make(ForwardModel, lr=1e-2, batch=3)
    for _ in range(60):
        model.update(DOORS)
    hall, left = vector("a hall"), model.action_feature("left")
    right, wrong = (model.error(hall, left, vector(place)) for place in ("a garden", "the street"))
    assert right < wrong / 10
    assert model.change(hall, hall) == 0 < model.change(hall, vector("a garden"))


def test_what_actions_tell_apart_grows_apart_and_the_joint_loss_draws_it_together():
    def moved(walks, joint):
        model = make(ForwardModel, lr=1e-2, joint=joint, batch=3)
        first = model.change(*map(vector, walks[0].observations[:2]))
        for _ in range(80):
            model.update(walks)
        return model.change(*map(vector, walks[0].observations[:2])) / first

    assert moved(DOORS, joint=False) > moved(DOORS, joint=True) > 5
    assert moved([corridor()], joint=True) < moved([corridor()], joint=False) < 0.5


def test_icm_s_forms_are_the_formula_s():
    mean, paper = make(ForwardModel), make(ForwardModel, form="half_sum", eta=2.0)
    known = (vector(ROOMS[0]), mean.action_feature("go on"), vector(ROOMS[1]))
    foreseen = forward(mean._forward, np.concatenate([mean.encode(known[0]), known[1].astype(np.float32)])[None])[0]
    assert mean.error(*known) == pytest.approx(float(forward_error(foreseen, mean.encode(known[2]))))
    assert paper.error(*known) == pytest.approx(8 * mean.error(*known))


def test_icm_learns_to_tell_which_action_was_taken():
    model = make(ForwardModel, lr=1e-2, batch=3)
    losses = [model.update(DOORS)["inverse_loss"] for _ in range(60)]
    assert losses[-1] < losses[0] / 5


def test_beta_one_leaves_the_inverse_model_alone():
    model = make(ForwardModel, beta=1.0)
    inverse = [each.detach().clone() for each in model.network[2].parameters()]
    model.update([corridor()])
    assert all((one == other).all() for one, other in zip(inverse, model.network[2].parameters(), strict=True))


ICM_SETTINGS = [{"beta": 0.9}, {"joint": False}, {"epochs": 3}, {"batch": 2}, {"hidden": 4}, {"latent": 3}, {"lr": 0.1}]


@pytest.mark.parametrize("change", [*ICM_SETTINGS, {"form": "half_sum"}])
def test_every_setting_of_icm_counts(change):
    def taught(**arguments):
        model = make(ForwardModel, **arguments)
        model.update(DOORS)
        return judged(model, *UNSEEN)

    assert taught(**change) != taught()
