"""How far all that a stack pays is from the outcome alone: EPIC and STARC, exact where the stack can be tabulated."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .asked import AskedReward
from .epic import Transitions, epic_distance, sampled_epic_distance
from .exploration import Exploration, Place, Unending
from .mdp import Floats
from .starc import starc_distance, value_adjusted
from .tabulate import Restore, Snapshot, fork_of, tabulate
from .tabulated import NotDefined, Tabulated


class Distances(NamedTuple):
    """How far the total is from the outcome.

    Attributes:
        epic: in [0, 1], or why there is none.
        starc: value-adjusted levelling and the L2 norm, in [0, 2], or why there is none.
        exact: EPIC was taken over all transitions, not over a sample.
    """

    epic: float | NotDefined
    starc: float | NotDefined
    exact: bool


def reward_distances(
    env: Any,
    *,
    gamma: float = 0.99,
    seed: int = 0,
    limit: int = 5_000,
    most: int = 50_000,
    samples: int = 100,
    snapshot: Snapshot | None = None,
    restore: Restore | None = None,
) -> Distances:
    """Compare what a stack pays with the outcome.

    EPIC covers every state as first position in which the episode goes on, every message of the table and every state
    as last position equally; where those are more than ``most`` transitions, or no table is to be had, it is estimated
    on turns of a random agent, of which one must earn the outcome: a constant has no correlation.

    Args:
        env: the stack; it is reset, and is at the start of the episode afterwards.
        gamma: the learner's discount per turn.
        seed: of the reset, and of the random agent.
        limit: the most states of the table.
        most: the most transitions that EPIC asks about for an exact value.
        samples: turns of the random agent; each state on them is asked about with each.
        snapshot: ``snapshot(env)``; the stack's own method if None.
        restore: ``restore(env, state)``; the stack's own method if None.
    """
    taken, put = fork_of(env, snapshot, restore)
    table = tabulate(env, seed=seed, limit=limit, snapshot=taken, restore=put)
    starc: float | NotDefined = table if isinstance(table, NotDefined) else _starc(table, gamma)
    exact = isinstance(table, Tabulated) and table.next_state.shape[0] ** 2 * len(table.messages) <= most
    walk = Exploration(env, (), False, 1, taken, put)
    walk.begin(seed)
    try:
        if exact:
            assert isinstance(table, Tabulated)
            return Distances(_epic(env, table, gamma, put), starc, True)
        turns = Transitions(*zip(*walk.wander(samples, np.random.default_rng(seed)), strict=True))
        asked = AskedReward(env, walk.places, put)
        if not asked.outcome(*turns).any():
            return Distances(NotDefined(f"A random agent did not earn the outcome in {samples} turns."), starc, False)
        return Distances(sampled_epic_distance(asked.outcome, asked.total, turns, gamma), starc, False)
    except Unending as stopped:
        return Distances(NotDefined(str(stopped)), starc, exact)
    finally:
        put(env, walk.places[0].snapshot)


def _starc(table: Tabulated, gamma: float) -> float:
    return starc_distance(value_adjusted(table, table.outcome, gamma), value_adjusted(table, table.rewards, gamma))


def _epic(env: Any, table: Tabulated, gamma: float, restore: Restore) -> float:
    rewards = all_triples(env, table, restore)
    coverage = np.broadcast_to(~table.ended[:, None, None], rewards["outcome"].shape).astype(np.float64)
    total: Floats = np.sum(list(rewards.values()), axis=0)
    return epic_distance(rewards["outcome"], total, gamma, coverage=coverage)


def all_triples(env: Any, table: Tabulated, restore: Restore | None = None) -> dict[str, Floats]:
    """Return what each term pays from every state to every state.

    Args:
        env: the stack that ``table`` was made of.
        table: its S states and A messages, made without a turn limit.
        restore: ``restore(env, state)``; the stack's own method if None.

    Returns:
        Of each term, shape (S, A, S).

    Raises:
        Unending: rewards are no function of (s, a, s').
    """
    put = restore or (lambda stack, state: stack.restore(state))
    asked = AskedReward(env, _places(table), put)
    count, words = len(table.ended), table.messages
    rewards = {term: np.zeros((count, len(words), count)) for term in table.terms}
    for before in range(count):
        for action, message in enumerate(words):
            for after in range(count):
                for term, paid in asked.terms(before, message, after).items():
                    rewards[term][before, action, after] = paid
    return rewards


def _places(table: Tabulated) -> list[Place]:
    rows = zip(table.positions, table.states, table.memories, strict=True)
    return [Place(taken, state, None, remembered, "", False, False, False, -1, "") for taken, state, remembered in rows]
