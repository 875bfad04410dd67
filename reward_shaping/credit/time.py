r"""Operators along one sequence: returns, and advantages with a value function.

With rows t = 1..T of one sequence (a unit of ``within``, the episode by default):

    returns     G_t = r_t + γ G_{t+1}                                       G_{T+1} = bootstrap
    gae         A_t = δ_t + γλ A_{t+1},   δ_t = r_t + γ V_{t+1} - V_t       V_{T+1} = bootstrap

Rules of every operator along time: a row whose value is missing is skipped (no γ, no value, the carry kept) and stays
missing. An episode that terminated has no value after its last row, so its bootstrap and last potential are 0; a
truncated one keeps both; where both are set terminated wins. A skipped row's reward reaches no other row: where V is
missing beside a reward that is not 0, `gae` and `smdp` count it (``rewards_without_value`` among the diagnostics).
Masked tokens are no rows at all. ``within="span"`` cuts a
sequence of tokens at every masked token, which exists to reproduce programs that lose credit there.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .expression import Operand
from .operators import operator
from .rows import after, along, filled, last_rows, picked
from .sequences import Array
from .value import Value, column, is_complete, meet


@operator
def returns(
    x: Operand,
    gamma: float = 1.0,
    within: str = "episode",
    bootstrap: Operand | None = None,
    over: Literal["sqrt_n", "n"] | None = None,
) -> Value:
    """Return the discounted sum of the rewards from each row on.

    Args:
        x: rewards.
        gamma: discount per row (per turn, or per kept token).
        within: what a sequence is: episode, segment, thread, role, turn (of tokens), or "span".
        bootstrap: the value after the last row, one an episode (or one for each unit of ``within``); used where the
            episode did not terminate there.
        over: divide by the number of terms of the sum, or by its root (A²TGPO).
    """
    rewards = column(x)
    sequences, known = along(rewards, within)
    data = picked(rewards.data, known)
    later = after(rewards, within, bootstrap)
    if not isinstance(later, float):
        units, last = last_rows(sequences)
        data = data.astype(np.float64)
        data[last] += gamma * later[units]
    out = sequences.discount(data, gamma)
    if over is not None:
        terms = np.repeat(sequences.sizes, sequences.sizes)
        count = sequences.unsort(terms) - sequences.place
        out = out / (np.sqrt(count) if over == "sqrt_n" else count)
    return filled(rewards, known, out)


@operator
def gae(
    reward: Operand,
    value: Operand,
    gamma: float = 1.0,
    lam: float = 1.0,
    within: str = "episode",
    bootstrap: Operand | None = None,
) -> Value:
    """Return generalised advantage estimates (Schulman et al. 2016) against a value function.

    Args:
        reward: rewards, at the scope of ``value`` or coarser.
        value: V of the state each row acts in; rewards other than 0 where it is missing are lost, and counted.
        gamma: discount per row.
        lam: λ; 1 for returns minus values, 0 for one-step errors.
        within: what a sequence is: episode, segment, thread, role, turn (of tokens), or "span".
        bootstrap: V after the last row, one an episode (or one for each unit of ``within``); used where the episode
            did not terminate there. Without it 0, as published trainers have it, and truncated episodes are counted.
    """
    model, (rewards, values) = meet(reward, value)
    whole = is_complete(rewards) and is_complete(values)
    both = model.like(values if whole else rewards + values)
    sequences, known = along(both, within)
    r, v = picked(rewards, known), picked(values, known)
    following = sequences.shift(v, -1, 0.0)
    later = after(both, within, bootstrap)
    if not isinstance(later, float):
        units, last = last_rows(sequences)
        following[last] = later[units]
    following *= gamma
    following += r
    following -= v
    out = filled(both, known, sequences.discount(following, gamma * lam))
    cut = float(model.table.truncated.sum()) if bootstrap is None else 0.0
    lost = 0.0 if whole else _without_value(rewards, values)
    return out.like(out.data, {"gae.truncated_without_bootstrap": cut, "gae.rewards_without_value": lost})


@operator
def smdp(
    reward: Operand,
    value: Operand,
    gamma: float = 1.0,
    lam: float = 1.0,
    within: str = "segment",
    bootstrap: Operand | None = None,
) -> Value:
    """Return advantages of decisions that last several turns (semi-Markov GAE), one for each unit of ``within``.

        δ_s = Σ_{j<d} γ^j r_j + γ^d V_{s+1} - V_s,   A_s = δ_s + γ^d λ A_{s+1},   d known turns in s

    Args:
        reward: rewards, turn by turn.
        value: V at the start of each unit, one value for each; the rewards other than 0 of a unit without it are lost,
            and counted.
        gamma: discount per turn.
        lam: λ per unit.
        within: the units: segment, thread or role.
        bootstrap: V after the last unit, one an episode; used where the episode did not terminate. Without it 0, and
            truncated episodes are counted.
    """
    rewards, values = column(reward), column(value)
    table, v = rewards.table, values.at(within)
    turns, known = along(rewards, within)
    start = np.zeros(v.size)
    units, first = np.flatnonzero(turns.sizes), turns.edges()[0]
    start[units] = turns.discount(picked(rewards.data, known).astype(np.float64), gamma)[first]
    model = Value(v, within, table)
    sequences, there = along(model, "episode")
    v, start, discount = (picked(x, there) for x in (v, start, gamma ** turns.sizes.astype(np.float64)))
    following = sequences.shift(v, -1, 0.0)
    later = after(model, "episode", bootstrap)
    if not isinstance(later, float):
        episodes, last = last_rows(sequences)
        following[last] = later[episodes]
    out = filled(model, there, sequences.discount(start + discount * following - v, discount * lam))
    cut = float(table.truncated.sum()) if bootstrap is None else 0.0
    lost = 0.0 if there is None else _without_value(rewards.data, model.at(rewards.scope))
    return out.like(out.data, {"smdp.truncated_without_bootstrap": cut, "smdp.rewards_without_value": lost})


def _without_value(rewards: Array, values: Array) -> float:
    """Return how many rewards other than 0 stand where no value is known."""
    return float(np.count_nonzero(np.isnan(values) & (np.nan_to_num(rewards) != 0)))


@operator
def so_far(x: Operand, within: str = "episode") -> Value:
    """Return the sum of the values up to and with each row.

    Args:
        x: a column.
        within: what a sequence is.
    """
    values = column(x)
    sequences, known = along(values, within)
    data = picked(values.data, known)
    whole = sequences.reduce(data, "sum")[sequences.unit]
    return filled(values, known, whole - sequences.discount(data, 1.0) + data)
