"""Estimators with learned or judged columns, on random ragged traces against plain loops over rows."""

from __future__ import annotations

import math

import numpy as np
import preset_loops as loops
import pytest
from preset_loops import (
    NAN,
    added,
    by_group,
    check,
    column,
    each,
    flat,
    known,
    on_traces,
    outcomes,
    rewards,
    scaled,
    std,
    to_go,
    turns_by_group,
    whole,
)

from turnwise.reward_shaping.credit import Program, Table, presets


@pytest.mark.parametrize("exact", [False, True])
@on_traces
def test_pure(exact, seed, missing):
    episodes = loops.trace(seed, missing)
    go = []
    for row in rewards(episodes, "process"):
        if exact:
            go.append([NAN if math.isnan(x) else min(known(row[t:])) for t, x in enumerate(row)])
        else:
            mass = sum(math.exp(-x / 0.5) for x in known(row))
            go.append(to_go([math.exp(-x / 0.5) / mass * x if not math.isnan(x) else NAN for x in row]))
    out = by_group(episodes, outcomes(episodes), loo=True)
    expected = flat(added(turns_by_group(episodes, go, loo=True), each(episodes, out)))
    check(presets.pure(temperature=0.5, exact=exact), episodes, expected)


@on_traces
def test_prime(seed, missing):
    episodes = loops.trace(seed, missing)
    rows = rewards(episodes, "process")
    largest = max((abs(x) for row in rows for x in known(to_go(row))), default=0.0)
    rows = scaled(rows, 1 / max(largest, 1e-8))
    means = [whole(row) / max(len(known(row)), 1) for row in rows]
    out = by_group(episodes, outcomes(episodes), loo=True)
    go = []
    for i, (episode, row) in enumerate(zip(episodes, rows, strict=True)):
        mates = known(mean for mean, mate in zip(means, episodes, strict=True) if mate["group"] == episode["group"])
        n = len(mates)
        step = [5 * n / (n - 1) * (x - sum(mates) / n) if n > 1 else 0.0 * x for x in row]
        last = max((t for t, x in enumerate(row) if not math.isnan(x)), default=-1)
        go.append(to_go([x + 5 * out[i] * (t == last) for t, x in enumerate(step)]))
    every = known(x for row in go for x in row)
    mean = sum(every) / max(len(every), 1)
    spread = std(every) + 1e-8 if every else 1.0
    expected = [[(x - mean) / spread if len(every) > 1 else 0.0 for x in row] for row in go]
    check(presets.prime("process"), episodes, flat(expected))


@on_traces
def test_istar(seed, missing):
    episodes = loops.trace(seed, missing)
    out = by_group(episodes, outcomes(episodes), loo=True)
    step = turns_by_group(episodes, rewards(episodes, "process"), loo=True)
    check(presets.istar("process", weight=0.5), episodes, flat(added(each(episodes, out), scaled(step, 0.5))))


@on_traces
def test_spa(seed, missing):
    episodes = loops.trace(seed, missing)
    step = [
        [c + 0.5 * (0.0 if math.isnan(g) else g) for c, g in zip(*pair, strict=True)]
        for pair in zip(rewards(episodes, "process"), rewards(episodes, "valid"), strict=True)
    ]
    go = [to_go(row, 0.9) for row in step]
    check(presets.spa("process", gamma=0.9), episodes, flat(turns_by_group(episodes, go)))


@on_traces
def test_what_is_attributed_is_shared_in_proportion(seed, missing):
    episodes = loops.trace(seed, missing)
    go = []
    for episode in episodes:
        weight = [abs(x) for x in column(episode, "weight")]
        shares = [episode["outcome"] * x / (sum(known(weight)) or 1.0) for x in weight]
        go.append(to_go(shares, 0.9))
        for turn, x in zip(episode["turns"], weight, strict=True):
            turn["weight"] = x
    check(presets.attribution("weight", gamma=0.9), episodes, flat(turns_by_group(episodes, go)))


@on_traces
def test_aem(seed, missing):
    episodes = loops.trace(seed, missing)
    out = by_group(episodes, [whole(row) for row in rewards(episodes)], scale=True)
    expected = []
    for i, episode in enumerate(episodes):
        mates = known(x for mate in episodes if mate["group"] == episode["group"] for x in column(mate, "entropy"))
        low, high = min(mates, default=0.0), max(mates, default=0.0)
        wide = high - low >= 0.1
        confidence = [math.exp(-2.0 * (x - low) / (high - low)) if wide else 1.0 for x in mates]
        for x in column(episode, "entropy"):
            if math.isnan(x):
                expected.append(out[i])  # nothing is known to modulate by
                continue
            own = math.exp(-2.0 * (x - low) / (high - low)) if wide else 1.0
            expected.append(out[i] * own * len(confidence) / sum(confidence))
    check(presets.aem(lam=2.0), episodes, expected)


@on_traces
def test_fold_grpo(seed, missing):
    episodes = loops.trace(seed, missing)
    out = by_group(episodes, outcomes(episodes), scale=True)
    expected = []
    for i, episode in enumerate(episodes):
        branches = sum(column(episode, "branch"))
        for turn in episode["turns"]:
            q = -1.0 * (turn["main"] == 1 and turn["branch"] == 0 and turn["context"] > 0.5)
            q -= 0.0 if branches else 1.0
            if not math.isnan(turn["scope"]) and episode["outcome"] > 0:
                q += 0.2 if turn["scope"] > 0 else -0.2
            expected.append(out[i] + q - turn["error"])
    program = presets.fold_grpo(context="context", in_scope="scope", failed="error")
    check(program, episodes, expected)


@on_traces
def test_bopo(seed, missing):
    rng = np.random.default_rng(seed)
    episodes = loops.trace(seed, missing)
    flags = [float(rng.random() < 0.4) for _ in episodes]
    paid, cost = ([whole(row) for row in rewards(episodes, name)] for name in ("reward", "weight"))
    turns, groups = [len(episode["turns"]) for episode in episodes], [episode["group"] for episode in episodes]
    columns = {"is_reference": flags, "reward": paid, "cost": cost}
    found = presets.bopo()(Table(turns, keys={"group": groups}, episode=columns))
    values = []
    for i, episode in enumerate(episodes):
        ends = known(cost[j] for j, mate in enumerate(episodes) if mate["group"] == episode["group"] and flags[j])
        base = known(
            score(paid[j], cost[j], ends)
            for j, mate in enumerate(episodes) if mate["group"] == episode["group"] and flags[j]
        )  # fmt: skip
        mine = score(paid[i], cost[i], ends) - sum(base) / len(base) if base and not flags[i] else 0.0
        values += [0.0 if math.isnan(mine) else mine] * len(episode["turns"])
    np.testing.assert_allclose(found.advantage, values, atol=1e-9)


def score(paid, cost, ends):
    """Return the reward less what the cost takes, between the references' costs."""
    if not ends:
        return NAN
    span = max(ends) - min(ends)
    return paid - 0.5 * (cost - min(ends)) / span if span else paid


@on_traces
def test_progrs(seed, missing):
    episodes = loops.trace(seed, missing)
    out = by_group(episodes, outcomes(episodes), scale=True)
    means = [whole(row) / max(len(known(row)), 1) for row in rewards(episodes, "process")]
    right = [episode["outcome"] > 0 for episode in episodes]
    wrong = by_group(
        episodes,
        [NAN if ok or math.isnan(e["outcome"]) else s for s, ok, e in zip(means, right, episodes, strict=True)],
    )
    shifted = [(0.0 if math.isnan(s) else s) if ok else w for s, ok, w in zip(means, right, wrong, strict=True)]
    values = [0.0 if math.isnan(e["outcome"]) else a + 0.5 * s
              for a, s, e in zip(out, shifted, episodes, strict=True)]  # fmt: skip
    check(presets.progrs(weight=0.5), episodes, flat(each(episodes, values)))


@on_traces
def test_rise(seed, missing):
    episodes = loops.trace(seed, missing)
    expected = []
    for episode in episodes:
        mates = known(x for mate in episodes if mate["group"] == episode["group"] for x in column(mate, "reward"))
        expected.append([math.exp((x - max(mates)) / 0.25) if mates else NAN for x in column(episode, "reward")])
    check(presets.rise(), episodes, flat(expected))


@on_traces
def test_bi_level_gae(seed, missing):
    episodes = loops.trace(seed, 0.0)
    expected = []
    for episode in episodes:
        for turn in episode["turns"]:
            turn["tokens"] = turn["tokens"] or [0.25]
        ends = [turn["tokens"][-1] for turn in episode["turns"]]
        high = loops.gae(column(episode, "reward"), ends, 0.95, 0.8)
        for turn, a, v in zip(episode["turns"], high, ends, strict=True):
            paid = [0.0] * (len(turn["tokens"]) - 1) + [a + v]
            expected += loops.gae(paid, turn["tokens"], 0.9, 0.8)
    check(presets.bi_level_gae(value="token_value", gamma=0.9, lam=0.8, whiten=False), episodes, expected)


@on_traces
def test_the_optimal_token_baseline(seed, missing):
    episodes = loops.trace(seed, 0.0)
    go, energy = [], []
    for episode in episodes:
        paid, weights = [], []
        for turn in episode["turns"]:
            turn["tokens"] = [-abs(x) - 0.01 for x in turn["tokens"]]
            n = len(turn["tokens"])
            paid += [0.0] * (n - 1) + [turn["reward"]] * bool(n)
            weights += [1 - 2 * math.exp(x) + abs(x) + 1 for x in turn["tokens"]]
        go.append(to_go(paid))
        energy.append([sum(weights[: k + 1]) for k in range(len(weights))])
    expected = []
    for i, episode in enumerate(episodes):
        for k, g in enumerate(go[i]):
            mates = [j for j, mate in enumerate(episodes) if mate["group"] == episode["group"] and len(go[j]) > k]
            mass = sum(energy[j][k] for j in mates)
            expected.append(g - sum(energy[j][k] * go[j][k] for j in mates) / mass if len(mates) > 1 else 0.0)
    table = loops.table(episodes)
    logs = table["token_value"].data
    tokens = Table(
        table.turns, table.tokens, keys={"group": [e["group"] for e in episodes]},
        turn={"reward": [t["reward"] for e in episodes for t in e["turns"]]},
        token={"log_prob": logs, "sum_pi_squared": 1 - logs},
    )  # fmt: skip
    np.testing.assert_allclose(presets.optimal_token_baseline()(tokens).advantage, expected, atol=1e-9)


@pytest.mark.parametrize("outcome", ["grpo", "step.advantage", "p.advantage", 'it\'s "p.advantage"'])
@pytest.mark.parametrize("preset", ["progrs", "fold_grpo", "aem"])
def test_a_column_keeps_its_name_in_a_program_that_goes_on_from_another(preset, outcome):
    base = presets.grpo(outcome)
    program = presets.aem(base) if preset == "aem" else getattr(presets, preset)(outcome=outcome)
    assert outcome in program.columns
    assert Program.parse(str(program)) == program


def test_the_planner_of_a_truncated_episode_goes_on_from_the_value_after_it():
    turn = {"reward": [1.0, 0.0], "low": [0.5, 0.25], "high": [0.6, 0.4]}
    how = {"terminated": [False], "truncated": [True], "keys": {"segment": [0, 1]}, "episode": {"after": [0.8]}}
    program = presets.hiper(low="low", high="high", gamma=0.5, lam=1.0, lam_segment=1.0, bootstrap="after")
    found = program(Table([2], turn=turn, **how))
    np.testing.assert_allclose(found.advantage, [1 + 0.5 * 0.4 - 0.5, 0.5 * 0.8 - 0.25])
    last = 0.5 * 0.8 - 0.4
    np.testing.assert_allclose(found["A_high"], [1 + 0.5 * 0.4 - 0.6 + 0.5 * last, last])
    how["terminated"] = [True]
    np.testing.assert_allclose(program(Table([2], turn=turn, **how))["A_high"][1], -0.4)
    cut = presets.hiper(low="low", high="high")(Table([2], turn=turn, **{**how, "terminated": [False]}))
    assert cut.diagnostics["A_high.smdp.truncated_without_bootstrap"] == 1


@on_traces
def test_the_executor_of_hiper_bootstraps_from_the_next_known_value(seed, missing):
    episodes = loops.trace(seed, 0.0)
    draw = np.random.default_rng(seed)
    expected = []
    for episode in episodes:
        episode["turns"].sort(key=lambda turn: turn["segment"])
        segments = {}
        for turn in episode["turns"]:
            segments.setdefault(turn["segment"], []).append(turn)
        following, found = 0.0, []
        for turns in reversed(list(segments.values())):
            if draw.random() < 0.5:
                for turn in turns:
                    turn["high"] = NAN
            paid, low = ([turn[name] for turn in turns] for name in ("reward", "low"))
            found = loops.gae(paid, low, 0.9, 0.8, following) + found
            following = following if math.isnan(turns[0]["high"]) else turns[0]["high"]
        expected += found
    check(presets.hiper(low="low", high="high", gamma=0.9, lam=0.8), episodes, expected)


@pytest.mark.parametrize(("terminated", "after"), [(True, 0.0), (False, 0.8)])
def test_where_no_later_value_is_known_the_bootstrap_stands_in_unless_the_episode_terminated(terminated, after):
    turn = {"reward": [1.0, 0.0], "low": [0.5, 0.25], "high": [0.6, NAN]}
    how = {"terminated": [terminated], "truncated": [not terminated], "keys": {"segment": [0, 1]}}
    program = presets.hiper(low="low", high="high", gamma=0.5, bootstrap="after")
    found = program(Table([2], turn=turn, episode={"after": [0.8]}, **how))
    np.testing.assert_allclose(found.advantage, [1 + 0.5 * after - 0.5, 0.5 * after - 0.25])


def test_a_segment_without_a_value_is_skipped_and_loses_no_other():
    turn = {"reward": [1.0, 0.0, 2.0], "low": [0.0] * 3, "high": [0.5, NAN, 0.25]}
    table = Table([3], turn=turn, keys={"segment": [0, 1, 2]})
    found = presets.hiper(low="low", high="high", gamma=1.0, lam_segment=0.5)(table)
    np.testing.assert_allclose(found["A_high"], [1 + 0.25 - 0.5 + 0.5 * 1.75, NAN, 1.75])
    np.testing.assert_allclose(found.advantage, [1 + 0.25, 0.25, 2.0])
    assert found.diagnostics["A_high.smdp.rewards_without_value"] == 0
    turn["reward"][1] = -3.0
    found = presets.hiper(low="low", high="high")(Table([3], turn=turn, keys={"segment": [0, 1, 2]}))
    assert found.diagnostics["A_high.smdp.rewards_without_value"] == 1
