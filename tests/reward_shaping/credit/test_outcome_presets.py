"""Estimators with one number an episode, against published programs and hand-computed numbers."""

import numpy as np
import pytest
from published_numbers import cases, example
from ragged_tables import grouped, one_group, padded

from turnwise.reward_shaping.credit import (
    Table,
    gpg,
    maxrl,
    normalize_then_sum,
    opo,
    pass_at_k,
    prpo,
    rebn,
    reinforce_plus_plus,
    reinforce_plus_plus_baseline,
    remax,
    rloo,
    sum_then_normalize,
)

GROUPS = {"A": [1.0, 0.0, 0.0, 1.0], "B": [0.5, 0.5], "C": [1.0]}


@pytest.mark.parametrize(
    ("case", "single"),
    [
        ("verl_compute_rloo_outcome_advantage", "raw"),
        ("verl_compute_rloo_vectorized_outcome_advantage", "zero"),
        ("skyrl", "zero"),
    ],
)
def test_rloo_of_padded_rows(case, single):
    found = cases("rloo")[case]
    expected = np.array(found["outputs"]["advantages"])
    result = rloo(single=single)(padded(found["inputs"]))
    np.testing.assert_allclose(result.per_token().reshape(expected.shape), expected, atol=2e-6)


def test_rloo_of_rllm_and_gem():
    found = cases("rloo")["rllm"]
    expected = [advantage for group in found["outputs"].values() for advantage in group]
    np.testing.assert_allclose(rloo(single="raw")(grouped(found["inputs"]["groups"])).advantage, expected, atol=2e-6)
    found = cases("grpo")["gem_rloo"]
    expected = found["outputs"]["advantage_per_turn (same for every turn of an episode)"]
    table = one_group(found["inputs"]["episodes_of_turn_rewards"])
    np.testing.assert_allclose(rloo()(table).per_turn(), expected, atol=2e-6)


@pytest.mark.parametrize("whiten", [False, True])
def test_rloo_of_trl(whiten):
    found = cases("rloo")[f"trl_normalize_{whiten}"]
    rewards = found["inputs"]["rewards"]
    result = rloo(whiten=whiten)(grouped({"A": rewards[:4], "B": rewards[4:]}))
    np.testing.assert_allclose(result.advantage, found["outputs"]["advantages"], atol=2e-6)


def test_maxrl_of_padded_rows():
    found = cases("grpo")["skyrl_maxrl"]
    expected = np.array(found["outputs"]["advantages"])
    result = maxrl(single="raw")(padded(found["inputs"]))
    np.testing.assert_allclose(result.per_token().reshape(expected.shape), expected, atol=2e-6)


def test_worked_numbers_of_maxrl_and_rloo():
    inputs, expected = example("grpo")
    table = one_group([[reward] for reward in inputs["rewards"]])
    np.testing.assert_allclose(maxrl()(table).advantage, expected["MaxRL"], atol=2e-6)
    np.testing.assert_allclose(rloo()(table).advantage, expected["RLOO"], atol=2e-6)


def test_opo_weighs_by_kept_tokens():
    inputs, expected = example("opo")
    rewards, lengths = [[1.0], [0.0], [0.0]], np.array(inputs["lengths"])
    keep = np.concatenate([np.arange(9) < length for length in lengths])
    for table in (one_group(rewards, tokens=lengths), one_group(rewards, tokens=[9, 9, 9], keep=keep)):
        np.testing.assert_allclose(opo()(table).advantage, expected["advantage"], atol=2e-6)


def test_rebn():
    inputs, expected = example("rebn")
    result = rebn()(one_group(inputs["turn rewards"]))
    np.testing.assert_allclose(result["to_go"], np.concatenate(expected["returns"]), atol=2e-6)
    np.testing.assert_allclose(result.advantage, expected["advantage"], atol=2e-6)


def test_gpg_scales_by_the_share_of_rewards_that_are_not_zero():
    result = gpg(f_norm=2.0)(grouped(GROUPS))
    np.testing.assert_allclose(result.advantage, 7 / 5 / 2 * np.array([0.5, -0.5, -0.5, 0.5, 0, 0, 0]))
    np.testing.assert_allclose(gpg()(grouped({"A": [0.0, 0.0]})).advantage, 0)


def test_pass_at_k_pays_the_lead_of_the_best():
    table = grouped({"A": [0.2, 0.9, 0.5], "B": [1.0, 1.0], "C": [3.0]})
    lead = np.array([0, 0.4, 0, 0, 0, 0])
    np.testing.assert_allclose(pass_at_k(scale=None)(table).advantage, lead, atol=1e-12)
    std = np.std([0.2, 0.9, 0.5], ddof=1)
    np.testing.assert_allclose(pass_at_k()(table).advantage, lead / (std + 1e-6))


def test_prpo_whitens_the_batch():
    rewards = np.array([1, 0, 0, 1, 0.5, 0.5, 1])
    expected = (rewards - rewards.mean()) / (rewards.std() + 1e-6)
    np.testing.assert_allclose(prpo()(grouped(GROUPS)).advantage, expected)


def test_remax_compares_with_the_greedy_rollout_of_its_group():
    table = Table(
        [2, 1, 2, 1],
        keys={"group": ["a", "a", "b", "b"]},
        turn={"reward": [0.5, 1.0, 0.25, 0.0, 2.0, 9.0]},
        episode={"greedy": [0, 1, 0, 0], "base": [1.0, 0.0, 0.5, 0.5]},
    )
    result = remax()(table)
    np.testing.assert_allclose(result.advantage, [1.25, 0.75, 0, 0, 0, 0])
    np.testing.assert_allclose(remax(baseline="base")(table).advantage, [0.5, 0, 0.25, 1.5, 1.5, 8.5])


def test_reinforce_plus_plus_whitens_returns_to_go_of_tokens():
    table = one_group([[1.0, 2.0], [0.5]], tokens=[3, 2, 2], keep=[0, 1, 1, 0, 1, 1, 1])
    to_go = np.array([0.25 * 2 + 0.5 * 1, 1 + 0.5 * 2, 2, 0.25, 0.5])
    result = reinforce_plus_plus(gamma=0.5)(table)
    np.testing.assert_allclose(result["to_go"], to_go)
    np.testing.assert_allclose(result.advantage, (to_go - to_go.mean()) / to_go.std(ddof=1))
    cut = reinforce_plus_plus(gamma=0.5, masked="cut")(table)
    np.testing.assert_allclose(cut["to_go"], [0.5, 1, 2, 0.25, 0.5])


def test_reinforce_plus_plus_with_a_baseline_weighs_by_tokens_or_episodes():
    table = one_group([[1.0], [0.0], [0.0]], tokens=[1, 2, 3])
    centred = np.array([2 / 3, -1 / 3, -1 / 3])
    tokens = np.repeat(centred, [1, 2, 3])
    expected = (centred - tokens.mean()) / tokens.std(ddof=1)
    np.testing.assert_allclose(reinforce_plus_plus_baseline()(table).advantage, expected, atol=1e-6)
    scalar = reinforce_plus_plus_baseline(weigh="episode", ddof=0)(table)
    np.testing.assert_allclose(scalar.advantage, centred / centred.std(), atol=1e-6)


def two_rewards(rows):
    """Return the table of two groups of four with two rewards each."""
    rows = np.array(rows, dtype=float)
    return Table(
        np.ones(8, int),
        keys={"group": np.repeat([0, 1], 4)},
        episode={"a": rows[:, 0], "b": rows[:, 1]},
    )


@pytest.mark.parametrize("scale", ["group", "batch", "none"])
def test_sum_then_normalize_of_trl(scale):
    found = cases("grpo")[f"trl_sum_then_normalize_{scale}"]
    program = sum_then_normalize({"a": 1.0, "b": 0.5}, scale=scale)
    result = program(two_rewards(found["inputs"]["rewards_per_func"]))
    np.testing.assert_allclose(result.advantage, found["outputs"]["advantages"], atol=2e-6)


def test_normalize_then_sum_of_trl():
    found = cases("grpo")["trl_normalize_then_sum_group"]
    result = normalize_then_sum({"a": 1.0, "b": 0.5})(two_rewards(found["inputs"]["rewards_per_func"]))
    np.testing.assert_allclose(result.advantage, found["outputs"]["advantages"], atol=2e-6)


def test_an_episode_whose_rewards_are_all_missing_counts_nowhere():
    found = cases("grpo")["trl_unscorable_row_is_excluded"]
    rows = [[np.nan if value == "NaN" else value for value in row] for row in found["inputs"]["rewards_per_func"]]
    result = sum_then_normalize({"a": 1.0, "b": 0.5})(two_rewards(rows))
    np.testing.assert_allclose(result.advantage, found["outputs"]["advantages"], atol=2e-6)


def test_one_missing_reward_of_two_is_left_out_of_the_sum():
    table = Table([1, 1], episode={"a": [1.0, 0.0], "b": [np.nan, 1.0]})
    np.testing.assert_allclose(sum_then_normalize(["a", "b"])(table)["total"], [1.0, 1.0])


@pytest.mark.parametrize("rewards", [[], {}, "reward"])
def test_rewards_without_columns_are_refused(rewards):
    with pytest.raises(ValueError, match="rewards must"):
        normalize_then_sum(rewards)


def test_opo_without_tokens_compares_episodes_evenly_and_leaves_no_raw_reward():
    table = Table([1, 1, 1, 1], turn={"reward": [1.0, 0.0, 0.5, 3.0]}, keys={"group": [0, 0, 0, 1]})
    np.testing.assert_allclose(opo()(table).advantage, [0.5, -0.5, 0.0, 0.0])
    mixed = Table([1, 1, 1, 1], [0, 0, 1, 3], turn={"reward": [1.0, 0.0, 1.0, 0.0]}, keys={"group": [0, 0, 1, 1]})
    np.testing.assert_allclose(opo()(mixed).advantage, [0.5, -0.5, 0.75, -0.25])
