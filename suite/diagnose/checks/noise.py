"""Do the same messages in the same level earn the same, whatever seed the wrappers are given?"""

from __future__ import annotations

from collections.abc import Iterator

from ..again import anew, script
from ..case import Case
from ..check import Check
from ..finding import FAILED, UNDEFINED, Finding
from ..ledgers import differing

NAME = "noise"
MOST_TIMES = 32
"""The same episode is played so often at most, under seeds of its own for the wrappers."""

SHARE = 10
"""One step in so many of the budget goes into it."""


def noise(case: Case) -> Iterator[Finding]:
    """Play one episode again and again, in the same level, each time on a stack made anew.

    Args:
        case: what is diagnosed.
    """
    if not case.fresh:
        says = "the stack was handed over ready-made; what it remembers cannot be told from noise. Give it as data"
        yield Finding(NAME, UNDEFINED, says)
        return
    level, messages = script(case)
    times = max(2, min(MOST_TIMES, case.budget // SHARE // max(1, len(messages))))
    episodes = [anew(case, messages, level, level + number) for number in range(times)]
    terms = list(dict.fromkeys(term for each in episodes for term in differing(each, episodes[0])))
    if not terms:
        return
    returns = [each.total_reward for each in episodes]
    says = (
        f"{'+'.join(terms)!r} pays the same {len(messages)} messages in the same level differently, between "
        f"{min(returns):.3g} and {max(returns):.3g} in {times} plays. Pay what was done; or measure what such noise "
        "costs before training."
    )
    evidence = {"returns": returns, "level": level, "messages": messages}
    yield Finding(NAME, FAILED, says, "+".join(terms), evidence)


CHECK = Check({NAME: "the same messages in the same level always earn the same"}, noise)
