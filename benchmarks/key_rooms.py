"""KeyRooms' steps against MiniGrid's and envpool's DoorKey, in one process, by turns, medians; resets are included.

Targets: a single environment through ``gym.make``, with text, at least 30× MiniGrid's DoorKey-8x8; a batch of 256 with
line-of-sight observations at least 3× envpool's DoorKey-8x8 on one thread. Needs ``pip install minigrid envpool``; what
is missing is named and left out.

Every environment is played at random up to its own turn limit. The lines "as DoorKey-8x8" play KeyRooms with two rooms,
one lock, no boxes and DoorKey-8x8's limit of 640 steps; the others play its defaults.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import gymnasium as gym
import numpy as np
from measure import seconds_per_call

import turnwise  # noqa: F401 - registers the ids

BATCH = 256
COMMANDS = ("turn left", "turn right", "forward", "pick up", "drop", "toggle")
ID, DOOR_KEY = "turnwise/KeyRooms-v0", "MiniGrid-DoorKey-8x8-v0"
LIKE_DOOR_KEY = {"rooms": 2, "room_size": 4, "locked": 1, "boxes": 0, "distractors": 0, "max_episode_steps": 640}


def single(env: gym.Env[Any, Any], actions: Iterable[Any], steps: int) -> Callable[[], object]:
    """Return a function that plays ``steps`` steps."""
    env.reset(seed=0)
    step, reset, source = env.step, env.reset, itertools.cycle(actions)

    def play() -> None:
        for action in itertools.islice(source, steps):
            _, _, terminated, truncated, _ = step(action)
            if terminated or truncated:
                reset()

    return play


def batch(step: Callable[[Any], object], actions: Iterable[Any], steps: int) -> Callable[[], object]:
    """Return a function that plays ``steps`` steps of a vector environment."""
    source = itertools.cycle(actions)

    def play() -> None:
        for action in itertools.islice(source, steps):
            step(action)

    return play


def vector(actions: Iterable[Any], **kwargs: Any) -> Callable[[], object]:
    """Return a function that plays 10 steps of our batch."""
    env = gym.make_vec(ID, BATCH, **kwargs)
    env.reset(seed=0)
    for action in itertools.islice(itertools.cycle(actions), 700):  # so that the rows' resets are spread out
        env.step(action)
    return batch(env.step, actions, 10)


def envpool_door_key(actions: Iterable[Any]) -> Callable[[], object] | None:
    """Return a function that plays 10 steps of envpool's DoorKey, or None where envpool isn't installed."""
    try:
        import envpool
    except ImportError as error:
        print(f"envpool is left out: {error}")
        return None
    env = envpool.make_gymnasium(DOOR_KEY, num_envs=BATCH, num_threads=1, seed=0)
    env.reset()
    for action in itertools.islice(itertools.cycle(actions), 700):
        env.step(action)
    return batch(env.step, actions, 10)


def report(title: str, rates: dict[str, float], peer: str, target: float) -> None:
    """Print the steps per second of each, and the ratios to ``peer``."""
    print(f"{title:<58}{'steps/s':>12}{'ratio':>9}")
    for name, rate in rates.items():
        ratio = f"{rate / rates[peer]:>8.1f}×   (target >= {target:g})" if peer in rates and name != peer else ""
        print(f"  {name:<56}{rate:>12,.0f}{ratio}")


def singles() -> None:
    """Compare single environments."""
    rng = np.random.default_rng(0)
    words = [COMMANDS[index] for index in rng.integers(6, size=9973)]
    numbers = [int(index) for index in rng.integers(6, size=9973)]
    plays = {
        "KeyRooms, gym.make, text": single(gym.make(ID), words, 1000),
        "KeyRooms as DoorKey-8x8": single(gym.make(ID, **LIKE_DOOR_KEY), words, 1000),
    }
    counts = dict.fromkeys(plays, 1000)
    try:
        import minigrid  # noqa: F401 - registers its ids
    except ImportError as error:
        print(f"minigrid is left out: {error}")
    else:
        plays[DOOR_KEY] = single(gym.make(DOOR_KEY), numbers, 200)
        counts[DOOR_KEY] = 200
    taken = seconds_per_call(plays, repeats=15, seconds=0.1)
    report("one environment", {name: counts[name] / spent for name, spent in taken.items()}, DOOR_KEY, 30)


def batches() -> None:
    """Compare batches."""
    actions = list(np.random.default_rng(0).integers(6, size=(997, BATCH), dtype=np.int32))
    peer = envpool_door_key(actions)
    plays = {
        "KeyRooms, gym.make_vec": vector(actions),
        "KeyRooms as DoorKey-8x8": vector(actions, **LIKE_DOOR_KEY),
        **({f"envpool {DOOR_KEY}": peer} if peer else {}),
    }
    taken = seconds_per_call(plays, repeats=15, seconds=0.1)
    report(f"batch of {BATCH}", {name: 10 * BATCH / spent for name, spent in taken.items()}, f"envpool {DOOR_KEY}", 3)


if __name__ == "__main__":
    singles()
    batches()
