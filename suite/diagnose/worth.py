r"""How much a behaviour that does not solve the task is paid, as a share of what solving it is worth.

    share_k = (R_k(behaviour) - R_k(nonsense)) / (R_k(expert) - R_k(nonsense))

in one level, for the whole reward or for one term k, R discounted as the learner does. Nonsense is an episode of
messages that say nothing, so a share is about what the behaviour adds. At a share of 1 a policy is as well off with the
behaviour as with the solution.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from typing import NamedTuple

from ..reward_shaping.diagnostics.played_episode import PlayedEpisode
from .case import Case
from .finding import FAILED, PASSED, WARNING
from .players import NONSENSE

NOTABLE = 0.05
"""The share from which a behaviour is worth a warning."""

SAME = 1e-9


class Kept(NamedTuple):
    """A behaviour that was kept up for a whole episode.

    Attributes:
        message: what was said on every turn.
        episode: what came of it, unsolved.
        share: of what solving the task is worth.
        terms: the terms that paid more than they pay for nonsense, the most generous first.
    """

    message: str
    episode: PlayedEpisode
    share: float
    terms: tuple[str, ...]


def kept_up(case: Case, seed: int, message: str, *, by_term: bool = False) -> Kept | None:
    """Say the same on every turn, and compare it with nonsense of the same length.

    Args:
        case: what is diagnosed.
        seed: the level; the expert has solved it.
        message: to keep up.
        by_term: return the largest share of the terms that pay notably and the expert too, if it is larger than the
            whole's.

    Returns:
        The behaviour, None where it solved the task.
    """
    episode = case.play(repeat(message), seed)
    if episode.solved:
        return None
    floor = case.play(repeat(NONSENSE[0] * len(message)), seed)
    honest, terms = case.honest[seed], best_terms(case, episode, floor)
    shares = [paid_share(case, episode, floor, honest) if case.earned(episode) > SAME else 0.0]
    if by_term:
        least = max(SAME, NOTABLE * (case.earned(honest) - case.earned(floor)))
        paid = [term for term in terms if case.earned(episode, term) > least and case.earned(honest, term) > SAME]
        shares += [paid_share(case, episode, floor, honest, term) for term in paid]
    return Kept(message, episode, max(shares), tuple(terms))


def best_kept(tried: Iterable[Kept | None]) -> Kept | None:
    """Return the behaviour of the largest share, the first of several; None if there is none.

    Args:
        tried: behaviours.
    """
    return max((kept for kept in tried if kept is not None), key=lambda kept: kept.share, default=None)


def share(gained: float, worth: float, scale: float = 0.0) -> float:
    """Return a gain as a share of what the solution is worth.

    Args:
        gained: what a behaviour is paid more than nonsense.
        worth: what the expert is paid more than nonsense.
        scale: the size of what the expert is paid, by which a gain counts where its worth is nothing.

    Returns:
        0 where nothing is gained; infinity where something is gained and the solution is worth no more than nonsense.
    """
    if gained <= SAME:
        return 0.0
    if worth > SAME:
        return gained / worth
    return float("inf") if gained > NOTABLE * scale else 0.0


def grade(part: float) -> str:
    """Return how a behaviour is judged.

    Args:
        part: its share.
    """
    return FAILED if part >= 1 - SAME else WARNING if part >= NOTABLE else PASSED


def paid_share(
    case: Case, episode: PlayedEpisode, floor: PlayedEpisode, honest: PlayedEpisode, term: str | None = None
) -> float:
    """Return the share of one unsolved episode.

    Args:
        case: whose discount counts.
        episode: of the behaviour.
        floor: of nonsense in the same level.
        honest: of the expert in the same level.
        term: a term of the ledger; None for the whole reward.
    """
    least, most = case.earned(floor, term), case.earned(honest, term)
    return share(case.earned(episode, term) - least, most - least, abs(most))


def best_terms(case: Case, episode: PlayedEpisode, floor: PlayedEpisode) -> list[str]:
    """Return the terms that paid an episode more than another, the most generous first.

    Args:
        case: whose discount counts.
        episode: a finished one.
        floor: what it is compared with.
    """
    gains = {term: case.earned(episode, term) - case.earned(floor, term) for term in episode.paid}
    return sorted((term for term, gain in gains.items() if gain > SAME), key=lambda term: -gains[term])
