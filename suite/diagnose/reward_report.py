"""A reward report: what a composed environment pays, on what assumptions, what was checked, and what changed.

Certainty: abstract ("Reward Reports for Reinforcement Learning"); what the document holds is ours. It is a living
document: made again from the earlier one it keeps the log of changes, and its version rises where something changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gymnasium as gym

from .. import __version__
from ..agents.rollouts.episode import Episode
from ..reward_shaping.diagnostics.faults import is_potential
from ..wrappers.base import RewardTerm
from .behaviour import behaviour
from .changes import changes
from .finding import Diagnosis, plain
from .layers import layer_data, prose, stack_layers
from .markdown import markdown
from .stacks import turn_limit


@dataclass(frozen=True)
class RewardReport:
    """A report of a reward.

    Attributes:
        data: everything it says, as plain data.
    """

    data: Mapping[str, Any]

    @property
    def version(self) -> int:
        """How often the reward has changed, from 1."""
        return int(self.data["version"])

    def markdown(self) -> str:
        """Return the report as Markdown."""
        return markdown(self.data)


def reward_report(
    env: gym.Env[Any, Any],
    diagnosis: Diagnosis | None = None,
    *,
    episodes: Sequence[Episode] = (),
    earlier: Mapping[str, Any] | None = None,
    date: str = "",
) -> RewardReport:
    """Document the reward of a composed environment.

    Args:
        env: the stack.
        diagnosis: of this stack: which checks passed and failed.
        episodes: recorded under this stack: how it behaved.
        earlier: the data of an earlier report, from which the version and the log of changes go on.
        date: of this version, as it is to be written.

    Raises:
        ValueError: ``earlier`` is not the data of a report.
    """
    layers = list(stack_layers(env))
    data: dict[str, Any] = {
        "turnwise": __version__,
        "env": _environment(env),
        "layers": [layer_data(layer) for layer in layers],
        "gates": [gate for layer in layers if (gate := _gate(layer))],
        "assumptions": list(_assumptions(env, layers, diagnosis)),
        "diagnosis": diagnosis.data() if diagnosis is not None else None,
        "behaviour": behaviour(episodes),
    }
    data = plain(data)
    version, log = _history(earlier, data, date)
    return RewardReport({"version": version, "date": date, **data, "changes": log})


def _history(earlier: Mapping[str, Any] | None, data: Mapping[str, Any], date: str) -> tuple[int, list[Any]]:
    """Return the version and the log, the latest change first."""
    if earlier is None:
        return 1, [{"version": 1, "date": date, "what": ["First version."]}]
    try:
        what, version, log = changes(earlier, data), int(earlier["version"]), list(earlier["changes"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ValueError(f"The earlier reward report is not one that turnwise wrote: {error!r}.") from error
    return (version + 1, [{"version": version + 1, "date": date, "what": what}, *log]) if what else (version, log)


def _environment(env: gym.Env[Any, Any]) -> dict[str, Any]:
    base, spec = env.unwrapped, env.spec
    return {
        "id": spec.id if spec is not None else type(base).__name__,
        "arguments": dict(spec.kwargs) if spec is not None else {},
        "about": prose(type(base).__doc__ or "").partition("\n\n")[0],
        "turns": turn_limit(env),
    }


def _gate(layer: gym.Wrapper[Any, Any, Any, Any]) -> dict[str, Any]:
    """Return the operands of a gate in the order of their priority; nothing for other layers."""
    levels, gates = getattr(layer, "levels", None), getattr(layer, "gates", None)
    if not isinstance(layer, RewardTerm) or levels is None or gates is None:
        return {}
    opens = [[{"terms": names, "above": limit} for names, limit in gate] for gate in gates]
    return {"term": layer.term, "levels": levels, "opens": opens, "hold": getattr(layer, "hold", "episode")}


def _assumptions(
    env: gym.Env[Any, Any], layers: Sequence[gym.Wrapper[Any, Any, Any, Any]], diagnosis: Diagnosis | None
) -> Iterator[str]:
    """Yield what must hold for the reward to be what it is meant to be."""
    limit = turn_limit(env)
    if limit is not None:
        yield f"Episodes are cut after {limit} turns; what a term has paid by then counts."
    for layer in layers:
        if not isinstance(layer, RewardTerm):
            continue
        needs = layer_data(layer)["needs"]
        if needs and needs != "the environment.":
            yield f"`{layer.term}`: the environment {needs}"
        if is_potential(layer):
            yield f"`{layer.term}`: the learner discounts by {layer.gamma:g} a turn."  # type: ignore[attr-defined]
        if live := [name for name, value in layer.arguments.items() if isinstance(value, str) and ":" in value]:
            yield f"`{layer.term}`: {', '.join(live)} is code of the experiment; it goes with the report."
    if diagnosis is not None:
        yield f"The checks assume a learner that discounts by {diagnosis.gamma:g} a turn."
