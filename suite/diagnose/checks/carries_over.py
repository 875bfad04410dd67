"""Does an episode earn something else a second time, because a wrapper remembers the first?"""

from __future__ import annotations

from collections.abc import Iterator

from ..again import script
from ..case import Case
from ..check import Check
from ..finding import WARNING, Finding
from ..ledgers import differing

NAME = "carries-over"


def carries_over(case: Case) -> Iterator[Finding]:
    """Play an episode twice on one stack.

    Args:
        case: what is diagnosed.
    """
    level, messages = script(case)
    with case.anew() as env:
        first, second = (case.play(messages, level, env=env) for _ in range(2))
    terms = differing(second, first)
    if not terms:
        return
    says = (
        f"{'+'.join(terms)!r} pays the same episode {first.total_reward:.3g} at first and {second.total_reward:.3g} a "
        "second time: it remembers from episode to episode. Compare episodes of one age only, and save its memory with "
        "the run."
    )
    yield Finding(NAME, WARNING, says, "+".join(terms), {"returns": [first.total_reward, second.total_reward]})


CHECK = Check({NAME: "an episode earns the same a second time"}, carries_over, steady=True)
