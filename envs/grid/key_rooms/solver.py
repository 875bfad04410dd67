"""Shortest solutions of KeyRooms, by A* over every command in every state.

The search state is the whole one: each object may lie in any cell, be carried, or be in its box. The bound that guides
it (:mod:`.relaxation`) never overestimates, so the plans are optimal, also from states that a careless agent made.
In levels far larger than the default the search may outgrow ``PATIENCE``; it then goes for any short plan, and
``Solver.optimal`` says so.
"""

from __future__ import annotations

import heapq
from functools import lru_cache

from .relaxation import Relaxation
from .rules import COMMANDS, Level, State, solved, transition
from .walls import NEVER

Key = tuple[object, ...]
"""A state without its level."""

PATIENCE = 100_000
"""States that a search looks at before it gives up being optimal."""

HASTE = 3
"""What the bound is multiplied by from then on."""


class Solver:
    """Plans for one level; what was found for one state is kept for those after it.

    Args:
        level: the level.

    Attributes:
        optimal: whether every plan made so far is a shortest one.
    """

    def __init__(self, level: Level) -> None:
        self.optimal = True
        self._bound = Relaxation(level).bound
        self._next: dict[Key, tuple[int, State]] = {}
        self._lengths: dict[Key, int] = {}

    def plan(self, state: State) -> list[str] | None:
        """Return as few commands as solve the level from ``state``, or None where none do."""
        if self.length(state) is None:
            return None
        commands, here = [], state
        while self._lengths[here[1:]]:
            command, here = self._next[here[1:]]
            commands.append(COMMANDS[command])
        return commands

    def length(self, state: State) -> int | None:
        """Return how many commands the shortest solution from ``state`` takes, or None where there is none."""
        if state[1:] not in self._lengths:
            self._search(state)
        length = self._lengths[state[1:]]
        return None if length == NEVER else length

    def _search(self, start: State, haste: int = 1) -> None:
        """Find a shortest way to a solved state, or to one whose shortest way is known, and remember all of it."""
        bound, lengths = self._bound, self._lengths
        costs: dict[Key, int] = {start[1:]: 0}
        before: dict[Key, tuple[State, int]] = {}
        queue = [(bound(start), 0, 0, start)]
        pushed = 0
        while queue:
            estimate, _, _, state = heapq.heappop(queue)
            if estimate >= NEVER:
                break
            key = state[1:]
            cost = costs[key]
            if key in lengths or solved(state):
                return self._remember(start, state, before)
            if haste == 1 and pushed > PATIENCE:
                self.optimal = False
                return self._search(start, HASTE)
            for command in range(len(COMMANDS)):
                after = transition(state, command)
                if after is state:
                    continue
                new = after[1:]
                if cost + 1 < costs.get(new, NEVER):
                    costs[new] = cost + 1
                    before[new] = state, command
                    pushed += 1
                    least = lengths[new] if new in lengths else bound(after)
                    heapq.heappush(queue, (max(estimate, cost + 1 + haste * least), -cost, pushed, after))
        lengths[start[1:]] = NEVER
        return None

    def _remember(self, start: State, end: State, before: dict[Key, tuple[State, int]]) -> None:
        length = self._lengths.setdefault(end[1:], 0)
        while end[1:] != start[1:]:
            earlier, command = before[end[1:]]
            length += 1
            self._lengths[earlier[1:]] = length
            self._next[earlier[1:]] = command, end
            end = earlier


@lru_cache(maxsize=16)
def solver(level: Level) -> Solver:
    """Return the solver of a level, the same one as long as it is in use."""
    return Solver(level)
