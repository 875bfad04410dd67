"""Faults that show in episodes that were played: nothing is assumed about how the rewards came about.

Episodes are read by attribute: ``observations`` (T + 1), ``actions``, ``paid`` (``{term: T numbers}``), ``solved``,
``terminated`` and ``task`` or, where that is missing or empty, ``seed``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ...number import Floats
from .findings import AMNESTY, INERT, RE_EARNABLE, UNZEROED, Finding
from .potential_fit import fit_potential

TOLERANCE = 1e-6


def inspect_episodes(episodes: Sequence[Any]) -> list[Finding]:
    """Return what episodes show about the reward terms that were paid in them.

    - ``inert``: on every task whose episodes differ in outcome, the term's sum does not.
    - ``un-zeroed potential``: what is paid is the change of a potential of what is seen, which differs between ends.
    - ``re-earnable``: the same turn is paid twice in one episode, and what was paid in between was not taken back.
    - ``amnesty gate``: a term gives back what another takes exactly in the episodes that fail.

    Args:
        episodes: finished ones.
    """
    terms = list(dict.fromkeys(term for episode in episodes for term in episode.paid if term != "outcome"))
    found: list[Finding] = []
    for term in terms:
        checks = (_inert, _unzeroed, _re_earnable)
        found += [finding for check in checks if (finding := check(episodes, term)) is not None]
    for gate in terms:
        others = [term for term in terms if term != gate]
        candidates = [[term] for term in others] + ([others] if len(others) > 1 else [])
        gated = next((names for names in candidates if _is_amnesty(episodes, gate, names)), None)
        if gated is not None:
            found.append(_amnesty(episodes, gate, gated))
    return found


def total(episode: Any, term: str) -> float:
    """Return what a term paid over an episode; missing values pay nothing.

    Args:
        episode: with ``paid``.
        term: the name of a reward term.
    """
    return float(sum(_column(episode, term)))


def _column(episode: Any, term: str) -> list[float]:
    """Return what a term paid on each turn, 0 where that is missing; nothing for a term that is not there."""
    return [0.0 if value is None or value != value else float(value) for value in episode.paid.get(term, ())]


def task_of(episode: Any) -> Any:
    """Return what tells the tasks of episodes apart.

    Args:
        episode: with ``task``, or else ``seed``.
    """
    return getattr(episode, "task", "") or getattr(episode, "seed", None)


def _tasks(episodes: Sequence[Any], keep: Callable[[Any], bool] = lambda episode: True) -> list[list[Any]]:
    """Return the episodes of each task."""
    tasks: dict[Any, list[Any]] = {}
    for episode in filter(keep, episodes):
        tasks.setdefault(task_of(episode), []).append(episode)
    return list(tasks.values())


def _inert(episodes: Sequence[Any], term: str) -> Finding | None:
    telling = [group for group in _tasks(episodes) if len({bool(each.solved) for each in group}) > 1]
    sums = [[total(episode, term) for episode in group] for group in telling]
    spoke = any(value for group in telling for episode in group for value in _column(episode, term))
    if not sums or not spoke or max(map(np.ptp, sums)) > TOLERANCE * max(1.0, np.abs(np.concatenate(sums)).max()):
        return None
    says = (
        f"{term!r} adds up to the same in solved and failed episodes of a task ({len(sums)} tasks looked at), so "
        "estimators over episode sums do not see it. Use return-to-go, or leave the term out."
    )
    return Finding(INERT, term, False, says, {"tasks": len(sums), "sums": [group[0] for group in sums]})


def _unzeroed(episodes: Sequence[Any], term: str) -> Finding | None:
    number: dict[Any, int] = {}
    tails, heads, paid, ends, middle, failed = [], [], [], set[int](), set[int](), set[int]()
    for episode in episodes:
        spots = [number.setdefault((task_of(episode), seen), len(number)) for seen in episode.observations]
        values = _column(episode, term) or [0.0] * len(episode.actions)
        tails += spots[:-1]
        heads += spots[1:]
        paid += values
        middle.update(spots[:-1])
        ends.update(spots[-1:] if episode.terminated else ())
        failed.update(spots[-1:] if not episode.solved else ())
    fit = fit_potential(tails, heads, paid, len(number))
    if fit is None or not fit.checked or not any(paid):
        return None
    last, before = np.array(sorted(ends - middle), dtype=np.int64), np.array(sorted(middle), dtype=np.int64)
    for part in range(int(fit.part.max(initial=-1)) + 1):
        of_ends, of_rest = fit.potential[last[fit.part[last] == part]], fit.potential[before[fit.part[before] == part]]
        if len(of_ends) > 1 and np.ptp(of_ends) > TOLERANCE and np.ptp(of_rest) > TOLERANCE:
            says = (
                f"{term!r} is the change of a potential that is not the same at every end: it pays up to "
                f"{np.ptp(of_ends):.3g} more for ending in one place than in another. Zero it at a termination."
            )
            highest = last[fit.part[last] == part][of_ends >= of_ends.max() - TOLERANCE]
            solved = failed.isdisjoint(highest.tolist())
            evidence = {"least": float(of_ends.min()), "most": float(of_ends.max()), "solved": solved}
            return Finding(UNZEROED, term, True, says, evidence)
    return None


def _re_earnable(episodes: Sequence[Any], term: str) -> Finding | None:
    for index, episode in enumerate(episodes):
        mine = _running(episode, [term])
        extra = _running(episode, [name for name in episode.paid if name != "outcome"])
        first: dict[Any, int] = {}
        for turn in range(len(episode.actions)):
            if mine[turn + 1] - mine[turn] <= TOLERANCE:
                continue
            move = episode.observations[turn], episode.actions[turn], episode.observations[turn + 1]
            before = first.setdefault(move, turn)
            gain = float(mine[turn + 1] - mine[before + 1])
            if gain > TOLERANCE and extra[turn + 1] - extra[before + 1] > TOLERANCE:
                return _paid_twice(episodes, term, index, before, turn, gain)
    return None


def _running(episode: Any, terms: Sequence[str]) -> Floats:
    """Return what terms have paid before each turn and after the last."""
    columns = [_column(episode, term) for term in terms if term in episode.paid]
    paid = np.sum(columns, axis=0) if columns else np.zeros(len(episode.actions))
    return np.concatenate([[0.0], np.cumsum(paid)])


def _paid_twice(episodes: Sequence[Any], term: str, index: int, before: int, turn: int, gain: float) -> Finding:
    """Return the finding; it is a fault if the longest episode spent so earns more than those that succeed."""
    honest = [sum(total(each, name) for name in each.paid) for each in episodes if each.solved]
    longest = max(len(each.actions) for each in episodes)
    fault = not honest or gain / (turn - before) * longest > np.mean(honest)
    says = (
        f"{term!r} pays the same turn twice: turns {before + 1} and {turn + 1} of episode {index} are alike, and from "
        f"one to the other it earned {gain:.3g}. Pay for first times or for changes."
    )
    return Finding(RE_EARNABLE, term, bool(fault), says, {"episode": index, "turns": (before, turn), "gain": gain})


def _is_amnesty(episodes: Sequence[Any], gate: str, gated: Sequence[str]) -> bool:
    """Whether ``gate`` gives back exactly what ``gated`` takes where episodes fail, and not where they succeed."""
    forgiven: dict[bool, list[bool]] = {True: [], False: []}
    for episode in episodes:
        taken = sum(total(episode, term) for term in gated)
        if taken < -TOLERANCE:
            forgiven[bool(episode.solved)].append(abs(total(episode, gate) + taken) <= TOLERANCE)
    return bool(forgiven[False]) and all(forgiven[False]) and bool(forgiven[True]) and not any(forgiven[True])


def _amnesty(episodes: Sequence[Any], gate: str, gated: Sequence[str]) -> Finding:
    names = "+".join(gated)
    forgiven = [total(episode, gate) for episode in episodes if not episode.solved]
    says = (
        f"{gate!r} gives back what {names!r} takes in the episodes that fail, up to {max(forgiven):.3g}, and not in "
        "those that succeed: failing then beats succeeding with penalties. Gate only what is never negative."
    )
    return Finding(AMNESTY, gate, True, says, {"gated": list(gated), "forgiven": max(forgiven)})
