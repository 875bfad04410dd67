"""Play an episode again, and say which terms paid otherwise."""

from __future__ import annotations

from contextlib import closing

from ..reward_shaping.diagnostics.played_episode import PlayedEpisode
from .case import Case, at_level

TOLERANCE = 1e-9


def script(case: Case) -> tuple[int, list[str]]:
    """Return a level and the messages to repeat there: the expert's shortest solution, or nonsense.

    Args:
        case: what is diagnosed.
    """
    known = case.honest or case.nonsense
    seed = min(known, key=lambda each: (len(known[each]), each))
    return seed, list(known[seed].actions)


def anew(case: Case, messages: list[str], level: int, seed: int) -> PlayedEpisode:
    """Play messages on a stack made anew.

    Args:
        case: whose stack can be made anew.
        messages: what to say.
        level: the seed that the environment itself is given.
        seed: the seed that the wrappers are given.
    """
    with closing(case.make()) as env, at_level(env, level):
        return case.play(messages, seed, env=env)


def differing(one: PlayedEpisode, other: PlayedEpisode) -> list[str]:
    """Return the terms that paid differently on some turn of two episodes.

    Args:
        one: an episode.
        other: another.
    """
    names = dict.fromkeys([*one.paid, *other.paid])
    return [name for name in names if not _alike(one.paid.get(name, []), other.paid.get(name, []))]


def _alike(one: list[float], other: list[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= TOLERANCE for a, b in zip(one, other, strict=True))
