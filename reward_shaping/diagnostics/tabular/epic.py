r"""EPIC: the distance of two rewards as functions of (s, a, s'), blind to scale and potential shaping (Gleave 2021).

    C(R)(s, a, s') = R(s, a, s') + E[γ R(s', A, S') - R(s, A, S') - γ R(S, A, S')]
    D(R₁, R₂)      = √((1 - ρ(C(R₁), C(R₂))) / 2) ∈ [0, 1]

S and S' are drawn from a distribution of states, A from one of actions, independently of one another and of what the
environment would do; ρ is taken over transitions as they are covered. So R must say something on any (s, a, s'), also
on those that cannot happen. A reward that depends on the past has no EPIC distance, unless the past is in the state.

A potential that is not zeroed at the end is a potential like any other here, and at distance 0; value iteration
(:mod:`~turnwise.reward_shaping.diagnostics.tabular.policy_invariance`) and STARC see it.

Certainty: code (``evaluating-rewards`` 7b99ec9, ``distances/tabular.py:446-468``). StateFactory's number of that name
is not canonicalised: :mod:`~turnwise.reward_shaping.diagnostics.tabular.pearson_distance`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .mdp import Floats
from .pearson_distance import pearson_distance

Reward = Callable[[Sequence[Any], Sequence[Any], Sequence[Any]], ArrayLike]
"""``reward(states, actions, next_states)``: N of each, to N numbers."""


class Transitions(NamedTuple):
    """A fixed buffer of N transitions; what happened, in whatever form the rewards take.

    Attributes:
        states: N states, hashable.
        actions: N actions.
        next_states: N states, hashable.
    """

    states: Sequence[Hashable]
    actions: Sequence[Any]
    next_states: Sequence[Hashable]


def epic_canonical(
    rewards: ArrayLike, gamma: float, *, states: ArrayLike | None = None, actions: ArrayLike | None = None
) -> Floats:
    """Return the canonical form of a reward.

    Args:
        rewards: shape (S, A, S); R(s, a, s').
        gamma: the learner's discount per turn.
        states: shape (S,); how states are covered; equally if None.
        actions: shape (A,); how actions are covered; equally if None.

    Returns:
        Shape (S, A, S).

    Raises:
        ValueError: the shapes do not fit, or a distribution is negative or sums to 0.
    """
    table = _table(rewards)
    of_state, of_action = _share(states, table.shape[0], "states"), _share(actions, table.shape[1], "actions")
    mean = np.einsum("sat,a,t->s", table, of_action, of_state)
    canonical = table + gamma * mean - mean[:, None, None] - gamma * (of_state @ mean)
    return _without_noise(canonical, table)


def epic_distance(
    first: ArrayLike,
    second: ArrayLike,
    gamma: float,
    *,
    states: ArrayLike | None = None,
    actions: ArrayLike | None = None,
    coverage: ArrayLike | None = None,
) -> float:
    """Return the distance of two rewards.

    Args:
        first: shape (S, A, S); R₁(s, a, s').
        second: shape (S, A, S); R₂(s, a, s').
        gamma: the learner's discount per turn.
        states: shape (S,); how states are covered; equally if None.
        actions: shape (A,); how actions are covered; equally if None.
        coverage: shape (S, A, S); how transitions are covered by the correlation; the product of ``states``,
            ``actions`` and ``states`` if None.

    Raises:
        ValueError: as for :func:`epic_canonical`.
    """
    one, two = _table(first), _table(second)
    if coverage is None:
        of_state, of_action = _share(states, one.shape[0], "states"), _share(actions, one.shape[1], "actions")
        coverage = np.einsum("s,a,t->sat", of_state, of_action, of_state)
    one, two = (epic_canonical(each, gamma, states=states, actions=actions) for each in (one, two))
    return pearson_distance(one, two, coverage)


def sampled_canonical(reward: Reward, buffer: Transitions, gamma: float, *, samples: int | None = None) -> Floats:
    """Return the canonical form of a reward on a buffer; the means are taken over that buffer.

    Args:
        reward: ``reward(states, actions, next_states)``, N of each, to N numbers.
        buffer: N transitions.
        gamma: the learner's discount per turn.
        samples: how many of the buffer's transitions, the first ones, stand for (A, S'); all if None. Every state of
            the buffer is asked about with each of them.

    Returns:
        Shape (N,).

    Raises:
        ValueError: the buffer is empty or ragged.
    """
    if not len(buffer.states) == len(buffer.actions) == len(buffer.next_states) > 0:
        raise ValueError(f"EPIC needs a buffer of N >= 1 transitions; got {[len(column) for column in buffer]}.")
    actions, targets = buffer.actions[:samples], buffer.next_states[:samples]
    means: dict[Hashable, float] = {}
    for state in (*buffer.states, *buffer.next_states):
        if state not in means:
            means[state] = float(np.mean(np.asarray(reward([state] * len(actions), actions, targets))))
    before, after = (np.array([means[state] for state in column]) for column in (buffer.states, buffer.next_states))
    paid: Floats = np.asarray(reward(*buffer), dtype=np.float64)
    return _without_noise(paid + gamma * after - before - gamma * before.mean(), paid)


def sampled_epic_distance(
    first: Reward, second: Reward, buffer: Transitions, gamma: float, *, samples: int | None = None
) -> float:
    """Return the distance of two rewards, estimated on a fixed buffer of transitions.

    Args:
        first: R₁, as ``reward(states, actions, next_states)``.
        second: R₂.
        buffer: N transitions, the same for both; how they were gathered is what the distance covers.
        gamma: the learner's discount per turn.
        samples: see :func:`sampled_canonical`.
    """
    one, two = (sampled_canonical(reward, buffer, gamma, samples=samples) for reward in (first, second))
    return pearson_distance(one, two)


def _table(rewards: ArrayLike) -> Floats:
    table: Floats = np.asarray(rewards, dtype=np.float64)
    if table.ndim != 3 or table.shape[0] != table.shape[2] or not table.size:
        raise ValueError(f"EPIC needs rewards of shape (states, actions, states); got shape {table.shape}.")
    return table


def _share(weights: ArrayLike | None, count: int, name: str) -> Floats:
    """Return a distribution over ``count`` things."""
    share: Floats = np.ones(count) if weights is None else np.asarray(weights, dtype=np.float64)
    if share.shape != (count,) or (share < 0).any() or not share.sum() > 0:
        raise ValueError(f"EPIC needs {name} of shape ({count},), >= 0 and not all 0; got {share.tolist()}.")
    return np.asarray(share / share.sum())


def _without_noise(canonical: Floats, rewards: Floats) -> Floats:
    """Return the canonical form with what is only rounding set to 0, so that a trivial reward has none."""
    scale = float(np.abs(rewards).max(initial=0.0))
    cleaned: Floats = np.where(np.abs(canonical) <= 1e-12 * scale, 0.0, canonical)
    return cleaned
