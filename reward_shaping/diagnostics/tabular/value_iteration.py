r"""Values on a finite decision process, by sweeping Bellman's equation until it holds (Bellman 1957).

    optimal      Q(s, a) = E[r + γ V(s')],   V(s) = max_a Q(s, a),   V = 0 where the episode is over
    of a policy  V(s) = Σ_a π(a | s) Q(s, a)

For γ < 1 the sweeps contract and every policy that takes only maximisers of Q is optimal. At γ = 1 that is not so: to
wait for ever maximises Q too where nothing is lost by waiting. At γ = 1 the sweeps also settle only if nothing can be
earned without end, so a process with a turn limit in its states is the place for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .mdp import MDP, Bools, Floats

TOLERANCE = 1e-10
MOST_SWEEPS = 1_000_000


class Values(NamedTuple):
    """What states and messages are worth.

    Attributes:
        states: shape (S,).
        actions: shape (S, A); -inf for a message that is not to be had.
    """

    states: Floats
    actions: Floats


def optimal_values(
    mdp: MDP, rewards: ArrayLike, gamma: float, *, among: Bools | None = None, worst: bool = False
) -> Values:
    """Return the values of the best policy.

    Args:
        mdp: the process.
        rewards: shape (S, A, B).
        gamma: the discount per turn, in [0, 1].
        among: shape (S, A); the messages that a policy may take; all if None.
        worst: return those of the worst policy instead; ``actions`` is then inf for a message not to be had.

    Raises:
        ValueError: ``gamma`` is not in [0, 1], the shapes do not fit, or the values do not settle at ``gamma=1``.
    """
    sign = -1.0 if worst else 1.0
    means = sign * mdp.expected(mdp.check("rewards", rewards))
    allowed = mdp.allowed if among is None else mdp.allowed & among
    going = allowed.any(axis=1)
    means[~allowed] = -np.inf
    following = _following(mdp, gamma)

    def sweep(states: Floats) -> Floats:
        each = means + np.einsum("sab,sab->sa", following, states[mdp.next_state])
        return np.where(going, each.max(axis=1, initial=-np.inf), 0.0)

    states = _settle(sweep, mdp, means[allowed], gamma)
    actions = means + np.einsum("sab,sab->sa", following, states[mdp.next_state])
    return Values(sign * states, sign * actions)


def policy_values(mdp: MDP, rewards: ArrayLike, gamma: float, policy: ArrayLike) -> Floats:
    """Return what each state is worth under a policy.

    Args:
        mdp: the process.
        rewards: shape (S, A, B).
        gamma: the discount per turn, in [0, 1].
        policy: shape (S, A); the probability of each message, 0 for those that are not to be had.

    Returns:
        Shape (S,).

    Raises:
        ValueError: as for :func:`optimal_values`.
    """
    chosen = np.asarray(policy, dtype=np.float64)
    means = np.einsum("sa,sa->s", chosen, mdp.expected(mdp.check("rewards", rewards)))
    means[mdp.ended] = 0.0
    following = chosen[:, :, None] * _following(mdp, gamma)

    def sweep(states: Floats) -> Floats:
        swept: Floats = means + np.einsum("sab,sab->s", following, states[mdp.next_state])
        return swept

    return _settle(sweep, mdp, means, gamma)


def uniform_policy(mdp: MDP) -> Floats:
    """Return the policy that takes every message that is to be had equally often, shape (S, A)."""
    allowed = mdp.allowed.astype(np.float64)
    policy: Floats = allowed / np.maximum(allowed.sum(axis=1, keepdims=True), 1.0)
    return policy


def maximisers(values: Values, tolerance: float = 1e-8) -> Bools:
    """Return which messages are worth as much as the best of their state, shape (S, A).

    Args:
        values: of :func:`optimal_values`.
        tolerance: two values are the same within this share of the largest value, or of 1 if that is larger.
    """
    finite = np.isfinite(values.actions)
    scale = max(1.0, float(np.abs(values.states).max(initial=0.0)))
    best: Bools = finite & (values.actions >= values.states[:, None] - tolerance * scale)
    return best


def _following(mdp: MDP, gamma: float) -> Floats:
    """Return γ P of each branch, 0 where the episode is over before or after it."""
    if not 0 <= gamma <= 1:
        raise ValueError(f"gamma must be in [0, 1]; got {gamma}.")
    following: Floats = gamma * mdp.probability * ~mdp.ended[mdp.next_state]
    following[mdp.ended] = 0.0
    return following


def _settle(sweep: Callable[[Floats], Floats], mdp: MDP, means: Floats, gamma: float) -> Floats:
    """Sweep until nothing changes by more than the tolerance allows."""
    scale = max(1e-300, float(np.abs(means).max(initial=0.0)))
    enough = TOLERANCE * scale * ((1 - gamma) / gamma if 0 < gamma < 1 else 1.0)
    most = MOST_SWEEPS if gamma < 1 else 10 * len(mdp.ended) + 1000
    states = np.zeros(len(mdp.ended))
    for _ in range(most):
        swept = sweep(states)
        change = float(np.abs(swept - states).max(initial=0.0))
        states = swept
        if change <= max(enough, 4 * np.finfo(float).eps * float(np.abs(swept).max(initial=0.0))):
            return states
    raise ValueError(
        f"The values have not settled after {most} sweeps at gamma={gamma}: something can be earned without end. "
        "Give a gamma below 1, or a process whose states count the turns."
    )
