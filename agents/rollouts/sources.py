"""Where a rollout's environments come from: ids, stacks as plain data, specs, functions, or one that is at hand."""

from __future__ import annotations

import importlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import gymnasium as gym
from gymnasium.envs.registration import EnvSpec

__all__ = ["Environments", "Source", "read_sources", "source_of"]

Env = gym.Env[Any, Any]
Given = str | EnvSpec | Mapping[str, Any] | Callable[[], Env] | Env


@dataclass(slots=True)
class Source:
    """One of a run's environments: how to make it, and what it is as plain data.

    Attributes:
        label: its name in the run, unlike any other's.
        make: returns a new instance; ``None`` once the one instance that was given is in use.
        spec: the environment's spec as JSON data, wrappers included; ``None`` if it has none or cannot be written.
        stack: the same as ``turnwise.stack`` takes it; ``None`` where it holds live objects.
        alone: whether there is only one instance.
    """

    label: str
    make: Callable[[], Env]
    spec: dict[str, Any] | None = None
    stack: dict[str, Any] | None = None
    alone: bool = False

    def describe(self) -> dict[str, Any]:
        """Return what stands in ``run.json``."""
        return {"label": self.label, "stack": self.stack, "spec": self.spec}


class Environments:
    """The instances that one thread plays: made when needed, used again, closed together.

    Args:
        sources: of the run.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        self._idle: list[list[Env]] = [[] for _ in sources]
        self._made: list[tuple[Env, bool]] = []

    def take(self, index: int) -> Env:
        """Return an instance of environment ``index`` that nobody plays."""
        if self._idle[index]:
            return self._idle[index].pop()
        source = self.sources[index]
        env = source.make()
        self._made.append((env, source.alone))
        return env

    def give_back(self, index: int, env: Env) -> None:
        """Let ``env`` be played again."""
        self._idle[index].append(env)

    def discard(self, env: Env) -> None:
        """Close ``env``, which is not to be played again; one that was given stays open."""
        (given,) = (given for made, given in self._made if made is env)
        self._made = [(made, given) for made, given in self._made if made is not env]
        if not given:
            env.close()

    def close(self) -> None:
        """Close every instance that was made here, also when closing one fails; one that was given stays open."""
        with ExitStack() as closing:
            for env, given in self._made:
                if not given:
                    closing.callback(env.close)
        self._made = []


def read_sources(given: Given | Sequence[Given] | Mapping[str, Given]) -> list[Source]:
    """Return the environments of a run.

    Args:
        given: an id; a stack as plain data (``{"env": ..., "layers": [...]}``); an ``EnvSpec`` or its JSON data; a
            function that returns an environment; an environment; or several of them in a list, or in a dictionary by
            the label they are to have.

    Raises:
        ValueError: nothing was given, or something that is none of these.
    """
    if isinstance(given, Mapping) and not _is_spec(given) and not _is_stack(given):
        sources = [source_of(entry, str(label)) for label, entry in given.items()]
    elif isinstance(given, list | tuple):
        sources = [source_of(entry) for entry in given]
    else:
        sources = [source_of(given)]
    if not sources:
        raise ValueError("A rollout needs at least one environment; got none. Give an id, e.g. 'turnwise/Maze-v0'.")
    times = Counter(source.label for source in sources)
    seen: Counter[str] = Counter()
    for source in sources:
        label = source.label
        if times[label] > 1:
            seen[label] += 1
            source.label = f"{label}#{seen[label]}"
    return sources


def source_of(given: Any, label: str = "") -> Source:
    """Return one environment as a source; ``label`` overrules the name of its spec."""
    if isinstance(given, gym.Env):
        return Source(label or _name(given), lambda: given, _spec_data(given), _stack_data(given), alone=True)
    if isinstance(given, str):
        given = _spec(given)
    elif _is_spec(given):
        given = EnvSpec.from_json(json.dumps(dict(given)))
    if isinstance(given, EnvSpec):
        spec: EnvSpec = given
        return Source(label or spec.id, lambda: gym.make(spec), json.loads(spec.to_json()))
    make: Callable[[], Env]
    if _is_stack(given):
        make = _stacked(dict(given))
    elif callable(given):
        make = given
    else:
        raise ValueError(
            "A rollout plays an id, a stack as plain data, an EnvSpec or its JSON data, a function that makes an "
            f"environment, or an environment; got {given!r:.200}."
        )
    env = make()
    try:
        return Source(label or _name(env), make, _spec_data(env), _stack_data(env))
    finally:
        env.close()


def _stacked(data: dict[str, Any]) -> Callable[[], Env]:
    """Return a function that makes the stack."""
    from ...wrappers.stack import stack

    return lambda: stack(**data)


def _spec(name: str) -> EnvSpec:
    """Return the spec of an id, after importing the module of ``"module:id"``."""
    module, colon, name = name.rpartition(":")
    if colon:
        importlib.import_module(module)
    return gym.spec(name)


def _is_spec(given: Any) -> bool:
    """Whether ``given`` is the JSON data of an ``EnvSpec``."""
    return isinstance(given, Mapping) and "entry_point" in given and "id" in given


def _is_stack(given: Any) -> bool:
    """Whether ``given`` is a stack as plain data."""
    return isinstance(given, Mapping) and "env" in given and set(given) <= {"env", "layers"}


def _name(env: Env) -> str:
    """Return the environment's id, or its class's name."""
    return type(env.unwrapped).__name__ if env.spec is None else env.spec.id


def _spec_data(env: Env) -> dict[str, Any] | None:
    """Return the environment's spec as JSON data; ``None`` where it has none or it cannot be written."""
    if env.spec is None:
        return None
    try:
        data: dict[str, Any] = json.loads(env.spec.to_json())
    except (ValueError, TypeError):  # live objects among the arguments
        return None
    return data


def _stack_data(env: Env) -> dict[str, Any] | None:
    """Return the environment as ``turnwise.stack`` takes it; ``None`` where it cannot be written as plain data."""
    from ...wrappers.stack import describe

    try:
        return describe(env)
    except ValueError:
        return None
