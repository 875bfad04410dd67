"""What a run is asked to be: read from the command line or a TOML file, and made into environments and agents."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import gymnasium as gym

from ..agents.rollouts.tape import CONTRACT
from ..report.reading import FAMILY
from ..wrappers.stack import stack
from . import catalogue
from .specs import Spec, parse_spec, suggestion

Make = Callable[[], gym.Env[Any, Any]]

ENTRIES = (*CONTRACT, "success", "valid", "error", "reward_terms")
"""Entries of ``info`` that the step contract knows; any environment may be asked for them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``turnwise run`` plays: every agent in every environment under one stack of rewards.

    Attributes:
        env: environments, with their knobs.
        family: families of which every environment that ``env`` doesn't name is added with its defaults.
        agent: agents; each makes one run.
        reward: reward wrappers, innermost first.
        episodes: of each environment and agent.
        group: episodes of one task; they share the environment's seed.
        seed: of the run.
        max_turns: a turn limit in place of the environments' own.
        record: what is recorded of ``info`` beside the ledger.
        skip_unavailable: leave out what this machine cannot make, and say so, in place of refusing.
    """

    env: tuple[Spec, ...] = ()
    family: tuple[str, ...] = ()
    agent: tuple[Spec, ...] = ()
    reward: tuple[Spec, ...] = ()
    episodes: int = 10
    group: int = 1
    seed: int = 0
    max_turns: int | None = None
    record: tuple[str, ...] = ("milestones", "channels", "task")
    skip_unavailable: bool = False

    def data(self) -> dict[str, Any]:
        """Return the plan in the form of its TOML file."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            key.replace("_", "-"): [str(entry) for entry in value] if isinstance(value, tuple) else value
            for key, value in plain.items()
        }


def read_plan(file: Path | None, given: Mapping[str, Any]) -> Plan:
    """Return the plan of a TOML file, with what was given on the command line in place of the file's.

    Args:
        file: the TOML file, if any.
        given: values by the names of :class:`Plan`; empty ones and None say nothing.

    Raises:
        ValueError: the file is not TOML, a key is unknown, a value of a wrong type, or a name stands for nothing.
    """
    values: dict[str, Any] = {}
    if file is not None:
        try:
            values = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ValueError(f"{file} is not a TOML file: {error}.") from error
    known = [field.name for field in fields(Plan)]
    plan: dict[str, Any] = {}
    for key, value in values.items():
        name = key.replace("-", "_")
        if name not in known:
            keys = [field.replace("_", "-") for field in known]
            raise ValueError(f"{file} has the unknown key {key!r}.{suggestion(key, keys)} It takes {', '.join(keys)}.")
        plan[name] = value
    plan |= {name: value for name, value in given.items() if value is not None and value is not False and value != ()}
    return _checked(plan)


def _checked(values: Mapping[str, Any]) -> Plan:
    plan = dict(values)
    for name in ("env", "agent", "reward"):
        if name in plan:
            plan[name] = tuple(_spec(entry, name) for entry in _several(plan[name]))
    for name in ("family", "record"):
        if name in plan:
            plan[name] = tuple(str(entry) for entry in _several(plan[name]))
    for name, least in (("episodes", 1), ("group", 1), ("seed", 0), ("max_turns", 1)):
        value = plan.get(name, least)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise ValueError(f"{name.replace('_', '-')} must be a whole number >= {least}; got {value!r}.")
    if not isinstance(plan.get("skip_unavailable", False), bool):
        raise ValueError(f"skip-unavailable must be true or false; got {plan['skip_unavailable']!r}.")
    result = Plan(**plan)
    _check_groups(result)
    for missing in [
        name for name in ("env", "agent") if not getattr(result, name) and not (name == "env" and result.family)
    ]:
        raise ValueError(f"A run needs at least one {missing}: give --{missing}, or a TOML file that has one.")
    return replace(result, env=_environments(result))


def _check_groups(plan: Plan) -> None:
    if over := plan.episodes % plan.group:
        enough = plan.episodes - over + plan.group
        raise ValueError(f"episodes must be a multiple of group={plan.group}; got {plan.episodes}. Ask for {enough}.")


def _several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) and not isinstance(value, Spec) else [value]


def _spec(entry: Any, key: str) -> Spec:
    """Return an entry of the file or the command line: a text, or a table with a ``name``."""
    if isinstance(entry, str):
        return parse_spec(entry)
    if isinstance(entry, Mapping) and isinstance(entry.get("name"), str):
        return Spec(entry["name"], {name: value for name, value in entry.items() if name != "name"})
    raise ValueError(f'{key} takes "NAME:key=value" or a table with a name; got {entry!r}.')


def _environments(plan: Plan) -> tuple[Spec, ...]:
    """Return the environments by their full ids, those of the families added."""
    named = []
    for spec in plan.env:
        spec = spec._replace(name=catalogue.find_id(spec.name))
        named.append(spec)
    seen = {spec.name for spec in named}
    added = [Spec(env_id, {}) for name in plan.family for env_id in catalogue.of_family(name) if env_id not in seen]
    labels = [label(spec) for spec in [*named, *added]]
    for twice in [name for name in labels if labels.count(name) > 1]:
        raise ValueError(f"The environment {twice} is given twice.")
    return (*named, *added)


def label(spec: Spec) -> str:
    """Return an environment's name in a run: its id without our namespace, and its knobs."""
    values = (
        f"{key}={value if isinstance(value, str) else json.dumps(value)}" for key, value in spec.arguments.items()
    )
    return " ".join([catalogue.short(spec.name), *values])


def maker(spec: Spec, plan: Plan) -> Make:
    """Return a function that makes one of the plan's environments under its rewards."""
    limit: dict[str, Any] = {} if plan.max_turns is None else {"max_episode_steps": plan.max_turns}
    rewards = layers(plan.reward)
    return lambda: stack(gym.make(spec.name, **limit, **spec.arguments), rewards)


def layers(rewards: Iterable[Spec]) -> list[dict[str, Any]]:
    """Return reward wrappers in the form that ``turnwise.stack`` takes."""
    return [{"name": reward.name, **reward.arguments} for reward in rewards]


def available(plan: Plan) -> tuple[dict[str, Make], list[dict[str, str]]]:
    """Make every environment once.

    Returns:
        A function for each environment that can be made here, by label; and ``name`` and ``why`` of what cannot.

    Raises:
        ValueError: an environment or a wrapper refuses its arguments, or nothing is left.
        gymnasium.error.DependencyNotInstalled: something is missing and ``skip_unavailable`` is not set.
    """
    left_out = [
        {"name": f"{FAMILY}{name}", "why": "no environment in this release"}
        for name in plan.family
        if not catalogue.of_family(name)
    ]
    makers: dict[str, Make] = {}
    for spec in plan.env:
        try:
            catalogue.check_arguments(spec.name, catalogue.env_class(spec.name), spec.arguments)
            make = maker(spec, plan)
            make().close()
        except gym.error.DependencyNotInstalled as error:
            if not plan.skip_unavailable:
                raise
            left_out.append({"name": label(spec), "why": str(error)})
            continue
        makers[label(spec)] = make
    if not makers:
        raise ValueError(f"Nothing is left to play: {_listed(left_out)}.")
    return makers, left_out


def check_record(plan: Plan, makers: Iterable[Make]) -> None:
    """Refuse an entry to record that neither the step contract knows nor any of the environments reports at reset.

    Args:
        plan: what is asked for.
        makers: the environments that are played; they are only made if an entry is not of the contract.

    Raises:
        ValueError: naming the first such entry, what was meant, and what there is.
    """
    others = [entry for entry in plan.record if entry not in ENTRIES]
    if not others:
        return
    reported = dict.fromkeys(ENTRIES)
    for make in makers:
        env = make()
        try:
            _, info = env.reset(seed=plan.seed)
        finally:
            env.close()
        reported |= dict.fromkeys(map(str, info))
    for entry in others:
        if entry not in reported:
            raise ValueError(
                f"There is no entry {entry!r} of info to record.{suggestion(entry, reported)} The environments of "
                f"this run report {', '.join(reported)}. Give --record once for each entry."
            )


def _listed(left_out: Iterable[Mapping[str, str]]) -> str:
    return "; ".join(f"{entry['name']} ({entry['why']})" for entry in left_out) or "no environment was given"
