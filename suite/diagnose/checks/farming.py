"""What is the most that can be earned without solving the task? Attackers, a search led by the reward, and exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...reward_shaping.diagnostics.farming import Farmed, farm
from ...reward_shaping.diagnostics.tabular import NotDefined, Tabulated
from ...wrappers.fork import restore, snapshot
from ..case import Case
from ..check import Check
from ..finding import FAILED, PASSED, UNDEFINED, WARNING, Finding
from .needs import NO_EXPERT

NAME = "farming"
HALF = 0.5
"""False reward of this share of an honest episode's return is worth a warning."""

MESSAGES = 10
"""About as many messages are tried in a state."""

LEAST = 200
"""Steps below which no search is begun."""


def farming(case: Case) -> Iterator[Finding]:
    """Search the first levels for reward without the outcome.

    Args:
        case: what is diagnosed; what its table leaves of the budget goes into the search.
    """
    if not case.honest or not case.has_actions:
        yield Finding(NAME, UNDEFINED, NO_EXPERT)
        return
    states = 2 * len(case.table.ended) if isinstance(case.table, Tabulated) else 0
    reserve = len(case.few) * (states * MESSAGES + 4 * case.turns)
    case.require(LEAST + reserve)
    steps = (case.left - reserve) // len(case.few)
    found = [_farmed(case, seed, steps, states) for seed in case.few]
    farmed = max(found, key=lambda each: _share(case, each))
    share = _share(case, farmed)
    if farmed.episode is None or share < HALF:
        says = (
            f"the best that was found without success earns {_false(case, farmed):.3g}, an honest episode "
            f"{_honest(case, farmed):.3g}"
        )
        yield Finding(NAME, PASSED, says, "", _evidence(case, farmed))
        return
    yield _finding(case, farmed, share)


def _farmed(case: Case, seed: int, steps: int, states: int) -> Farmed:
    found = farm(
        case.make,
        seed=seed,
        turns=case.turns,
        steps=steps,
        states=states,
        snapshot=snapshot,
        restore=restore,
    )
    if found.episode is not None:
        case.farmed.append(found.episode)
    return found


def _share(case: Case, farmed: Farmed) -> float:
    """Return the false return as a share of the honest one."""
    false, honest = _false(case, farmed), _honest(case, farmed)
    if false <= 1e-9:
        return 0.0
    return false / honest if honest > 1e-9 else float("inf")


def _false(case: Case, farmed: Farmed) -> float:
    """Return what the best false episode earned beside the outcome."""
    if farmed.episode is None:
        return 0.0
    return case.earned(farmed.episode) - case.earned(farmed.episode, "outcome")


def _honest(case: Case, farmed: Farmed) -> float:
    return case.earned(farmed.honest) if farmed.honest is not None and farmed.honest.solved else 0.0


def _finding(case: Case, farmed: Farmed, share: float) -> Finding:
    episode = farmed.episode
    assert episode is not None
    term = "+".join(farmed.paying)
    says = (
        f"{term!r} can be farmed: {farmed.attack!r} earns {_false(case, farmed):.3g} in {len(episode)} turns without "
        f"solving the task, and the honest solution {_honest(case, farmed):.3g}. Pay for changes that cannot be "
        "repeated, or gate the term by the outcome."
    )
    evidence = {
        **_evidence(case, farmed),
        "terms": farmed.paying,
        "level": episode.seed,
        "messages": list(episode.actions),
    }
    return Finding(NAME, FAILED if share >= 1 - 1e-9 else WARNING, says, term, evidence)


def _evidence(case: Case, farmed: Farmed) -> dict[str, Any]:
    """Return what every way of farming earned, and what honesty does."""
    exact: float | NotDefined = farmed.exact if isinstance(case.table, Tabulated) else case.table
    return {
        "attack": farmed.attack,
        "false": farmed.false_return,
        "honest": farmed.honest_return,
        "tried": farmed.tried,
        "exact": exact.reason if isinstance(exact, NotDefined) else exact,
    }


CHECK = Check({NAME: "nothing was found that earns without solving the task"}, farming)
