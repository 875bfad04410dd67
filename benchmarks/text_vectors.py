"""Text environments in a vector environment of one process: its steps a second beside those of one environment.

All play the same admissible messages, resets included: one environment of ``gym.make``, ours of ``gym.make_vec``, and
Gymnasium's own ("sync"). ``benchmarks/text_vectors.py [ID ...]`` takes some ids only.
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


def messages_of(env_id: str) -> list[str]:
    """Return admissible messages met on a random walk."""
    env, rng = gym.make(env_id), np.random.default_rng(0)
    env.reset(seed=0)
    messages = []
    for _ in range(TURNS):
        choices = env.unwrapped.actions()  # type: ignore[attr-defined]
        messages.append(choices[rng.integers(len(choices))])
        if any(env.step(messages[-1])[2:4]):
            env.reset()
    return messages


def single(env_id: str, messages: list[str]) -> Callable[[], None]:
    """Return a call that plays the messages in one environment, as often as there are environments beside."""
    env = gym.make(env_id)
    env.reset(seed=0)

    def play() -> None:
        for _ in range(ENVS):
            for message in messages:
                if any(env.step(message)[2:4]):
                    env.reset()

    return play


def vector(env_id: str, messages: list[str], mode: str | None) -> Callable[[], None]:
    """Return a call that plays the messages in several environments at once."""
    envs = gym.make_vec(env_id, ENVS, mode)
    envs.reset(seed=0)
    turns = [(message,) * ENVS for message in messages]

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
        messages = messages_of(env_id)
        calls = {"single": single(env_id, messages)}
        calls |= {name: vector(env_id, messages, mode) for name, mode in (("ours", None), ("own", "sync"))}
        took = seconds_per_call(calls, repeats=7, seconds=0.1)
        rate = {name: ENVS * len(messages) / seconds for name, seconds in took.items()}
        shares = {name: f"{rate[name]:,.0f} | {rate[name] / rate['single']:.0%}" for name in ("ours", "own")}
        print(f"| {row.name} | {rate['single']:,.0f} | {shares['ours']} | {shares['own']} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
