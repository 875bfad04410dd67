"""Does the reward vary within a task under a policy that is neither perfect nor lost?"""

from __future__ import annotations

from collections.abc import Iterator

from ...reward_shaping.diagnostics.reward_variance import variance_and_accuracy
from ..case import Case
from ..check import Check
from ..finding import PASSED, UNDEFINED, WARNING, Finding
from .needs import NO_EXPERT

NAME = "reward-variance"
MOST = 0.5
"""The share of tasks without variance from which a group estimator learns little."""


def variance(case: Case) -> Iterator[Finding]:
    """Look at the expert that slips now and then, several times in each level.

    Args:
        case: what is diagnosed.
    """
    episodes = [*case.clumsy, *case.honest.values()]
    if not case.clumsy:
        yield Finding(NAME, UNDEFINED, NO_EXPERT)
        return
    found, accuracy = variance_and_accuracy(episodes, case.earned)
    evidence = {"deviation": found.deviation, "flat tasks": found.zero_share, "right": accuracy.share}
    if found.zero_share <= MOST:
        says = f"The return of a clumsy expert varies within a task by {found.deviation:.3g} (standard deviation)"
        yield Finding(NAME, PASSED, says, "", evidence)
        return
    says = (
        f"In {found.zero_share:.0%} of {found.tasks} levels all episodes of a clumsy expert earn the same, so a group "
        "estimator learns nothing there: the tasks are too easy for it or too hard, or the reward is too coarse."
    )
    yield Finding(NAME, WARNING, says, "", evidence)


CHECK = Check({NAME: "the return of a clumsy expert varies within a task"}, variance)
