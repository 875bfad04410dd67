"""Does it pay to send messages that the environment refuses?"""

from __future__ import annotations

from collections.abc import Iterator

from ..case import Case
from ..check import Check
from ..finding import PASSED, UNDEFINED, Finding
from ..players import NONSENSE
from ..worth import SAME, earned, grade, share
from .needs import NO_EXPERT

NAME = "refused-messages"


def refused_messages(case: Case) -> Iterator[Finding]:
    """Send nonsense until the episode ends.

    Args:
        case: what is diagnosed.
    """
    if not case.honest:
        yield Finding(NAME, UNDEFINED, NO_EXPERT)
        return
    shares = {seed: share(earned(case.nonsense[seed]), earned(case.honest[seed])) for seed in case.honest}
    seed = max(shares, key=lambda each: shares[each])
    status = grade(shares[seed])
    if status == PASSED:
        return
    episode = case.nonsense[seed]
    terms = [term for term, paid in episode.term_totals.items() if paid > SAME]
    says = (
        f"{'+'.join(terms)!r} pays {earned(episode):.3g} for {len(episode)} messages that say nothing, where solving "
        f"the task earns {earned(case.honest[seed]):.3g}. Pay only where info['valid'] holds and something was done."
    )
    evidence = {"share": shares[seed], "level": seed, "messages": [NONSENSE] * len(episode)}
    yield Finding(NAME, status, says, "+".join(terms), evidence)


CHECK = Check({NAME: "messages that say nothing earn nothing"}, refused_messages)
