"""Does solving the task pay, and does the environment say that it is solved?"""

from __future__ import annotations

from collections.abc import Iterator

from ..case import Case
from ..check import Check
from ..finding import FAILED, UNDEFINED, Finding
from ..worth import SAME
from .needs import NO_EXPERT

NAME = "missing-success-signal"


def missing_success(case: Case) -> Iterator[Finding]:
    """Compare the expert's return with that of nonsense.

    Args:
        case: what is diagnosed.
    """
    if not case.judges:
        says = "info['success'] is not reported, so a reward cannot be compared with what it is for. Report it"
        yield Finding(NAME, FAILED, says)
        return
    if not case.honest:
        yield Finding(NAME, UNDEFINED, NO_EXPERT)
        return
    worth = {seed: case.earned(case.honest[seed]) - case.earned(case.nonsense[seed]) for seed in case.honest}
    silent = [seed for seed, gained in worth.items() if gained <= SAME]
    if not silent:
        return
    seed = silent[0]
    solved, nothing = case.honest[seed], case.nonsense[seed]
    says = (
        f"solving the task is worth nothing in {len(silent)} of {len(worth)} levels: the expert earns "
        f"{case.earned(solved):.3g}, and messages that say nothing {case.earned(nothing):.3g}. Let success pay more "
        "than any way to fail."
    )
    evidence = {"levels": silent, "solved": solved.term_totals, "nothing": nothing.term_totals}
    yield Finding(NAME, FAILED, says, "outcome", evidence)


CHECK = Check({NAME: "solving the task pays, and the environment says that it is solved"}, missing_success)
