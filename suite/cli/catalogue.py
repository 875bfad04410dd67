"""What the command line knows by name: environments, their families, agents."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import gymnasium as gym

from ..agents.agent import Agent
from ..envs.registry import NAMESPACE, TABLE, ids
from ..wrappers.base import load
from .specs import Spec, suggestion

FAMILIES = ("text", "grid", "web", "swe")

AGENTS = {
    "random": "turnwise.agents:RandomAgent",
    "expert": "turnwise.agents:ExpertAgent",
    "scripted": "turnwise.agents:ScriptedAgent",
}
"""Agents by their short names; any other is given as ``package.module:Class``."""


def find_id(name: str) -> str:
    """Return the registered id that ``name`` means: the id, or one of ours without its namespace or version.

    Raises:
        ValueError: there is none.
    """
    ours = ids()
    for known in ours:
        if name.casefold() in (known.casefold(), short(known).casefold(), short(known).partition("-v")[0].casefold()):
            return known
    if name in gym.registry:
        return name
    raise ValueError(f"There is no environment {name!r}.{suggestion(name, ours)} `turnwise envs` lists them all.")


def short(env_id: str) -> str:
    """Return an id without our namespace."""
    return env_id.removeprefix(f"{NAMESPACE}/")


def family(env_id: str) -> str:
    """Return the family of one of our ids, or an empty string."""
    for row in TABLE:
        if f"{NAMESPACE}/{row.name}" == env_id:
            return row.entry_point.split(".")[2]
    return ""


def of_family(name: str) -> list[str]:
    """Return the ids of a family.

    Raises:
        ValueError: there is no such family.
    """
    if name not in FAMILIES:
        raise ValueError(f"There is no family {name!r}; there are {', '.join(FAMILIES)}.{suggestion(name, FAMILIES)}")
    return [env_id for env_id in ids() if family(env_id) == name]


def env_class(env_id: str) -> Callable[..., Any]:
    """Return the class or function behind an id."""
    entry_point = gym.spec(env_id).entry_point
    if entry_point is None:
        raise ValueError(f"{env_id} has no entry point for single environments.")
    return load(entry_point)


def first_sentence(target: object) -> str:
    """Return the first paragraph of a docstring as one line."""
    return " ".join((inspect.getdoc(target) or "").split("\n\n")[0].split())


def knobs(target: Callable[..., Any], reserved: Iterable[str] = ("env", "self")) -> dict[str, inspect.Parameter]:
    """Return the keyword arguments that a class or function takes."""
    return {
        name: parameter
        for name, parameter in inspect.signature(target).parameters.items()
        if name not in reserved and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    }


def check_arguments(who: str, target: Callable[..., Any], arguments: Mapping[str, Any]) -> None:
    """Refuse arguments that ``target`` doesn't take.

    Raises:
        ValueError: naming the first unknown argument, what was meant, and what there is.
    """
    signature = inspect.signature(target)
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in signature.parameters.values()):
        return
    known = knobs(target)
    for name in arguments:
        if name not in known:
            takes = f"It takes {', '.join(known)}." if known else "It takes none."
            raise ValueError(f"{who} has no argument {name!r}.{suggestion(name, known)} {takes}")


def build_agent(spec: Spec) -> Agent:
    """Return the agent that ``spec`` names.

    Raises:
        ValueError: no such agent, or it refuses the arguments.
    """
    if spec.name not in AGENTS and ":" not in spec.name:
        raise ValueError(
            f"There is no agent {spec.name!r}; there are {', '.join(AGENTS)}, and any package.module:Class."
            f"{suggestion(spec.name, AGENTS)}"
        )
    known, _, rest = spec.name.partition(":")
    if known in AGENTS and rest:
        raise ValueError(f"The agent {known} is given arguments as {known}:key=value; got {spec.name!r}.")
    target = load(AGENTS.get(spec.name, spec.name))
    check_arguments(f"The agent {spec.name}", target, spec.arguments)
    try:
        agent: Agent = target(**spec.arguments)
    except TypeError as error:
        raise ValueError(f"The agent {spec.name} cannot be made with {spec.arguments}: {error}.") from error
    return agent
