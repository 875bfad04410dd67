"""What estimators that tell turns or tokens apart have in common, and where one is a case of another."""

import numpy as np
import pytest
from hypothesis import assume, given
from published_numbers import example
from ragged_tables import SEEDS, full

from turnwise.reward_shaping.credit import (
    Program,
    Table,
    a2tgpo,
    bi_level_gae,
    centre,
    diff,
    dr_grpo,
    gigpo,
    grpo,
    igpo,
    igpo_released,
    mt_grpo,
    mt_grpo_by_turn,
    optimal_token_baseline,
    reinforce_plus_plus,
    remax,
    returns,
    token_gae,
    total,
    turn_gae,
)


@given(SEEDS)
def test_gigpo_without_its_step_part_is_dr_grpo(seed):
    table = Table(**full(seed))
    np.testing.assert_allclose(gigpo(weight=0.0)(table).advantage, dr_grpo()(table).advantage, atol=1e-9)


@given(SEEDS)
def test_gigpo_whose_anchors_never_meet_is_dr_grpo(seed):
    columns = full(seed)
    columns["keys"]["anchor"] = np.arange(columns["turns"].sum())
    table = Table(**columns)
    found = gigpo()(table)
    np.testing.assert_allclose(found.advantage, dr_grpo()(table).advantage, atol=1e-9)
    assert found.diagnostics["step.centre.single"] == found.diagnostics["step.centre.keys"]


@given(SEEDS)
def test_gigpo_of_the_same_states_in_the_same_order_is_a_baseline_by_turn(seed):
    columns = full(seed)
    columns["keys"]["anchor"] = Table(columns["turns"]).codes(["turn"], "turn")[0]
    p = Program("by_turn")
    p.advantage = centre(total(p["reward"]), by="group") + centre(returns(p["reward"], 0.95), by=("group", "turn"))
    np.testing.assert_allclose(gigpo()(Table(**columns)).advantage, p(Table(**columns)).advantage, atol=1e-9)


def test_the_gains_of_igpo_are_inert_under_sums_but_for_the_last():
    inputs, expected = example("igpo_estimators")
    levels, outcome = inputs["p_0..p_{T-1} of 2 rollouts"], inputs["F1"]
    gains = [[*np.diff(row), 0.0] for row in levels]
    last = [[0.0] * (len(row) - 1) + [f1] for row, f1 in zip(levels, outcome, strict=True)]
    table = Table([3, 3], turn={"gain": np.concatenate(gains), "outcome": np.concatenate(last)})
    p = Program("sums")
    p.to_go = returns(p["gain"] + p["outcome"])
    p.advantage = total(p["gain"] + p["outcome"])
    np.testing.assert_allclose(p(table).columns["advantage"].data, expected["episode sum = F1 + p_last - p_0"])
    np.testing.assert_allclose(
        p(table)["to_go"].reshape(2, 3), expected["return-to-go per turn = F1 + p_last - p_{t-1}"]
    )


def test_a_potential_under_sums_and_under_returns_to_go_in_worked_numbers():
    inputs, expected = example("pbrs_estimators")
    levels = inputs["Phi(s_0..s_T) of 3 rollouts of one prompt"]
    table = Table(
        [len(row) - 1 for row in levels],
        turn={"level": [value for row in levels for value in row[1:]]},
        episode={"outcome": inputs["outcome"], "start": [row[0] for row in levels]},
    )
    p = Program("shaped")
    p.zeroed = diff(p["level"], p["start"])
    p.plain = centre(p["outcome"], by="group")
    p.inert = centre(p["outcome"] + total(p.zeroed), by="group")
    p.kept = centre(p["outcome"] + total(diff(p["level"], p["start"], terminal="keep")), by="group")
    p.to_go = p["outcome"] + returns(p.zeroed) + 0 * p.zeroed
    p.advantage = centre(p.to_go, by="group")
    found = {name: value.data for name, value in p(table).columns.items()}
    np.testing.assert_allclose(found["plain"], expected["episode-sum advantage, no shaping"], atol=1e-6)
    np.testing.assert_allclose(found["inert"], expected["... shaped, terminal Phi zeroed (IDENTICAL)"], atol=1e-6)
    np.testing.assert_allclose(found["kept"], expected["... shaped, terminal Phi kept (outcome + Phi_T)"], atol=1e-6)
    per_turn = [value for row in expected["return-to-go per turn, zeroed = outcome - Phi(s_t)"] for value in row]
    np.testing.assert_allclose(found["to_go"], per_turn, atol=1e-6)
    per_turn = [value for row in expected["... minus the mean over all rows of the prompt"] for value in row]
    np.testing.assert_allclose(found["advantage"], per_turn, atol=1e-6)


@given(SEEDS)
def test_igpo_of_one_turn_an_episode_is_grpo_of_the_outcome(seed):
    columns = full(seed)
    n = columns["turns"].size
    rng = np.random.default_rng(seed)
    table = Table(
        np.ones(n, int), keys={"group": columns["keys"]["group"]}, turn={"information_gain": rng.normal(size=n)},
        episode={"outcome": columns["episode"]["outcome"]},
    )  # fmt: skip
    np.testing.assert_allclose(igpo()(table).advantage, grpo("outcome")(table).advantage, atol=1e-9)


@given(SEEDS)
def test_igpo_centres_its_turns_before_it_sums_them(seed):
    table = Table(**full(seed))
    found = igpo()(table)
    group = table.index("turn", "group")
    np.testing.assert_allclose(np.bincount(group, weights=found["z"]), 0, atol=1e-6)
    np.testing.assert_allclose(
        found.advantage, np.concatenate([row[::-1].cumsum()[::-1] for row in found.by_episode("z")]), atol=1e-9
    )


@given(SEEDS)
def test_the_released_igpo_compares_with_every_episode_of_the_group_at_every_place(seed):
    columns = full(seed)
    table = Table(**columns)
    found, place = igpo_released()(table), table.codes(["position"], "token")[0]
    group = table.index("token", "group")
    size = np.bincount(table.index("episode", "group"), minlength=table.size("group"))
    to_go = found["to_go"]
    for token in range(0, place.size, 3):
        peers = (group == group[token]) & (place == place[token])
        expected = to_go[token] - to_go[peers].sum() / size[group[token]]
        assert found.advantage[token] == pytest.approx(expected, abs=1e-9)


@given(SEEDS)
def test_the_clip_scale_of_a2tgpo_stays_within_its_range(seed):
    table = Table(**full(seed))
    scale = a2tgpo()(table).side_channels()["clip_scale"]
    assert np.all((scale > 0.7) & (scale < 1.3))
    np.testing.assert_allclose(a2tgpo(clip_range=0.0)(table)["clip_scale"], 1)
    np.testing.assert_allclose(a2tgpo(alpha=0.0)(table).advantage, grpo("outcome")(table).advantage, atol=1e-9)


@given(SEEDS)
def test_mt_grpo_pays_the_turn_reward_up_to_the_first_tool_call(seed):
    table = Table(**full(seed))
    found = mt_grpo()(table)
    outcome = found["outcome_part"]
    for start, stop in zip(np.cumsum(table.turns) - table.turns, np.cumsum(table.turns), strict=True):
        calls = np.flatnonzero(table["tool"].data[start:stop])
        expected = outcome[start:stop].copy()
        if calls.size:
            expected[: calls[0] + 1] += found["turn_part"][start]
        else:
            expected[:] = found["whole"][start]
        np.testing.assert_allclose(found.advantage[start:stop], expected, atol=1e-9)


@given(SEEDS)
def test_mt_grpo_by_turn_sums_to_zero_with_the_turns_that_were_not_reached(seed):
    table = Table(**full(seed))
    found = mt_grpo_by_turn(weight=0.0, eps=1e-9)(table)
    turn, group = table.codes(["turn"], "turn")[0], table.index("turn", "group")
    size = np.bincount(table.index("episode", "group"), minlength=table.size("group"))
    for key in {(int(g), int(t)) for g, t in zip(group, turn, strict=True)}:
        mine = (group == key[0]) & (turn == key[1])
        absent = size[key[0]] - mine.sum()
        mean, std = found["mean"][mine][0], found["std"][mine][0]
        assume(std > 1e-3)
        assert found.advantage[mine].sum() + absent * (0 - mean) / std == pytest.approx(0, abs=1e-4)


@given(SEEDS)
def test_a_value_of_zero_makes_gae_the_returns(seed):
    columns = full(seed)
    columns["turn"]["turn_value"][:] = 0
    columns["token"]["value"][:] = 0
    table = Table(**columns)
    p = Program("returns")
    p.advantage = returns(p["reward"], gamma=0.9)
    found = turn_gae(value="turn_value", gamma=0.9, whiten=False)(table).advantage
    np.testing.assert_allclose(found, p(table).advantage, atol=1e-9)
    found = token_gae(gamma=0.9)(table).advantage
    np.testing.assert_allclose(found, reinforce_plus_plus(gamma=0.9)(table).advantage, atol=1e-9)


@given(SEEDS)
def test_a_perfect_value_leaves_no_advantage(seed):
    columns = full(seed)
    p = Program("returns")
    p.advantage = returns(p["reward"], gamma=0.9)
    columns["turn"]["turn_value"] = p(Table(**columns)).advantage
    found = turn_gae(value="turn_value", gamma=0.9, lam=0.7, whiten=False)(Table(**columns)).advantage
    np.testing.assert_allclose(found, 0, atol=1e-9)


@given(SEEDS)
def test_a_bootstrap_is_as_good_as_the_turns_that_were_cut_off(seed):
    columns = full(seed)
    n = columns["turns"].size
    whole = Table(**{**columns, "terminated": np.ones(n, bool)})
    p = Program("returns")
    p.advantage = returns(p["reward"], gamma=0.9)
    to_go = p(whole).by_episode()
    long = columns["turns"] > 1
    assume(long.any())
    keep_turn = np.ones(int(columns["turns"].sum()), bool)
    ends = np.cumsum(columns["turns"]) - 1
    keep_turn[ends[long]] = False
    cut = Table(
        columns["turns"] - long,
        terminated=~long,
        truncated=long,
        turn={"reward": columns["turn"]["reward"][keep_turn]},
        episode={"after": [row[-1] for row in to_go]},
    )
    p = Program("cut")
    p.advantage = returns(p["reward"], gamma=0.9, bootstrap=p["after"])
    np.testing.assert_allclose(p(cut).advantage, np.concatenate(to_go)[keep_turn], atol=1e-9)


@given(SEEDS)
def test_bi_level_gae_of_one_turn_is_token_gae(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 6))
    tokens = rng.integers(1, 5, n)
    rows = Table(
        np.ones(n, int), tokens, turn={"reward": rng.normal(size=n)}, token={"value": rng.normal(size=tokens.sum())}
    )
    how = {"gamma": 0.9, "lam": 0.8, "whiten": False}
    np.testing.assert_allclose(bi_level_gae(**how)(rows).advantage, token_gae(**how)(rows).advantage, atol=1e-9)


@given(SEEDS)
def test_the_optimal_token_baseline_weighs_returns_by_energy(seed):
    table = Table(**full(seed))
    found = optimal_token_baseline()(table)
    codes = table.codes(["group", "position"], "token")[0]
    weighted = np.bincount(codes, weights=found["energy"] * found.advantage)
    np.testing.assert_allclose(weighted, 0, atol=1e-8)
    assert np.all(found["energy"] > 0)


@given(SEEDS)
def test_remax_with_a_baseline_of_zero_is_the_return_to_go(seed):
    columns = full(seed)
    columns["episode"]["zero"] = np.zeros(columns["turns"].size)
    p = Program("returns")
    p.advantage = returns(p["reward"])
    table = Table(**columns)
    np.testing.assert_allclose(remax(baseline="zero")(table).advantage, p(table).advantage, atol=1e-12)
