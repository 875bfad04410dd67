"""Does it pay to send messages that the environment refuses?"""

from __future__ import annotations

from collections.abc import Iterator

from ...reward_shaping.diagnostics.played_episode import PlayedEpisode
from ..case import Case
from ..check import Check
from ..finding import PASSED, UNDEFINED, Finding
from ..players import NONSENSE
from ..worth import SAME, grade, share
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
    shares = {seed: share(_paid(case, case.nonsense[seed]), case.earned(case.honest[seed])) for seed in case.honest}
    seed = max(shares, key=lambda each: shares[each])
    status = grade(shares[seed])
    if status == PASSED:
        return
    episode = case.nonsense[seed]
    terms = [term for term in episode.paid if term not in case.potentials and case.earned(episode, term) > SAME]
    solved = case.earned(case.honest[seed])
    says = (
        f"{'+'.join(terms)!r} pays {_paid(case, episode):.3g} for {len(episode)} messages that say nothing, where "
        f"solving the task earns {solved:.3g}. Pay only where info['valid'] holds and something was done."
    )
    evidence = {"share": shares[seed], "level": seed, "messages": [NONSENSE] * len(episode)}
    yield Finding(NAME, status, says, "+".join(terms), evidence)


def _paid(case: Case, episode: PlayedEpisode) -> float:
    """Return what an episode earned without sound potentials, which pay every episode of a level alike."""
    return sum(case.earned(episode, term) for term in episode.paid if term not in case.potentials)


CHECK = Check({NAME: "messages that say nothing earn nothing"}, refused_messages)
