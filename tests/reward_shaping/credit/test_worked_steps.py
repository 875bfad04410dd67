"""Worked numbers of what lies between the columns and the advantage."""

import math

import numpy as np
import pytest
from published_numbers import example

from turnwise.reward_shaping.credit import Program, Table, grpo, statistic
from turnwise.reward_shaping.credit.presets import a2tgpo, aem, bopo
from turnwise.reward_shaping.groups import win_rates


def test_win_rates_become_z_scores_of_the_group():
    _, expected = example("winrate")
    rates = win_rates([[math.nan, 1, 1], [0, math.nan, 1], [0, 0, math.nan]])
    found = grpo("win_rate")(Table([1, 1, 1], episode={"win_rate": rates}))
    np.testing.assert_allclose(found.advantage, expected["then group z (ddof 1)"], atol=1e-6)


def test_the_z_scores_and_sums_to_go_of_a2tgpo():
    inputs, expected = example("a2tgpo")
    gains = [x for row in inputs["IG[rollout][turn]"] for x in [*row, math.nan]]
    table = Table([3, 3, 3], turn={"information_gain": gains}, episode={"outcome": inputs["outcome"]})
    found = a2tgpo(alpha=inputs["alpha"], gamma=inputs["gamma"])(table)
    for step, key in (("z", "z (per turn index)"), ("to_go", "D/sqrt(n)")):
        rows = found[step].reshape(3, 3)
        np.testing.assert_allclose(rows[:, :2], expected[key], atol=5e-5)
        assert np.isnan(rows[:, 2]).all()


def test_mean_and_spread_over_all_turns_of_the_group():
    inputs, expected = example("igpo_joint")
    rows = inputs["group of turn rewards (last = outcome)"]
    table = Table([len(row) for row in rows], turn={"r": [x for row in rows for x in row]})
    p = Program("statistics")
    p.advantage = statistic(p["r"], by="group")
    p.spread = statistic(p["r"], by="group", how="std")
    found = p(table)
    mean, spread = expected["mean,std(ddof=1)"]
    np.testing.assert_allclose(found.advantage, mean, atol=1e-6)
    np.testing.assert_allclose(found["spread"], spread, atol=1e-6)


def test_the_places_of_entropies_between_the_lowest_and_the_highest():
    inputs, expected = example("aem")
    entropy = inputs["mean token entropy of 4 responses of one prompt group"]
    turn = {"entropy": entropy, "reward": inputs["base advantage"]}
    found = aem(lam=inputs["lambda"])(Table([1] * 4, turn=turn))
    np.testing.assert_allclose(-np.log(found["confidence"]), expected["min-max H"], atol=1e-9)
    assert expected["entropies all within .1 of each other"] == "alpha = 1"
    near = {**turn, "entropy": [0.40, 0.45, 0.49, 0.41]}
    np.testing.assert_array_equal(aem()(Table([1] * 4, turn=near))["alpha"], 1.0)


def test_the_mean_of_the_boundary_s_references():
    inputs, expected = example("bopo")
    columns = {
        "reward": [inputs["R"], inputs["R_small"], inputs["R_large"]],
        "cost": [inputs["cost"], inputs["C_small"], inputs["C_large"]],
        "is_reference": [0, 1, 1],
    }
    scores = bopo(lam=inputs["lam"])(Table([1] * 3, episode=columns))["score"]
    assert scores[1:].mean() == pytest.approx(expected["reference baseline mean(small,large)"])
