"""Enumerate an environment with its wrappers: play every message in every state, breadth first, through a fork.

A reward term may depend on the past. What it remembers of it is part of the state here, so that the table is one on
which rewards are functions of transitions. Where that memory has no end, as a history has none, there is no table, and
the answer is why not.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np

from .exploration import Exploration, Unending
from .mdp import Bools, Ints
from .tabulated import NotDefined, Tabulated

Snapshot = Callable[[Any], Any]
Restore = Callable[[Any, Any], None]


def tabulate(
    env: Any,
    *,
    seed: int = 0,
    limit: int = 5_000,
    messages: Sequence[str] = (),
    turn_limit: bool = False,
    draws: int = 200,
    snapshot: Snapshot | None = None,
    restore: Restore | None = None,
) -> Tabulated | NotDefined:
    """Return the table of what play can reach in one episode.

    Args:
        env: an environment or a stack of wrappers around one. The environment has ``actions()``; one whose steps draw
            from ``np_random`` may list where a message leads in ``chances(state, message)``, which makes the
            probabilities exact. It is reset, and is at the start of the episode afterwards.
        seed: of the reset: the level.
        limit: the most states.
        messages: to try in every state beside those of ``actions()``, such as an idle one.
        turn_limit: make the turns part of the state, and so keep Gymnasium's ``TimeLimit``; else it is ignored, as by
            a learner that bootstraps where an episode is truncated.
        draws: how often a message is played where chance decides and nobody says how.
        snapshot: ``snapshot(env)`` returns the state of the stack; its own method if None.
        restore: ``restore(env, state)`` goes back to one; the stack's own method if None.

    Returns:
        The table, or why there is none: a memory or the environment has no end within ``limit``, or a reward depends
        on more than the state.

    Raises:
        ValueError: ``env`` has no method to fork and none is given.
    """
    walk = Exploration(env, messages, turn_limit, draws, *fork_of(env, snapshot, restore))
    walk.begin(seed)
    try:
        walk.run(limit)
    except Unending as stopped:
        return NotDefined(str(stopped))
    finally:
        walk.restore(env, walk.places[0].snapshot)
    return _table(walk)


def fork_of(env: Any, snapshot: Snapshot | None, restore: Restore | None) -> tuple[Snapshot, Restore]:
    """Return how to fork a stack.

    Args:
        env: the stack.
        snapshot: ``snapshot(env)``, or None for its own method.
        restore: ``restore(env, state)``, or None for its own method.

    Raises:
        ValueError: one is None and the stack lacks the method.
    """
    own = callable(getattr(env, "snapshot", None)) and callable(getattr(env, "restore", None))
    if not own and (snapshot is None or restore is None):
        raise ValueError(
            f"{env} has no methods snapshot() and restore(state). Pass snapshot=turnwise.snapshot and "
            "restore=turnwise.restore, which fork any stack around an environment that can."
        )
    taken = snapshot or (lambda stack: stack.snapshot())
    put = restore or (lambda stack, state: stack.restore(state))
    return taken, put


def _table(walk: Exploration) -> Tabulated:
    places = walk.places
    branches = {(state, message): row for state, by in walk.branches.items() for message, row in by.items()}
    words = list(dict.fromkeys(message for _, message in branches))
    terms = list(dict.fromkeys(["outcome", *(term for row in branches.values() for b in row for term in b.terms)]))
    shape = len(places), len(words), max(map(len, branches.values()), default=1)
    following, probability = np.zeros(shape, dtype=np.int64), np.zeros(shape)
    paid = {term: np.zeros(shape) for term in terms}
    for (state, message), row in branches.items():
        for number, branch in enumerate(row):
            place = state, words.index(message), number
            following[place], probability[place] = branch.to, branch.probability
            for term, value in branch.terms.items():
                paid[term][place] = value
    parents = [(place.parent, words.index(place.message) if place.parent >= 0 else -1) for place in places]
    terminated, truncated = _flags(walk, "terminated"), _flags(walk, "truncated")
    return Tabulated(
        following,
        probability,
        terminated | truncated,
        np.sum(list(paid.values()), axis=0),
        paid,
        terminated,
        truncated,
        _flags(walk, "success"),
        tuple(words),
        tuple(place.observation for place in places),
        np.array(parents, dtype=np.int64),
        walk.exact,
        tuple(place.snapshot for place in places),
        tuple(place.state for place in places),
        tuple(place.memory for place in places),
        _numbered([place.situation for place in places]),
    )


def _numbered(situations: list[Hashable]) -> Ints:
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(each, len(number)) for each in situations], dtype=np.int64)


def _flags(walk: Exploration, name: str) -> Bools:
    return np.array([getattr(place, name) for place in walk.places], dtype=np.bool_)
