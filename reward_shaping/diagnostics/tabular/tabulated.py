"""A stack of an environment and its wrappers as a table: where messages lead, and what each reward term pays."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .mdp import MDP, Bools, Floats, Ints


@dataclass(frozen=True)
class NotDefined:
    """Why there is no number. It counts as false.

    Attributes:
        reason: a sentence.
    """

    reason: str

    def __bool__(self) -> bool:
        """Return False."""
        return False


@dataclass(frozen=True, eq=False)
class Tabulated(MDP):
    """Every state of an environment and its wrappers' memory that play can reach from one start, which is state 0.

    Attributes:
        rewards: shape (S, A, B); what is paid on each branch.
        terms: of each reward term, shape (S, A, B); they sum to ``rewards``.
        terminated: shape (S,); ended by its own rules.
        truncated: shape (S,); cut, by a turn limit that was kept or by a wrapper. It counts as ended, at value 0.
        success: shape (S,); whether the task is solved there.
        messages: the A messages.
        observations: the S observations, each as first read.
        parents: shape (S, 2); the state and the message that first led there; -1 for the start.
        exact: whether every probability is exact; else some are shares of draws.
        positions: the S snapshots, for the stack's ``restore``.
        states: the S states of the environment without wrappers (None where it has no ``state``).
        memories: what the wrappers remember in each.
        situations: shape (S,); the same number for states in which the environment is in the same situation, whatever
            the wrappers remember. Empty where that is not known.
    """

    rewards: Floats
    terms: dict[str, Floats]
    terminated: Bools
    truncated: Bools
    success: Bools
    messages: tuple[str, ...]
    observations: tuple[Any, ...]
    parents: Ints
    exact: bool = True
    positions: tuple[Any, ...] = field(default=(), repr=False)
    states: tuple[Any, ...] = field(default=(), repr=False)
    memories: tuple[dict[str, Hashable], ...] = field(default=(), repr=False)
    situations: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64), repr=False)

    @property
    def outcome(self) -> Floats:
        """Return what the environment itself pays, shape (S, A, B)."""
        return self.terms["outcome"]

    def path(self, state: int) -> list[str]:
        """Return messages that lead to a state, a fewest of them.

        Args:
            state: its number.
        """
        found: list[str] = []
        while state > 0:
            state, message = self.parents[state]
            found.append(self.messages[message])
        return found[::-1]
