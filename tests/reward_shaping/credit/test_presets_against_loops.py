"""Published estimators over turns, on random ragged traces against plain loops over episodes and turns."""

from __future__ import annotations

import math

import preset_loops as loops
from preset_loops import (
    NAN,
    added,
    by_group,
    check,
    column,
    compared,
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

from turnwise.reward_shaping.credit import presets


@on_traces
def test_gigpo(seed, missing):
    episodes = loops.trace(seed, missing)
    whole_episode = by_group(episodes, [whole(row) for row in rewards(episodes)])
    go = [to_go(row, 0.95) for row in rewards(episodes)]
    step = compared(go, lambda i, t: (episodes[i]["group"], episodes[i]["turns"][t]["anchor"]))
    check(presets.gigpo(), episodes, flat(added(each(episodes, whole_episode), step)))


@on_traces
def test_igpo(seed, missing):
    episodes = loops.trace(seed, missing)
    rows = [column(episode, "gain")[:-1] + [episode["outcome"]] * bool(episode["turns"]) for episode in episodes]
    z = turns_by_group(episodes, rows, scale=True, missing=NAN)
    check(presets.igpo("gain", gamma=0.9), episodes, flat(to_go(row, 0.9) for row in z))


@on_traces
def test_a2tgpo(seed, missing):
    episodes = loops.trace(seed, missing)
    out = by_group(episodes, outcomes(episodes), scale=True)
    gains = [[*row[:-1], NAN] if row else [] for row in rewards(episodes, "gain")]  # the answer turn has none
    z = compared(gains, lambda i, t: (episodes[i]["group"], t), scale=True, missing=NAN)
    to_come = [[len(known(row[t:])) for t in range(len(row))] for row in z]
    go = [
        [0.0 if math.isnan(x) else x / math.sqrt(n) for x, n in zip(to_go(row, 0.9), count, strict=True)]
        for row, count in zip(z, to_come, strict=True)
    ]
    check(presets.a2tgpo("gain", gamma=0.9), episodes, flat(added(each(episodes, out), scaled(go, 0.3))))
    clip = [1.0 if math.isnan(x) else 1 + 0.3 * (2 / (1 + math.exp(-x)) - 1) for x in flat(z)]
    check(presets.a2tgpo("gain"), episodes, clip, "clip_scale")


@on_traces
def test_mt_grpo_split_at_the_first_tool(seed, missing):
    episodes = loops.trace(seed, missing)
    turn = [whole(row) for row in rewards(episodes)]
    how = {"scale": True, "eps": 1e-4}
    a_turn, a_out = by_group(episodes, turn, **how), by_group(episodes, outcomes(episodes), **how)
    both = by_group(episodes, [a + b for a, b in zip(turn, outcomes(episodes), strict=True)], **how)
    expected = []
    for i, episode in enumerate(episodes):
        tools = [t for t, row in enumerate(episode["turns"]) if row["tool"]]
        for t in range(len(episode["turns"])):
            before = bool(tools) and t <= tools[0]
            expected.append(a_out[i] + 0.5 * a_turn[i] * before if tools else both[i])
    check(presets.mt_grpo("reward", coefficient=0.5), episodes, expected)


@on_traces
def test_mt_grpo_by_turn(seed, missing):
    episodes = loops.trace(seed, 0.0)
    out = by_group(episodes, outcomes(episodes), scale=True, ddof=0, eps=1e-8)
    expected = []
    for i, episode in enumerate(episodes):
        for t, reward in enumerate(column(episode, "reward")):
            mates = [column(mate, "reward") for mate in episodes if mate["group"] == episode["group"]]
            filled = [row[t] if t < len(row) else 0.0 for row in mates]
            mean = sum(filled) / len(filled)
            expected.append((reward - mean) / (std(filled, 0) + 1e-8) + 2.0 * out[i] if len(mates) > 1 else 0.0)
    check(presets.mt_grpo_by_turn(weight=2.0, eps=1e-8), episodes, expected)


@on_traces
def test_infopo(seed, missing):
    episodes = loops.trace(seed, missing)
    for episode in episodes:
        for t, turn in enumerate(episode["turns"]):
            turn["gain"] *= t % 2  # turns without feedback gain nothing
    out = by_group(episodes, outcomes(episodes), scale=True)
    gains = [[NAN if x == 0 else x for x in row] for row in rewards(episodes, "gain")]
    inside = turns_by_group(episodes, gains, scale=True)
    gained = [x for row in inside for x in row if x != 0]
    every = [x for x, episode in zip(out, episodes, strict=True)]
    ratio = min(1.0, max(std(every), 1.0) / max(std(gained) if gained else 0.0, 1e-6))
    expected = []
    for i, episode in enumerate(episodes):
        mates = known(mate["outcome"] for mate in episodes if mate["group"] == episode["group"])
        gate = 1 / (1 + math.exp(std(mates) / 0.05)) if mates else 0.0
        expected += [out[i] + 0.1 * gate * x * ratio for x in inside[i]]
    check(presets.infopo(gain="gain"), episodes, expected)


def segments_of(episode):
    """Return the turns of each segment, segments in the order in which they begin."""
    found = {}
    for t, turn in enumerate(episode["turns"]):
        found.setdefault(turn["segment"], []).append(t)
    return list(found.values())


@on_traces
def test_hiper(seed, missing):
    episodes = loops.trace(seed, 0.0)
    expected = []
    for episode in episodes:
        episode["turns"].sort(key=lambda turn: turn["segment"])
        high, low, paid = (column(episode, name) for name in ("high", "low", "reward"))
        starts = segments_of(episode)
        for s, places in enumerate(starts):
            after = high[starts[s + 1][0]] if s + 1 < len(starts) else 0.0
            expected += loops.gae([paid[t] for t in places], [low[t] for t in places], 0.9, 0.8, after)
    check(presets.hiper(low="low", high="high", gamma=0.9, lam=0.8), episodes, expected)


@on_traces
def test_the_planner_of_hiper(seed, missing):
    episodes = loops.trace(seed, 0.0)
    expected = []
    for episode in episodes:
        episode["turns"].sort(key=lambda turn: turn["segment"])
        high, paid = column(episode, "high"), column(episode, "reward")
        carried = following = 0.0
        found = []
        for places in reversed(segments_of(episode)):
            value, n = high[places[0]], len(places)
            earned = sum(0.9**j * paid[t] for j, t in enumerate(places))
            carried = earned + 0.9**n * following - value + 0.9**n * 0.7 * carried
            following = value
            found = [carried] * n + found
        expected += found
    check(presets.hiper(low="low", high="high", gamma=0.9, lam_segment=0.7), episodes, expected, "A_high")


@on_traces
def test_spiral(seed, missing):
    episodes = loops.trace(seed, missing)
    baseline = {"a": 0.0, "b": 0.0}
    expected = []
    for episode in episodes:
        found = {}
        for role in dict.fromkeys(column(episode, "role")):
            total = whole(turn["reward"] for turn in episode["turns"] if turn["role"] == role)
            found[role] = total - baseline[role]
            if not math.isnan(total):
                baseline[role] = 0.9 * baseline[role] + 0.1 * total
        expected += [found[turn["role"]] for turn in episode["turns"]]
    check(presets.spiral(decay=0.9), episodes, flat([expected]))


@on_traces
def test_portool(seed, missing):
    episodes = loops.trace(seed, missing)
    out = by_group(episodes, outcomes(episodes))
    go = [
        [x if turn["forked"] else NAN for x, turn in zip(to_go(row, 0.9), episode["turns"], strict=True)]
        for row, episode in zip(rewards(episodes), episodes, strict=True)
    ]
    fork = compared(go, lambda i, t: (episodes[i]["group"], episodes[i]["turns"][t]["fork"]))
    check(presets.portool(weight=0.5, gamma=0.9), episodes, flat(added(each(episodes, out), scaled(fork, 0.5))))


@on_traces
def test_cm2(seed, missing):
    episodes = loops.trace(seed, missing)
    rows = compared(rewards(episodes), lambda i, t: (episodes[i]["group"], t), least=3)
    check(presets.cm2("reward", min_count=3), episodes, flat(rows))
