r"""Reward machines (Toro Icarte et al. 2018): a finite automaton whose transitions pay.

    (u, facts) -> the first transition (u, guard, v, r) of u whose guard holds of the facts: state v, reward r
                  none: stays in u, reward 0;  a terminal state is never left

A reward that depends on the history becomes one that depends on the state and u. As a potential, u is worth what value
iteration over the machine alone finds, as if any guard could be made to hold at once:

    v(u) = max(0, max over transitions of r + δ v(next)),   0 in terminal states,   δ < 1
    Φ(u) = v(u)          paid as γ Φ(u') - Φ(u), 0 where the episode terminated

Doubts: the authors' code takes Φ = -v (and lets a machine without a matching guard end with reward 0). Both signs
leave the optimal policies as they are; with -v and γ = δ waiting is paid (1 - δ) v(u), with v it costs that, so v is
the default here and -v the option ``"negative"``. That a machine stays where no guard holds is ours.

Certainty: code (RodrigoToroIcarte/reward_machines, ``reward_machine.py``, ``reward_machine_utils.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .condition_syntax import Facts
from .conditions import Condition


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a machine's table.

    Attributes:
        state: where it starts.
        guard: what must hold.
        to: where it leads.
        reward: what it pays.
    """

    state: str
    guard: Condition
    to: str
    reward: float


class RewardMachine:
    """A finite automaton over facts whose transitions pay.

    Args:
        initial: the state before the first turn.
        transitions: rows ``(state, guard, next state, reward)``, the guard as text (:mod:`.conditions`); of one state
            the first row whose guard holds is taken. The reward may be left out where it is 0.
        terminal: states that are never left.

    Raises:
        ValueError: a row is not of this form, leaves a terminal state or pays no finite number; there is none; or the
            terminal states are one text.

    Attributes:
        states: every state, in the order in which they are named.
    """

    def __init__(self, initial: str, transitions: Iterable[Sequence[Any]], terminal: Sequence[str] = ()) -> None:
        if isinstance(terminal, str):
            raise ValueError(
                f"A reward machine needs its terminal states in a list; got {terminal!r}. Give [{terminal!r}]."
            )
        self.initial = initial
        self.transitions = [_transition(row) for row in transitions]
        self.terminal = list(terminal)
        named = [initial, *(name for row in self.transitions for name in (row.state, row.to)), *terminal]
        self.states = list(dict.fromkeys(named))
        leaving = [row.state for row in self.transitions if row.state in self.terminal]
        if not self.transitions or leaving:
            raise ValueError(
                f"A reward machine needs at least one transition and none from a terminal state; got "
                f"{len(self.transitions)} transitions, {leaving} leaving terminal states {self.terminal}."
            )
        self._rows = {state: [row for row in self.transitions if row.state == state] for state in self.states}

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | RewardMachine) -> RewardMachine:
        """Return a machine given as itself or as plain data: the arguments of the class by name.

        Args:
            data: ``{"initial": ..., "transitions": [[state, guard, next, reward], ...], "terminal": [...]}``.

        Raises:
            ValueError: it is neither.
        """
        if isinstance(data, RewardMachine):
            return data
        if not isinstance(data, Mapping) or not {"initial", "transitions"} <= set(data) <= _ARGUMENTS:
            raise ValueError(
                "A reward machine is given as itself or as a dictionary of `initial`, `transitions` and `terminal`; "
                f"got {data!r}."
            )
        return cls(**data)

    def advance(self, state: str, facts: Facts) -> tuple[str, float]:
        """Return the state after a turn and what the turn pays.

        Args:
            state: before it.
            facts: after it.
        """
        for row in self._rows[state]:
            if row.guard.holds(facts):
                return row.to, row.reward
        return state, 0.0

    def values(self, discount: float = 0.9) -> dict[str, float]:
        """Return what each state is worth by value iteration over the machine.

        Args:
            discount: δ, per transition.

        Raises:
            ValueError: the discount is not in [0, 0.9999]; nearer to 1 the iteration takes too long to settle.
        """
        if not 0.0 <= discount <= 0.9999:
            raise ValueError(f"RewardMachine.values needs 0 <= discount <= 0.9999; got discount={discount}.")
        values, change = dict.fromkeys(self.states, 0.0), 1.0
        while change > 1e-12:
            worth = {
                state: max([0.0, *(row.reward + discount * values[row.to] for row in rows)])
                for state, rows in self._rows.items()
            }
            change = max(abs(worth[state] - values[state]) for state in self.states)
            values = worth
        return values


_ARGUMENTS = {"initial", "transitions", "terminal"}


def _transition(row: Sequence[Any]) -> Transition:
    """Return a row of the table."""
    if isinstance(row, str) or len(row) not in (3, 4) or not all(isinstance(name, str) for name in row[:3]):
        raise ValueError(f"A transition is (state, guard, next state, reward), the first three as text; got {row!r}.")
    reward = row[3] if len(row) == 4 else 0.0
    if not isinstance(reward, int | float) or not math.isfinite(reward):
        raise ValueError(f"A transition pays a finite number; got {row!r}.")
    return Transition(row[0], Condition(row[1]), row[2], float(reward))
