"""What tells two states of an environment and its wrappers apart.

The key of a state is the environment's situation and what every wrapper remembers of the episode, without the
environment's generator: two moments with one key have one future, as far as the declared memory says.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

NEUTRAL = ("TimeLimit", "OrderEnforcing", "PassiveEnvChecker", "RecordEpisodeStatistics")
"""Gymnasium's wrappers that remember nothing a reward could depend on, the turn count apart."""

TURNS = "_elapsed_steps"
"""Where Gymnasium's ``TimeLimit`` counts the turns."""

SHARED = frozenset(
    {"env", "_action_space", "_observation_space", "_metadata", "_cached_spec", "_saved_kwargs", "arguments"}
)
"""Attributes of a wrapper that an episode never changes."""

DIGITS = 9


def layers(env: Any) -> Iterator[Any]:
    """Yield the wrappers of a stack, outermost first, and the environment last.

    Args:
        env: a wrapper has an attribute ``env``; an environment has none.
    """
    while "env" in vars(env):
        yield env
        env = env.env
    yield env


def stop_clocks(env: Any) -> None:
    """Put off Gymnasium's turn limits, so that the next turn does not reach one.

    Args:
        env: the stack.
    """
    for layer in layers(env):
        if TURNS in vars(layer):
            layer._elapsed_steps = -1


def situation(base: Any) -> Hashable:
    """Return what an environment's future depends on.

    Args:
        base: an environment without wrappers. One with ``state`` is asked for ``situation(state)``, if it has that
            method; any other for its ``snapshot()``.
    """
    state = getattr(base, "state", None)
    if state is None:
        return frozen(base.snapshot())
    asked = getattr(base, "situation", None)
    return frozen(state if asked is None else asked(state))


def memory(env: Any, *, turns: bool = False) -> dict[str, Hashable]:
    """Return what the wrappers of a stack remember, as ``Wrapper.attribute`` → value.

    A wrapper names what it remembers in ``memory``, and what of it no reward depends on in ``only_noted``; of one that
    names nothing every attribute counts.

    Args:
        env: the stack.
        turns: count the turns of Gymnasium's turn limit among it.
    """
    found: dict[str, Hashable] = {}
    for depth, layer in enumerate(layers(env)):
        if "env" not in vars(layer):
            break
        for name in _remembered(layer, turns):
            if hasattr(layer, name):
                label = f"{type(layer).__name__}.{name}"
                found[f"{label}#{depth}" if label in found else label] = frozen(getattr(layer, name))
    return found


def _remembered(layer: Any, turns: bool) -> list[str]:
    declared = getattr(layer, "memory", None)
    if declared is not None:
        noted = getattr(layer, "only_noted", ())
        return [name for name in declared if name not in noted]
    if type(layer).__module__.startswith("gymnasium.") and type(layer).__name__ in NEUTRAL:
        return [TURNS] if turns and hasattr(layer, TURNS) else []
    return [name for name in vars(layer) if name not in SHARED]


def frozen(value: Any) -> Hashable:
    """Return something hashable that is equal for equal values, numbers counting to nine digits.

    Args:
        value: plain data, arrays, generators, data classes and objects of these.

    Raises:
        TypeError: it can be neither read nor hashed.
    """
    if isinstance(value, float | np.floating):
        return round(float(value), DIGITS) if math.isfinite(value) else str(value)
    if value is None or isinstance(value, str | bytes | int):
        return value
    if isinstance(value, Mapping):
        return frozenset((frozen(key), frozen(each)) for key, each in value.items())
    if isinstance(value, set | frozenset):
        return frozenset(frozen(each) for each in value)
    if isinstance(value, list | tuple | deque):
        return tuple(frozen(each) for each in value)
    return _object(value)


def _object(value: Any) -> Hashable:
    """Return the key of what is neither plain nor a container."""
    if isinstance(value, np.ndarray):
        return value.shape, frozen(value.tolist())
    if isinstance(value, np.random.Generator):
        return frozen(value.bit_generator.state)
    kind: Any = type(value)
    if kind.__hash__ is not None and kind.__eq__ is not object.__eq__:
        hashable: Hashable = value
        return hashable
    if is_dataclass(value):
        return kind.__qualname__, frozen({each.name: getattr(value, each.name) for each in fields(value)})
    slots = [name for name in getattr(kind, "__slots__", ()) if hasattr(value, name)]
    if callable(value) or not (slots or hasattr(value, "__dict__")):
        raise TypeError(
            f"A memory of type {kind.__qualname__} cannot tell states apart: it is neither plain data nor comparable."
        )
    held = {name: getattr(value, name) for name in slots} | getattr(value, "__dict__", {})
    return kind.__qualname__, frozen(held)
