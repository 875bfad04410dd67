"""Does the reward rank trajectories that are better by construction above those that are worse?"""

from __future__ import annotations

from collections.abc import Iterator

from ...reward_shaping.diagnostics.preferences import Accuracy, make_pairs, trajectory_preference
from ..case import Case
from ..check import Check
from ..finding import FAILED, PASSED, UNDEFINED, WARNING, Finding
from .needs import NO_EXPERT

NAME = "preferences"
COIN = 0.5
"""What a coin would get right."""


def preferences(case: Case) -> Iterator[Finding]:
    """Rank the expert's trajectories and noisy, corrupted, truncated, looping and verbose ones.

    Args:
        case: what is diagnosed.
    """
    if not case.honest or not case.has_actions:
        yield Finding(NAME, UNDEFINED, NO_EXPERT)
        return
    pairs = make_pairs(lambda: case.env, list(case.few))
    found = trajectory_preference(pairs, lambda: case.env, case.earned)
    if not found.overall.made:
        yield Finding(NAME, UNDEFINED, "no worse trajectory could be made in these levels")
        return
    evidence = {
        "right": found.overall.share,
        "pairs": found.overall.made,
        "tau": found.tau,
        "by kind": {kind: each.share for kind, each in found.by_kind.items()},
        "by length": {length: each.share for length, each in found.by_length.items()},
    }
    yield Finding(NAME, _status(found.overall), found.feedback, "", evidence)


def _status(overall: Accuracy) -> str:
    if overall.share <= COIN:
        return FAILED
    return PASSED if overall.share == 1 else WARNING


CHECK = Check({NAME: "better trajectories earn more than worse ones"}, preferences)
