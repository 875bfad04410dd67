"""Play an episode again."""

from __future__ import annotations

from ..reward_shaping.diagnostics.played_episode import PlayedEpisode
from .case import Case
from .stacks import at_level


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
    with case.anew() as env, at_level(env, level):
        return case.play(messages, seed, env=env)
