"""Run every check that applies to an environment under a stack of rewards."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import gymnasium as gym

from ..wrappers.stack import Layer, describe
from .case import Case, Given, Spent
from .check import Check
from .checks import CHECKS, noise
from .finding import FAILED, PASSED, UNDEFINED, Diagnosis, Finding, first_words
from .layers import stack_layers

BUDGET = 50_000
SEEDS = 5

Progress = Callable[[str, int, int], None]
"""``progress(name of a check, its number, how many there are)``, called before each."""


def diagnose(
    env: Given,
    layers: Sequence[Layer] = (),
    *,
    seeds: int | Sequence[int] = SEEDS,
    budget: int = BUDGET,
    gamma: float = 1.0,
    label: str = "",
    checks: Sequence[Check] = CHECKS,
    progress: Progress | None = None,
) -> Diagnosis:
    """Return what is wrong, doubtful and right about a reward; the same arguments find the same.

    Args:
        env: its id; ``{"id": id, **keyword arguments of gym.make}``; a function that makes it; or itself, which leaves
            out what needs it made anew.
        layers: the wrappers, innermost first, as :func:`turnwise.stack` takes them.
        seeds: the levels to look at, or how many, from 0.
        budget: about the most steps to take.
        gamma: the learner's discount per turn.
        label: the environment's name in the diagnosis; its id if empty.
        checks: what to run.
        progress: told of each check before it runs.

    Raises:
        ValueError: ``seeds``, ``budget`` or ``gamma`` is not allowed, or a wrapper refuses its arguments.
    """
    levels = range(seeds) if isinstance(seeds, int) else seeds
    if not levels or min(levels) < 0 or budget < 1 or not 0 < gamma <= 1:
        raise ValueError(
            "diagnose needs at least one seed, none below 0, a budget >= 1 and 0 < gamma <= 1; "
            f"got seeds={seeds!r}, budget={budget}, gamma={gamma}."
        )
    case = Case(env, layers, gamma=gamma, seeds=levels, budget=budget)
    try:
        findings = tuple(_findings(case, checks, progress))
        data = _described(case.env)
        wrappers = [type(layer).__name__ for layer in stack_layers(case.env)]
    finally:
        case.close()
    rewards = tuple(map(layer_text, data.get("layers", wrappers)))
    return Diagnosis(label or _label(case.env), rewards, findings, gamma, case.seeds, budget, case.steps, data)


def layer_text(layer: Layer) -> str:
    """Return a layer as the command line writes it: ``Milestones:mode="first"``.

    Args:
        layer: a wrapper's name, or its name and arguments.
    """
    arguments = dict(layer) if isinstance(layer, Mapping) else {"name": layer}
    name = str(arguments.pop("name"))
    values = ",".join(f"{key}={json.dumps(value)}" for key, value in arguments.items())
    return f"{name}:{values}" if values else name


def _findings(case: Case, checks: Sequence[Check], progress: Progress | None) -> list[Finding]:
    """Run the checks one after the other."""
    findings: list[Finding] = []
    for number, check in enumerate(checks):
        if progress is not None:
            progress(next(iter(check.names)), number, len(checks))
        noisy = any(each.name == noise.NAME and each.status == FAILED for each in findings)
        findings += _unsteady(check) if check.steady and noisy else _results(case, check)
    return findings


def _results(case: Case, check: Check) -> Iterator[Finding]:
    """Yield what a check found, and of each of its names about which it found nothing that it passed."""
    found: list[Finding] = []
    try:
        for finding in check.run(case):
            found.append(finding._replace(says=_sentence(finding.says)))
    except Spent as spent:
        says = _sentence(f"the budget did not suffice: {spent}. Give a larger one")
        found += [Finding(name, UNDEFINED, says) for name in check.names if name not in {each.name for each in found}]
    yield from found
    named = {finding.name for finding in found}
    yield from (Finding(name, PASSED, _sentence(says)) for name, says in check.names.items() if name not in named)


def _unsteady(check: Check) -> Iterator[Finding]:
    says = "The reward is noisy, so that what one episode earns more than another says nothing."
    yield from (Finding(name, UNDEFINED, says) for name in check.names)


def _sentence(says: str) -> str:
    return first_words(says if says.endswith((".", "?", "!")) else f"{says}.")


def _described(env: gym.Env[Any, Any]) -> dict[str, Any]:
    """Return the stack as plain data; nothing where it cannot be written so."""
    with suppress(ValueError, gym.error.Error):
        return describe(env)
    return {}


def _label(env: gym.Env[Any, Any]) -> str:
    return env.spec.id if env.spec is not None else type(env.unwrapped).__name__
