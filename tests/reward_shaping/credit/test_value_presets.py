"""Estimators with a value function or per token, against published programs and plain loops."""

import numpy as np
import pytest
from published_numbers import cases
from ragged_tables import padded, table

from turnwise.reward_shaping.credit import (
    Program,
    Table,
    bi_level_gae,
    gae,
    optimal_token_baseline,
    token_gae,
    turn_gae,
)


@pytest.mark.parametrize("setting", ["g1.0_l1.0", "g0.9_l0.8"])
@pytest.mark.parametrize(("source", "masked"), [("verl_skips_masked", "skip"), ("skyrl_does_not_skip", "through")])
def test_token_gae_of_published_programs(source, masked, setting):
    found = cases("gae")[f"{source}_{setting}"]
    inputs, params = found["inputs"], found["params"]
    kept = np.array(inputs["response_mask"]) > 0
    rewards = padded(inputs)
    program = Program("token_gae")
    column = "token_reward" if masked == "skip" else "context:token_reward"
    value = "value" if masked == "skip" else "context:value"
    program.advantage = gae(program[column], program[value], gamma=params["gamma"], lam=params["lam"])
    expected = np.array(found["outputs"]["advantages_before_whitening"])[kept]
    result = program(rewards).per_token().reshape(kept.shape)[kept]
    np.testing.assert_allclose(result, expected, atol=2e-6)


def test_token_gae_rewards_the_last_kept_token_and_whitens_over_kept_tokens():
    rows = Table(
        [1, 1], [3, 2], keep=[1, 1, 0, 1, 1], turn={"reward": [1.0, 0.0]},
        token={"value": [0.5, 0.25, 9.0, 0.125, 0.5]},
    )  # fmt: skip
    plain = np.array([1 - 0.5, 1 - 0.25, -0.125, -0.5])
    np.testing.assert_allclose(token_gae(whiten=False)(rows).advantage, plain)
    whitened = token_gae()(rows).per_token()
    np.testing.assert_allclose(whitened[[0, 1, 3, 4]], (plain - plain.mean()) / plain.std(ddof=1), atol=1e-6)
    assert whitened[2] == 0


def test_token_gae_through_masked_tokens_reads_their_junk():
    rows = Table([1], [3], keep=[1, 0, 1], turn={"reward": [1.0]}, token={"value": [0.5, 9.0, 0.25]})
    through = token_gae(gamma=0.5, lam=0.0, masked="through", whiten=False)(rows)
    np.testing.assert_allclose(through.advantage, [0.5 * 9.0 - 0.5, 1 - 0.25])


def test_turn_gae_bootstraps_where_the_episode_was_cut_off():
    rows = Table(
        [2, 2], terminated=[False, True], truncated=[True, True],
        turn={"reward": [0.0, 1.0, 0.0, 1.0], "value": [0.5, 0.25, 0.5, 0.25]}, episode={"last": [2.0, 2.0]},
    )  # fmt: skip
    result = turn_gae(gamma=0.5, lam=0.5, bootstrap="last", whiten=False)(rows)
    np.testing.assert_allclose(result.advantage, [-0.375 + 0.25 * 1.75, 1.75, -0.375 + 0.25 * 0.75, 0.75])
    assert turn_gae()(rows).diagnostics["gae.gae.truncated_without_bootstrap"] == 1


def test_rewards_of_turns_without_a_value_are_counted():
    turn = {"reward": [3.0, 0.0, np.nan, 1.0], "value": [np.nan, np.nan, np.nan, 0.5]}
    result = turn_gae(whiten=False)(Table([4], turn=turn))
    assert result.diagnostics["gae.gae.rewards_without_value"] == 1
    np.testing.assert_array_equal(result.advantage, [0, 0, 0, 0.5])
    whole = {"reward": [3.0, 0.0], "value": [0.0, 0.5]}
    assert turn_gae()(Table([2], turn=whole)).diagnostics["gae.gae.rewards_without_value"] == 0


def test_bi_level_gae_counts_the_rewards_of_turns_without_kept_tokens():
    rows = Table([3], [2, 1, 1], keep=[1, 1, 0, 1], turn={"reward": [0.0, 5.0, 1.0]}, token={"value": [0.5] * 4})
    result = bi_level_gae(whiten=False)(rows)
    assert result.diagnostics["turn_return.gae.rewards_without_value"] == 1
    assert result.diagnostics["gae.gae.rewards_without_value"] == 0
    unpaid = Table([3], [2, 1, 1], keep=[1, 1, 0, 1], turn={"reward": [0.0, 0.0, 1.0]}, token={"value": [0.5] * 4})
    again = bi_level_gae(whiten=False)(unpaid)
    assert again.diagnostics["turn_return.gae.rewards_without_value"] == 0
    np.testing.assert_array_equal(again.advantage, result.advantage)


def bi_level_by_hand(rewards, values, ends, gamma, lam, turn_gamma):
    """Return the bi-level advantages of one episode of kept tokens whose turns end at ``ends``, in plain loops."""
    returns, carried = {}, 0.0
    for place in range(len(ends) - 1, -1, -1):
        following = values[ends[place + 1]] if place + 1 < len(ends) else 0.0
        carried = rewards[place] + turn_gamma * following - values[ends[place]] + turn_gamma * lam * carried
        returns[ends[place]] = carried + values[ends[place]]
    advantage, carried = np.zeros(len(values)), 0.0
    for token in range(len(values) - 1, -1, -1):
        if token in returns:
            carried = returns[token] - values[token]
        else:
            carried = gamma * values[token + 1] - values[token] + gamma * lam * carried
        advantage[token] = carried
    return advantage


@pytest.mark.parametrize(("gamma", "lam", "turn_gamma"), [(1.0, 1.0, 0.95), (0.9, 0.8, 0.7)])
def test_bi_level_gae_of_plain_loops(gamma, lam, turn_gamma):
    values = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
    rewards = [1.0, 0.0, 1.0]
    rows = Table([3], [5, 2, 3], turn={"reward": rewards}, token={"value": values})
    expected = bi_level_by_hand(rewards, values, [4, 6, 9], gamma, lam, turn_gamma)
    program = bi_level_gae(gamma=gamma, lam=lam, turn_gamma=turn_gamma, whiten=False)
    np.testing.assert_allclose(program(rows).advantage, expected, atol=1e-12)
    whitened = bi_level_gae(gamma=gamma, lam=lam, turn_gamma=turn_gamma)(rows).advantage
    np.testing.assert_allclose(whitened, (expected - expected.mean()) / expected.std(ddof=1), atol=1e-6)


def optimal_baseline_by_hand(rows, alone):
    """Return the optimal token baseline's advantage in plain loops; a place reached by one episode gets ``alone``."""
    turn_of, owner = rows.index("token", "turn"), rows.index("token", "episode")
    rewards, group = rows["reward"].data, rows.index("episode", "group")
    energy = 1 - 2 * np.exp(rows["log_prob"].data) + rows["sum_pi_squared"].data
    to_go, weight, place = np.zeros(owner.size), np.zeros(owner.size), np.zeros(owner.size, int)
    for token in range(owner.size):
        mine = np.flatnonzero(owner == owner[token])
        place[token], weight[token] = np.sum(mine < token), energy[mine[mine <= token]].sum()
        last = {turn: mine[turn_of[mine] == turn].max() for turn in np.unique(turn_of[mine])}
        to_go[token] = sum(rewards[turn] for turn, end in last.items() if end >= token)
    out = np.zeros(owner.size)
    for token in range(owner.size):
        peers = (group[owner] == group[owner[token]]) & (place == place[token])
        base = (weight[peers] * to_go[peers]).sum() / weight[peers].sum()
        single = to_go[token] if alone == "raw" else 0.0
        out[token] = to_go[token] - base if peers.sum() > 1 else single
    return out


@pytest.mark.parametrize("alone", ["zero", "raw"])
def test_optimal_token_baseline_of_plain_loops(alone):
    rng = np.random.default_rng(3)
    tokens = np.array([2, 3, 1, 4, 2, 2])
    rows = Table(
        [2, 1, 2, 1], tokens, keys={"group": [0, 0, 0, 1]}, keep=rng.random(tokens.sum()) < 0.8,
        turn={"reward": rng.normal(size=6)},
        token={"log_prob": -rng.random(tokens.sum()), "sum_pi_squared": 1 + rng.random(tokens.sum())},
    )  # fmt: skip
    result = optimal_token_baseline(single=alone)(rows).advantage
    np.testing.assert_allclose(result, optimal_baseline_by_hand(rows, alone), atol=1e-9)


def test_every_estimator_of_tokens_takes_ragged_tables_with_gaps():
    rows = table(5)
    p = Program("gae")
    p.advantage = gae(p["reward"], p["token_value"], gamma=0.9, lam=0.9)
    assert p(rows).per_token().shape == (rows.rows["context"],)
