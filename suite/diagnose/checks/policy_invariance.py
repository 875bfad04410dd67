"""Does the reward change what is optimal? Exact, where the stack can be written down as a table."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...reward_shaping.diagnostics.tabular import NotDefined
from ...reward_shaping.diagnostics.tabular import policy_invariance as compared
from ..case import Case
from ..check import Check
from ..finding import FAILED, UNDEFINED, WARNING, Finding

NAME = "policy-invariance"
HALF = 0.5
"""A learner that may forgo this share of the outcome's value fails the check."""


def policy_invariance(case: Case) -> Iterator[Finding]:
    """Compare what is optimal for the outcome with what is optimal for everything that is paid.

    Args:
        case: what is diagnosed; at ``gamma=1`` its states count the turns, up to the turn limit.
    """
    table = case.table if case.gamma < 1 else case.counted_table
    if isinstance(table, NotDefined):
        counted = (
            "; the turns count among them at gamma=1, and do not below"
            if case.gamma == 1 and "limit=" in table.reason
            else ""
        )
        yield Finding(NAME, UNDEFINED, table.reason.rstrip(".") + counted)
        return
    found = compared(table, table.outcome, table.rewards, case.gamma)
    if found.optimal <= 0:
        yield Finding(NAME, UNDEFINED, "the outcome cannot be had in this level", evidence={"level": case.seeds[0]})
        return
    if found.invariant:
        return
    part = found.regret / found.optimal
    better = [table.messages[message] for message in found.better]
    taken = table.messages[found.taken]
    path = table.path(found.parts_at)
    says = (
        f"What is paid changes what is optimal: the worst policy that is optimal for it earns {part:.0%} less of the "
        f"outcome. They part after {len(path)} turns, where {taken!r} is taken and {' or '.join(map(repr, better))} is "
        "right. Make the term a potential, or gate it."
    )
    evidence = {
        "regret": found.regret,
        "optimal": found.optimal,
        "path": path,
        "taken": taken,
        "better": better,
        "states": len(table.ended),
        "exact": bool(table.exact),
        "pays": _paying(case, found.parts_at, found.taken),
    }
    yield Finding(NAME, FAILED if part >= HALF else WARNING, says, "", evidence)


def _paying(case: Case, state: int, message: int) -> dict[str, float]:
    """Return what each term pays for a message, in expectation."""
    table = case.table if case.gamma < 1 else case.counted_table
    assert not isinstance(table, NotDefined)
    likely = table.probability[state, message]
    return {term: float(np.dot(likely, paid[state, message])) for term, paid in table.terms.items()}


CHECK = Check({NAME: "what is optimal for all that is paid is optimal for the outcome"}, policy_invariance)
