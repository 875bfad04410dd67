"""Do the same messages in the same level earn the same, whatever seed the wrappers are given?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, nullcontext

from ...reward_shaping.diagnostics.played_episode import PlayedEpisode
from ..case import Case, at_level
from ..finding import FAILED, UNDEFINED, WARNING, Finding

NOISE, CARRIES_OVER = "noise", "carries-over"
MOST_TIMES = 32
"""The same episode is played so often at most, under seeds of its own for the wrappers."""

SHARE = 10
"""One step in so many of the budget goes into it."""

TOLERANCE = 1e-9


def noise(case: Case) -> Iterator[Finding]:
    """Play one episode again and again, in the same level, each time on a stack made anew.

    Args:
        case: what is diagnosed.
    """
    seed, messages = _script(case)
    if not case.fresh:
        says = "the stack was handed over ready-made; what it remembers cannot be told from noise. Give it as data"
        yield Finding(NOISE, UNDEFINED, says)
        return
    times = max(2, min(MOST_TIMES, case.budget // SHARE // max(1, len(messages))))
    episodes = [_again(case, messages, seed, number) for number in range(times)]
    differing = [each for each in episodes if _differ(each, episodes[0])]
    if not differing:
        return
    term = "+".join(_differ(differing[0], episodes[0]))
    returns = [each.total_reward for each in episodes]
    flipped = sum(abs(value - returns[0]) > 0.5 for value in returns)
    says = (
        f"{term!r} pays the same {len(messages)} messages in the same level differently: between {min(returns):.3g} and "
        f"{max(returns):.3g} over {times} plays. Pay what was done, or measure what such noise costs before training."
    )
    evidence = {"returns": returns, "plays": times, "flipped": flipped, "level": seed, "messages": messages}
    yield Finding(NOISE, FAILED, says, term, evidence)


def carries_over(case: Case) -> Iterator[Finding]:
    """Play an episode a second time on the same stack.

    Args:
        case: what is diagnosed.
    """
    seed, messages = _script(case)
    with closing(case.make()) if case.fresh else nullcontext(case.env) as env:
        first, second = (case.play(messages, seed, env=env) for _ in range(2))
    differing = _differ(second, first)
    if not differing:
        return
    term = "+".join(differing)
    says = (
        f"{term!r} pays the same episode {first.total_reward:.3g} at first and {second.total_reward:.3g} a second time: "
        "it remembers from episode to episode. Compare only episodes of one age, and save what it remembers with the run."
    )
    yield Finding(CARRIES_OVER, WARNING, says, term, {"returns": [first.total_reward, second.total_reward]})


def _script(case: Case) -> tuple[int, list[str]]:
    """Return a level and the messages to repeat: the expert's shortest solution, or nonsense."""
    known = case.honest or case.nonsense
    seed = min(known, key=lambda each: (len(known[each]), each))
    return seed, list(known[seed].actions)


def _again(case: Case, messages: list[str], level: int, number: int) -> PlayedEpisode:
    env = case.make()
    with closing(env), at_level(env, level):
        return case.play(messages, level + number, env=env)


def _differ(one: PlayedEpisode, other: PlayedEpisode) -> list[str]:
    """Return the terms that paid differently on some turn of two episodes."""
    names = dict.fromkeys([*one.paid, *other.paid])
    return [name for name in names if not _alike(one.paid.get(name, []), other.paid.get(name, []))]


def _alike(one: list[float], other: list[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= TOLERANCE for a, b in zip(one, other, strict=True))
