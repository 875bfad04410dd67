"""What is read of a stack, and how its level is held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gymnasium as gym


@contextmanager
def at_level(env: gym.Env[Any, Any], level: int) -> Iterator[None]:
    """Make every reset begin the same level meanwhile, whatever seed the wrappers are given.

    Args:
        env: the stack.
        level: the seed that the environment itself is given.
    """
    base: Any = env.unwrapped
    reset = type(base).reset
    vars(base)["reset"] = lambda *, seed=None, options=None: reset(base, seed=level, options=options)
    try:
        yield
    finally:
        del vars(base)["reset"]


def turn_limit(env: Any) -> int | None:
    """Return the turn limit of a stack, None where it has none.

    Args:
        env: the stack.
    """
    while isinstance(env, gym.Wrapper):
        if isinstance(env, gym.wrappers.TimeLimit):
            return int(env._max_episode_steps)
        env = env.env
    return None
