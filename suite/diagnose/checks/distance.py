"""How far is what is paid from the outcome, blind to scale and to potential shaping? EPIC and STARC."""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt

from ...reward_shaping.diagnostics.tabular import NotDefined, reward_distances
from ...wrappers.fork import restore, snapshot
from ..case import Case
from ..check import Check
from ..finding import PASSED, UNDEFINED, WARNING, Finding
from .needs import NO_FORK

NAME = "distance"
FAR = 0.5
"""An EPIC distance from which the two correlate by less than a half."""

MOST_SAMPLES = 60


def distance(case: Case) -> Iterator[Finding]:
    """Compare the total with the outcome.

    Args:
        case: what is diagnosed; at ``gamma=1`` STARC's values need not settle.
    """
    if not case.can_fork:
        yield Finding(NAME, UNDEFINED, NO_FORK)
        return
    asks = case.left // 4
    case.require(100)
    samples = min(MOST_SAMPLES, isqrt(asks // 2))
    gamma = min(case.gamma, 0.99)
    try:
        found = reward_distances(
            case.env,
            gamma=gamma,
            seed=case.seeds[0],
            limit=case.most_states,
            most=asks,
            samples=max(samples, 1),
            snapshot=snapshot,
            restore=restore,
        )
    except TypeError as refused:
        yield Finding(NAME, UNDEFINED, f"the stack's states cannot be told apart: {refused}")
        return
    if isinstance(found.epic, NotDefined):
        yield Finding(NAME, UNDEFINED, found.epic.reason.rstrip("."))
        return
    starc = found.starc.reason if isinstance(found.starc, NotDefined) else found.starc
    evidence = {"epic": found.epic, "starc": starc, "exact": found.exact, "gamma": gamma}
    how = "exactly" if found.exact else "on turns of a random agent"
    if found.epic >= FAR:
        says = (
            f"What is paid is far from the outcome: EPIC distance {found.epic:.2f} of 1, {how}. If that is meant, see "
            "what farming and policy invariance say."
        )
        yield Finding(NAME, WARNING, says, "", evidence)
        return
    yield Finding(NAME, PASSED, f"EPIC distance from the outcome: {found.epic:.2f} of 1, {how}.", "", evidence)


CHECK = Check({NAME: "what is paid is near the outcome"}, distance)
