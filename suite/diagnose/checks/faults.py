"""Faults that have a name: in how the stack is built, in its table, and in every episode that was played."""

from __future__ import annotations

from collections.abc import Iterator

from ...reward_shaping.diagnostics.faults import (
    AMNESTY,
    DISCOUNT,
    INERT,
    RE_EARNABLE,
    UNZEROED,
    inspect_episodes,
    inspect_stack,
    inspect_table,
)
from ...reward_shaping.diagnostics.faults import Finding as Fault
from ...reward_shaping.diagnostics.tabular import Tabulated
from ..case import Case
from ..check import Check
from ..finding import FAILED, STATUSES, WARNING, Finding, first_words

PASSED_IF = {
    RE_EARNABLE: "no turn was seen that can be paid again and again",
    UNZEROED: "no term pays for ending in one place rather than in another",
    AMNESTY: "no gate forgives penalties where the task fails",
    DISCOUNT: "every potential has the learner's discount",
    INERT: "no term was seen that estimators over episode sums cannot see",
}
NAMES = {kind: kind.replace(" ", "-") for kind in PASSED_IF}
"""The name of the finding for each kind of fault."""


def faults(case: Case) -> Iterator[Finding]:
    """Look at the stack, at the table where there is one, and at every episode so far.

    Args:
        case: what is diagnosed.
    """
    found: dict[tuple[str, str], Finding] = {}
    for fault in _all(case):
        status = FAILED if fault.fault and _matters(case, fault) else WARNING
        finding = Finding(NAMES[fault.kind], status, first_words(fault.says), fault.term, fault.evidence)
        known = found.get(finding[::3])
        if known is None or STATUSES.index(status) < STATUSES.index(known.status):
            found[finding[::3]] = finding
    yield from found.values()


def _all(case: Case) -> Iterator[Fault]:
    yield from inspect_stack(case.env, gamma=case.gamma)
    if isinstance(case.table, Tabulated):
        yield from inspect_table(case.table, gamma=case.gamma, turns=case.turns)
    for fault in inspect_episodes(case.episodes):
        if fault.kind != RE_EARNABLE or fault.term not in case.potentials:
            yield fault


def _matters(case: Case, fault: Fault) -> bool:
    """Whether a loop that was seen could earn as much as solving the task does, or an end pays that solves nothing."""
    if fault.kind == UNZEROED:
        return not fault.evidence.get("solved", False)
    if fault.kind != RE_EARNABLE or "turns" not in fault.evidence or not case.honest:
        return True
    first, second = fault.evidence["turns"]
    turns = sum(case.gamma**turn for turn in range(case.turns))
    loop = turns * fault.evidence["gain"] / (second - first)
    return bool(loop >= min(case.earned(episode) for episode in case.honest.values()))


CHECK = Check({NAMES[kind]: passed for kind, passed in PASSED_IF.items()}, faults)
