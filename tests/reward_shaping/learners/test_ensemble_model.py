"""The ensemble: it agrees on what it has seen and on noise, and tells what it has learned since."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tiny_worlds import ROOMS, SEEN, UNSEEN, corridor, episode, judged, make, noisy, vector

from turnwise.reward_shaping.learners import EnsembleModel
from turnwise.reward_shaping.learners.networks import forward


def trained_ensemble(updates=40, **arguments):
    model = make(EnsembleModel, lr=1e-2, **arguments)
    for _ in range(updates):
        model.update([corridor()])
    return model


def test_the_ensemble_agrees_on_the_seen_and_learns_nothing_there():
    model = trained_ensemble()
    (known, gain, surprise, uncertainty, _), (unknown, more, startled, lost, _) = (
        judged(model, *SEEN),
        judged(model, *UNSEEN),
    )
    assert known < unknown / 10
    assert gain < more / 10
    assert surprise < startled
    assert uncertainty < lost


def test_the_ensemble_agrees_about_noise_where_its_error_stays():
    model, rng = make(EnsembleModel, lr=1e-2, epochs=5), np.random.default_rng(0)
    errors = []
    for _ in range(40):
        errors.append(model.update([noisy(rng, 40)])["loss"])
    watched = vector("on the screen: news")
    assert errors[-1] > 0.3
    assert model.disagreement(watched, model.action_feature("go on")) < errors[-1] / 3


def test_progress_is_made_while_there_is_something_to_learn():
    model, progress = make(EnsembleModel, lr=1e-2), []
    for _ in range(40):
        model.update([corridor()])
        progress.append(judged(model, *SEEN)[-1])
    assert np.mean(progress[2:8]) > 0.02
    assert abs(np.mean(progress[-8:])) < np.mean(progress[2:8]) / 5


def test_no_progress_is_made_on_noise():
    model, rng = make(EnsembleModel, lr=3e-3, lag=3), np.random.default_rng(1)
    progress = []
    for update in range(60):
        model.update([noisy(rng, 40)])
        if update >= 30:
            fresh = noisy(rng, 20).observations
            done = model.action_feature("go on")
            progress += [model.progress(vector(one), done, vector(other)) for one, other in pairwise(fresh)]
    assert abs(np.mean(progress)) < 0.02


def test_progress_is_missing_until_there_is_an_earlier_version():
    model = make(EnsembleModel, lag=2)
    told = []
    for _ in range(3):
        told.append(judged(model, *SEEN)[-1])
        model.update([corridor()])
    assert np.isnan(told[:2]).all()
    assert not np.isnan(told[2])


ENSEMBLE_SETTINGS = [{"members": 3}, {"epochs": 3}, {"batch": 2}, {"hidden": 4}, {"latent": 3}, {"lr": 0.1}]


@pytest.mark.parametrize("change", ENSEMBLE_SETTINGS)
def test_every_setting_of_the_ensemble_counts(change):
    def taught(**arguments):
        model = make(EnsembleModel, **arguments)
        model.update([corridor()])
        return judged(model, *UNSEEN)[:4]

    assert taught(**change) != taught()


def test_what_the_ensemble_foresees_is_on_the_scale_of_what_came():
    model = make(EnsembleModel)
    walks = [corridor(), noisy(np.random.default_rng(0))]
    model.update(walks)
    came = [vector(text) for walk in walks for text in walk.observations[1:]]
    encoded = model.encode(came)
    np.testing.assert_allclose(encoded.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(encoded.std(axis=0), 1, atol=1e-4)


def test_the_projections_are_never_trained():
    model = make(EnsembleModel)
    before = [model.projection.copy(), model.action_projection.copy()]
    model.update([corridor()])
    np.testing.assert_array_equal(before[0], model.projection)
    np.testing.assert_array_equal(before[1], model.action_projection)


def test_what_the_ensemble_says_are_the_formulas_of_what_it_foresees():
    model = trained_ensemble(3, members=5)
    one, done, other = vector(ROOMS[0]), model.action_feature("go on"), vector(ROOMS[1])
    foreseen = model.foresee(one, done)
    assert foreseen.shape == (5, 32)
    spread = foreseen.var(axis=0, ddof=1)
    variance = spread + model.residual
    miss = model.encode(other) - foreseen.mean(axis=0)
    known, gain, surprise, uncertainty, _ = judged(model, ROOMS[0], "go on", ROOMS[1])
    assert known == pytest.approx(spread.mean(), rel=1e-4)
    assert gain == pytest.approx(np.log1p(spread).sum(), rel=1e-4)
    assert surprise == pytest.approx(0.5 * (miss**2 / variance + np.log(2 * np.pi * variance)).sum(), rel=1e-4)
    assert uncertainty == pytest.approx(0.5 * np.log(2 * np.pi * np.e * variance).sum(), rel=1e-4)
    assert model.information_gain(one, done, noise=0.5) == pytest.approx(np.log1p(4 * spread).sum(), rel=1e-4)


def test_the_residual_is_what_the_mean_of_the_ensemble_missed_last():
    model = trained_ensemble(3)
    told = model.update([corridor()])
    misses = [
        model.foresee(vector(one), model.action_feature("go on")).mean(axis=0) - model.encode(vector(other))
        for one, other in pairwise(corridor().observations)
    ]
    np.testing.assert_allclose(model.residual, np.mean(np.square(misses), axis=0), rtol=1e-3)
    assert told["loss"] == pytest.approx(model.residual.mean())


def test_progress_is_the_error_then_minus_the_error_now():
    model = make(EnsembleModel, lr=1e-2, lag=2)
    for _ in range(3):
        model.update([corridor()])
    one, done, other = vector(ROOMS[0]), model.action_feature("go on"), vector(ROOMS[1])
    errors = []
    for layers in (model.past[0], model.now):
        foreseen = forward(layers, model._inputs(one, done))[:, 0].mean(axis=0)
        errors.append(((foreseen - model.encode(other)) ** 2).mean())
    assert model.progress(one, done, other) == pytest.approx(errors[0] - errors[1], abs=1e-6)
    assert len(model.past) == 2


def test_what_never_differs_is_certain_within_the_floor():
    model = make(EnsembleModel, lr=1e-2)
    for _ in range(30):
        model.update([episode(["the same"] * 10)])
    known, gain, surprise, uncertainty, _ = judged(model, "the same", "go on", "the same")
    assert np.isfinite([known, gain, surprise, uncertainty]).all()


def test_members_are_shown_samples_of_their_own():
    model = make(EnsembleModel, members=3)
    model.update([corridor()])
    foreseen = model.foresee(vector(ROOMS[0]), model.action_feature("go on"))
    assert len(np.unique(foreseen.round(5), axis=0)) == 3
