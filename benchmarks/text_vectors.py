"""Text environments in a vector environment of one process: its steps a second beside those of one environment.

All play the same messages from the same seeds, and reset an environment on the turn after its episode's end, as vector
environments do; that turn counts as a step. Eight environments of ``gym.make``, one after the other, stand beside eight
in ``gym.make_vec``, ours and Gymnasium's own ("sync"). ``benchmarks/text_vectors.py [ID ...]`` takes some ids only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import gymnasium as gym
import numpy as np
from measure import seconds_per_call

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.registry import TABLE

ENVS = 8
TURNS = 24
SKIPPED = ("TextWorld-v0", "ALFWorld-v0", "ScienceWorld-v0")
"""Adapters, whose steps are another package's."""


def messages_of(env_id: str) -> list[tuple[str, ...]]:
    """Return a message for each environment on each turn, admissible on the first way through."""
    walks = []
    for seed in range(ENVS):
        env, rng, over = gym.make(env_id), np.random.default_rng(seed), False
        env.reset(seed=seed)
        walks.append([])
        for _ in range(TURNS):
            choices = [""] if over else env.unwrapped.actions()  # type: ignore[attr-defined]
            walks[-1].append(choices[rng.integers(len(choices))])
            if over:
                env.reset()
            over = not over and any(env.step(walks[-1][-1])[2:4])
    return list(zip(*walks, strict=True))


def single(env_id: str, turns: list[tuple[str, ...]]) -> Callable[[], None]:
    """Return a call that plays the messages in environments of their own, one after the other."""
    envs = [gym.make(env_id) for _ in range(ENVS)]
    over = [False] * ENVS
    for seed, env in enumerate(envs):
        env.reset(seed=seed)

    def play() -> None:
        for number, env in enumerate(envs):
            for turn in turns:
                if over[number]:
                    env.reset()
                    over[number] = False
                else:
                    over[number] = any(env.step(turn[number])[2:4])

    return play


def vector(env_id: str, turns: list[tuple[str, ...]], mode: str | None) -> Callable[[], None]:
    """Return a call that plays the messages in several environments at once."""
    envs = gym.make_vec(env_id, ENVS, mode)
    envs.reset(seed=0)

    def play() -> None:
        for turn in turns:
            envs.step(turn)  # type: ignore[arg-type]

    return play


def main(names: list[str]) -> None:
    print(f"medians; {ENVS} environments; steps a second\n")
    print("| environment | single | ours | share | Gymnasium's own | share |\n|---|---|---|---|---|---|")
    for row in TABLE:
        if ".text." not in row.entry_point or row.name in SKIPPED or (names and row.name not in names):
            continue
        env_id = f"turnwise/{row.name}"
        turns = messages_of(env_id)
        calls = {"single": single(env_id, turns)}
        calls |= {name: vector(env_id, turns, mode) for name, mode in (("ours", None), ("own", "sync"))}
        took = seconds_per_call(calls, repeats=7, seconds=0.1)
        rate = {name: ENVS * len(turns) / seconds for name, seconds in took.items()}
        shares = {name: f"{rate[name]:,.0f} | {rate[name] / rate['single']:.0%}" for name in ("ours", "own")}
        print(f"| {row.name} | {rate['single']:,.0f} | {shares['ours']} | {shares['own']} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
