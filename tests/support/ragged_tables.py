"""Tables for tests of credit: padded rows as published programs have them, and random ragged traces."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from turnwise.reward_shaping.credit import Table


def padded(inputs: dict[str, Any]) -> Table:
    """Return the table of padded token rows: one turn an episode, a group for each index, junk where masked.

    The reward of the turn is the sum of the row's token rewards; they and the values are token columns too.
    """
    rewards, mask = (np.array(inputs[name]) for name in ("token_level_rewards", "response_mask"))
    token = {"token_reward": rewards.ravel()}
    if "values" in inputs:
        token["value"] = np.array(inputs["values"]).ravel()
    return Table(
        np.ones(len(rewards), int),
        np.full(len(rewards), rewards.shape[1]),
        keep=mask.ravel() > 0,
        keys={"group": inputs["index"]} if "index" in inputs else {},
        turn={"reward": rewards.sum(1)},
        token=token,
    )


def grouped(groups: dict[str, list[float]]) -> Table:
    """Return the table of groups of one-turn episodes with these rewards."""
    labels = [name for name, rewards in groups.items() for _ in rewards]
    rewards = [reward for column in groups.values() for reward in column]
    return Table(np.ones(len(rewards), int), keys={"group": labels}, turn={"reward": rewards})


def one_group(episodes: list[list[float]], **more: Any) -> Table:
    """Return the table of one group of episodes with these rewards, turn by turn."""
    return Table([len(rewards) for rewards in episodes], turn={"reward": [r for one in episodes for r in one]}, **more)


def ragged(rng: np.random.Generator, *, missing: float = 0.0, episodes: int | None = None) -> dict[str, Any]:
    """Return the arguments of a random table: empty episodes, turns without tokens, masks, threads, missing values."""
    n = int(rng.integers(1, 12)) if episodes is None else episodes
    turns = rng.integers(0, 6, n)
    rows = int(turns.sum())
    tokens = rng.integers(0, 7, rows)
    places = int(tokens.sum())

    def column(size: int) -> np.ndarray:
        return np.where(rng.random(size) < missing, np.nan, rng.normal(size=size))

    return {
        "turns": turns,
        "tokens": tokens,
        "keep": rng.random(places) < 0.6,
        "terminated": rng.random(n) < 0.5,
        "truncated": rng.random(n) < 0.5,
        "keys": {
            "group": rng.integers(0, 3, n),
            "anchor": rng.choice(["room", "hall", "attic"], rows),
            "thread": rng.choice(["main", "branch"], rows),
        },
        "turn": {"reward": column(rows), "other": column(rows), "level": column(rows), "value": column(rows)},
        "episode": {"outcome": column(n), "start": rng.normal(size=n), "bootstrap": rng.normal(size=n)},
        "token": {"token_value": rng.normal(size=places), "token_reward": rng.normal(size=places)},
    }


SEEDS = st.integers(0, 2**32 - 1)
"""Seeds of random tables: hypothesis shrinks to a small seed, and a failure names it."""


def table(seed: int, **more: Any) -> Table:
    """Return the random table of a seed."""
    return Table(**ragged(np.random.default_rng(seed), **more))


def full(seed: int, **more: Any) -> dict[str, Any]:
    """Return the arguments of a random table in which every episode has turns and every turn kept tokens."""
    rng = np.random.default_rng(seed)
    columns = ragged(rng, episodes=int(rng.integers(2, 10)))
    n = columns["turns"].size
    columns["turns"] = rng.integers(1, 5, n)
    rows = int(columns["turns"].sum())
    columns["tokens"] = rng.integers(1, 5, rows)
    places = int(columns["tokens"].sum())
    columns |= {"keep": None, "keys": {"group": rng.integers(0, 2, n), "anchor": rng.integers(0, 4, rows)}}
    columns["turn"] = {name: rng.normal(size=rows) for name in ("reward", "other", "information_gain", "turn_value")}
    columns["turn"]["tool"] = rng.integers(0, 2, rows)
    columns["episode"] = {"outcome": rng.normal(size=n), "turn_reward": rng.normal(size=n), "last": rng.normal(size=n)}
    columns["token"] = {"value": rng.normal(size=places), "log_prob": -rng.random(places)}
    columns["token"]["sum_pi_squared"] = 1 + rng.random(places)
    return {**columns, **more}


def scaled(columns: dict[str, Any], factor: float, shift: float = 0.0) -> dict[str, Any]:
    """Return the arguments with every episode's total reward times a factor, plus a shift on its first turn."""
    turn, first = dict(columns["turn"]), np.cumsum(columns["turns"]) - columns["turns"]
    turn["reward"] = factor * turn["reward"]
    turn["reward"][first] += shift
    return {**columns, "turn": turn}
