r"""Can reward be earned without end and without success? The best rate, and a loop that earns it.

    V_{n+1}(s) = max_a E[r + V_n(s')],   V_0 = 0,   never by a message that may lead to success
    rate       = (V_{2n}(s₀) - V_n(s₀)) / n

With n at least the number of states, and no chance, the rate is positive exactly if some loop earns more than nothing.
Where chance plays it is the expected gain of a turn in the long run, and the loop is left out.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..tabular.mdp import MDP, Bools, Floats

MOST_TURNS = 1_000
"""n is at most this, and this where chance plays, so that what ends sooner or later has ended."""


class EndlessGain(NamedTuple):
    """A way to earn for ever.

    Attributes:
        rate: what a turn earns in the long run.
        gain: what one round of the loop earns; NaN where chance plays.
        states: the loop's states, the first one again at its end; empty where chance plays.
        messages: the message taken in each but the last.
    """

    rate: float
    gain: float
    states: tuple[int, ...]
    messages: tuple[int, ...]


def endless_gain(
    mdp: MDP, rewards: ArrayLike, success: ArrayLike, *, start: int = 0, tolerance: float = 1e-9
) -> EndlessGain | None:
    """Return the best way to earn for ever without success, or None where there is none.

    Args:
        mdp: the process.
        rewards: shape (S, A, B).
        success: shape (S,); the states that must not be reached.
        start: the state in which episodes begin.
        tolerance: the least gain of a turn that counts.

    Raises:
        ValueError: the shapes do not fit.
    """
    table = mdp.check("rewards", rewards)
    allowed = without_success(mdp, np.asarray(success, dtype=np.bool_))
    chance = bool((mdp.probability[..., 1:] > 0).any())
    turns = MOST_TURNS if chance else min(len(mdp.ended), MOST_TURNS)
    values, choices = best_within(mdp, table, allowed, 2 * turns)
    rate = float((values[-1, start] - values[turns, start]) / turns)
    if rate <= tolerance:
        return None
    if chance:
        return EndlessGain(rate, float("nan"), (), ())
    if not allowed[start].any():
        return None
    return _loop(mdp, table, np.where(allowed.any(axis=1), choices, -1), start, rate, tolerance)


def without_success(mdp: MDP, success: Bools) -> Bools:
    """Return which messages cannot lead to success, shape (S, A).

    Args:
        mdp: the process.
        success: shape (S,).
    """
    safe: Bools = ~np.any((mdp.probability > 0) & success[mdp.next_state], axis=2)
    return mdp.allowed & safe


def best_within(mdp: MDP, rewards: Floats, allowed: Bools, turns: int) -> tuple[Floats, np.ndarray]:
    """Return what can be earned within so many turns, undiscounted, and how.

    Args:
        mdp: the process.
        rewards: shape (S, A, B).
        allowed: shape (S, A); a state without an allowed message earns nothing more.
        turns: the most turns, n.

    Returns:
        Values of shape (n + 1, S), row k with k turns left, and messages of shape (n, S), row k with k + 1 left.
    """
    means = np.where(allowed, mdp.expected(rewards), -np.inf)
    going = allowed.any(axis=1)
    values = np.zeros((turns + 1, len(mdp.ended)))
    choices = np.zeros((turns, len(mdp.ended)), dtype=np.int32)
    for left in range(turns if means.shape[1] else 0):
        each = means + np.einsum("sab,sab->sa", mdp.probability, values[left][mdp.next_state])
        choices[left] = each.argmax(axis=1)
        values[left + 1] = np.where(going, each.max(axis=1), 0.0)
    return values, choices


def _loop(
    mdp: MDP, rewards: Floats, choices: np.ndarray, start: int, rate: float, tolerance: float
) -> EndlessGain | None:
    """Follow the best messages from the start until a state comes again with a gain."""
    earned, state, seen = 0.0, start, {start: (0, 0.0)}
    states, messages = [start], list[int]()
    for chosen in choices[::-1]:
        message = int(chosen[state])
        if message < 0:
            return None
        earned += float(rewards[state, message, 0])
        state = int(mdp.next_state[state, message, 0])
        messages.append(message)
        states.append(state)
        first, before = seen.get(state, (-1, 0.0))
        if first >= 0 and earned - before > tolerance:
            return EndlessGain(rate, earned - before, tuple(states[first:]), tuple(messages[first:]))
        seen[state] = len(messages), earned
    return None
