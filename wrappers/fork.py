"""Fork a whole stack: the environment's state and the episode state of every wrapper around it."""

from __future__ import annotations

import copy
from typing import Any

import gymnasium as gym

SHARED = frozenset(
    {"env", "_action_space", "_observation_space", "_metadata", "_cached_spec", "_saved_kwargs", "arguments"}
)
"""Attributes of a wrapper that an episode never changes."""


def snapshot(env: gym.Env[Any, Any]) -> Any:
    """Return the state of an environment and its wrappers, for :func:`restore`.

    A wrapper that names its episode state in ``memory`` is asked for that; of any other wrapper every attribute is
    copied.

    Raises:
        NotImplementedError: if the environment cannot fork.
    """
    layers = []
    while isinstance(env, gym.Wrapper):
        layers.append(copy.deepcopy({name: getattr(env, name) for name in _memory(env) if hasattr(env, name)}))
        env = env.env
    if not getattr(env, "can_fork", False):
        raise NotImplementedError(f"{env} cannot fork: it has no exact snapshot and restore.")
    inner: Any = env
    return layers, inner.snapshot()


def restore(env: gym.Env[Any, Any], state: Any) -> None:
    """Go back to what :func:`snapshot` returned, on the same stack or one made the same way.

    Raises:
        ValueError: if the stack has another number of wrappers.
    """
    layers, inner_state = state
    depth, layer = 0, env
    while isinstance(layer, gym.Wrapper):
        depth, layer = depth + 1, layer.env
    if depth != len(layers):
        raise ValueError(f"The snapshot is of a stack of {len(layers)} wrappers, {env} has {depth}. Build it alike.")
    for memory in layers:
        for name, value in copy.deepcopy(memory).items():
            setattr(env, name, value)
        assert isinstance(env, gym.Wrapper)
        env = env.env
    inner: Any = env
    inner.restore(inner_state)


def _memory(layer: gym.Wrapper[Any, Any, Any, Any]) -> list[str]:
    declared = getattr(layer, "memory", None)
    return list(declared) if declared is not None else [name for name in vars(layer) if name not in SHARED]
