"""Estimators that tell the turns of an episode apart, against published programs and worked numbers."""

import numpy as np
import pytest
from published_numbers import cases, example
from ragged_tables import one_group, padded

from turnwise.reward_shaping.credit import (
    Program,
    Table,
    a2tgpo,
    centre,
    gigpo,
    igpo,
    igpo_released,
    mt_grpo,
    mt_grpo_by_turn,
    reduce,
    returns,
    statistic,
)

GIGPO = [case for case in cases("gigpo").values() if "turn_rewards" in case["inputs"]]


@pytest.mark.parametrize("case", GIGPO, ids=[case["name"] for case in GIGPO])
def test_gigpo_of_published_programs(case):
    inputs, params, outputs = case["inputs"], case["params"], case["outputs"]
    episodes = inputs["traj_uid"]
    starts = [row for row, name in enumerate(episodes) if name not in episodes[:row]]
    table = Table(
        [episodes.count(episodes[row]) for row in starts],
        keys={"group": [inputs["index(prompt)"][row] for row in starts], "anchor": inputs["anchor_obs"]},
        turn={"reward": inputs["turn_rewards"]},
    )
    program = gigpo(
        gamma=params["gamma"],
        weight=params["step_advantage_w"],
        scale="std" if params["mode"] == "mean_std_norm" else None,
        population="turn" if "ROWS" in params["episode_baseline"] else "episode",
        single="raw",
    )
    result = program(table)
    np.testing.assert_allclose(returns_of(table, params["gamma"]), outputs["step_discounted_returns"], atol=2e-6)
    for name, step in [("episode_advantage", "episode"), ("step_advantage", "step"), ("advantages", "advantage")]:
        np.testing.assert_allclose(result[step], np.array(outputs[name])[:, 0], atol=2e-6)


def returns_of(table, gamma):
    p = Program("returns")
    p.advantage = returns(p["reward"], gamma=gamma)
    return p(table).advantage


def test_gigpo_worked_numbers():
    inputs, expected = example("gigpo")
    rows = inputs["prompt A: (traj, state, discounted return)"]
    p = Program("gigpo")
    p.step = centre(p["return"], by=("group", "anchor"))
    p.advantage = centre(p["total"], by="group") + p.step
    table = Table(
        [2, 1, 1],
        keys={"anchor": [state for _, state, _ in rows]},
        turn={"return": [value for *_, value in rows]},
        episode={"total": [inputs["episode reward"][name] for name in ("t1", "t2", "t3")]},
    )
    np.testing.assert_allclose(p(table)["step"], expected["A_S"], atol=2e-6)
    np.testing.assert_allclose(p(table).advantage, expected["sum"], atol=2e-6)


def test_gigpo_counts_anchors_seen_once():
    table = one_group([[0.0, 1.0], [0.0]], keys={"anchor": ["room", "hall", "room"]})
    found = gigpo()(table).diagnostics
    assert (found["step.centre.keys"], found["step.centre.single"]) == (2, 1)


def gains(episodes, outcomes):
    """Return a table of gains, missing on the last turn, and an outcome an episode."""
    column = [gain for one in episodes for gain in [*one, np.nan]]
    return Table([len(one) + 1 for one in episodes], turn={"information_gain": column}, episode={"outcome": outcomes})


def test_igpo_joint_worked_numbers():
    inputs, expected = example("igpo_joint")
    rewards = inputs["group of turn rewards (last = outcome)"]
    table = gains([one[:-1] for one in rewards], [one[-1] for one in rewards])
    found = igpo(gamma=inputs["gamma"])(table).by_episode()
    for row, want in zip(found, expected["advantage"], strict=True):
        np.testing.assert_allclose(row, want, atol=1e-4)


def test_igpo_reads_the_outcome_from_turns_too():
    table = gains([[0.2, 0.3], [0.1]], [1.0, 0.0])
    turns = Table([3, 2], turn={"information_gain": [0.2, 0.3, 0, 0.1, 0], "outcome": [0, 0, 1.0, 0, 0]})
    np.testing.assert_allclose(igpo()(turns).advantage, igpo()(table).advantage)


def test_a_missing_gain_is_skipped_by_igpo():
    with_gap = Table([3, 2], turn={"information_gain": [0.2, np.nan, 0, 0.1, 0]}, episode={"outcome": [1.0, 0.0]})
    without = Table([2, 2], turn={"information_gain": [0.2, 0, 0.1, 0]}, episode={"outcome": [1.0, 0.0]})
    result = igpo(gamma=0.5)(with_gap)
    np.testing.assert_allclose(result.advantage[[0, 2, 3, 4]], igpo(gamma=0.5)(without).advantage)
    assert result.advantage[1] == 0
    assert result.diagnostics["advantage.missing"] == 1


@pytest.mark.parametrize("case", ["released_trainer_path", "released_path_with_masked_observation_token"])
def test_igpo_released(case):
    found = cases("igpo")[case]
    result = igpo_released(token_rewards="token_reward")(padded(found["inputs"]))
    expected = np.array(found["outputs"]["advantages"])
    np.testing.assert_allclose(result.per_token().reshape(expected.shape), expected, atol=2e-6)


def test_igpo_released_puts_gains_on_the_last_kept_token():
    table = Table([2, 1], [2, 1, 2], turn={"information_gain": [0.5, np.nan, np.nan]}, episode={"outcome": [1.0, 0.0]})
    np.testing.assert_allclose(igpo_released()(table).advantage, [0.75, 0.75, 0.5, -0.75, -0.75])


@pytest.mark.parametrize("gamma", [0.5, 1.0])
@pytest.mark.parametrize("norm", [True, False])
def test_igpo_discounted_form_that_is_never_called_is_a_composition(gamma, norm):
    found = cases("igpo")[f"discounted_variant_g{gamma}_norm{norm}"]
    p = Program("igpo_discounted")
    p.to_go = returns(p["token_reward"], gamma=gamma)
    p.whole = reduce(p.to_go, how="first")
    p.centred = p.to_go - statistic(p.whole, by="group")
    p.several = statistic(p.whole, by="group", how="count") > 1
    p.std = p.several * statistic(p.whole, by="group", how="std") + (1 - p.several)
    p.advantage = p.centred / (p.std + 1e-6) if norm else p.centred * 1
    expected = np.array(found["outputs"]["advantages"])
    result = p(padded(found["inputs"])).per_token().reshape(expected.shape)
    np.testing.assert_allclose(result, expected, atol=3e-6, rtol=1e-5)


def test_a2tgpo_worked_numbers():
    inputs, expected = example("a2tgpo")
    result = a2tgpo()(gains(inputs["IG[rollout][turn]"], inputs["outcome"]))
    advantage = np.stack(result.by_episode())
    np.testing.assert_allclose(advantage[:, :2], expected["advantage IG turns"], atol=1e-4)
    np.testing.assert_allclose(advantage[:, 2], expected["advantage answer turn"], atol=1e-4)
    scale = result.side_channels()["clip_scale"].reshape(3, 3)
    np.testing.assert_allclose(scale[:, :2], expected["clip scale c=1+.3(2sig(z)-1)"], atol=1e-4)
    np.testing.assert_allclose(scale[:, 2], 1)


def test_a2tgpo_gives_nothing_to_turn_indices_reached_by_few():
    table = gains([[0.2, 0.1], [0.4]], [1, 0])
    assert a2tgpo(min_count=2)(table)["z"][1] == 0
    np.testing.assert_allclose(a2tgpo(min_count=3)(table)["z"][[0, 1, 3]], 0)


def test_mt_grpo_worked_numbers():
    inputs, expected = example("mtgrpo")
    table = Table(
        [3, 2, 2, 2],
        turn={"tool": [0, 1, 0, 1, 0, 1, 0, 1, 0]},
        episode={"turn_reward": inputs["turn r"], "outcome": inputs["outcome"]},
    )
    result = mt_grpo(coefficient=2.0)(table)
    turn_part, outcome_part = np.array(expected["A_T"]), np.array(expected["A_O"])
    np.testing.assert_allclose([row[0] for row in result.by_episode()], outcome_part + 2 * turn_part, atol=5e-6)
    np.testing.assert_allclose([row[-1] for row in result.by_episode()], outcome_part, atol=5e-6)
    assert result.advantage[1] == result.advantage[0]


def test_mt_grpo_without_a_tool_call_takes_both_at_once():
    table = Table([2, 1], turn={"tool": [1, 0, 0]}, episode={"turn_reward": [0.2, 0.0], "outcome": [1.0, 0.0]})
    whole = np.array([1.2, 0.0])
    expected = (whole - whole.mean()) / (whole.std(ddof=1) + 1e-4)
    assert mt_grpo()(table).advantage[2] == pytest.approx(expected[1])


def test_mt_grpo_by_turn_counts_ended_episodes_as_zero():
    table = Table([2, 1], turn={"reward": [1.0, 3.0, 0.0]}, episode={"outcome": [2.0, 1.0]})
    padded_turns = np.array([[1.0, 3.0], [0.0, 0.0]])
    turn_part = (padded_turns - padded_turns.mean(0)) / padded_turns.std(0)
    expected = [turn_part[0, 0] + 0.5, turn_part[0, 1] + 0.5, turn_part[1, 0] - 0.5]
    np.testing.assert_allclose(mt_grpo_by_turn(weight=0.5)(table).advantage, expected, atol=1e-6)
