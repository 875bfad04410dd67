r"""Taxi solved where it rains or passengers are fickle: value iteration on the expected number of commands.

    V(s) = min_a 1 + \sum_{s'} P(s' | s, a) V(s'),   V = 0 where all are delivered

A state is a cell and a mood: (places, goals, firm). The moods that any play can reach are enumerated; V has shape
(moods, cells).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .rules import COMMANDS, MOVES, Level, State, initial_state, transition, wavering

Mood = tuple[tuple[int, ...], tuple[int, ...], int]

TOLERANCE = 1e-9
MAX_SWEEPS = 100_000


class Policy:
    """The optimal policy of one city and its value.

    Args:
        level: the city; from its first state everything reachable is solved.

    Attributes:
        values: shape (moods, cells); expected commands until all are delivered.
        commands: shape (moods, cells); the number of an optimal command, in the order of moves, pick up, drop off.
    """

    def __init__(self, level: Level) -> None:
        self.level = level
        self.moods = self._reachable(initial_state(level))
        self._targets = np.array([level.moves[move] for move in MOVES])
        self._boards = self._events()
        self._wavering = self._wishes()
        self.values = np.zeros((len(self.moods), level.size * level.size))
        for _ in range(MAX_SWEEPS):
            swept = self._costs(self.values).min(axis=0)
            change = float(np.abs(swept - self.values).max())
            self.values = swept
            if change < TOLERANCE:
                break
        self.commands = self._costs(self.values).argmin(axis=0)

    def value(self, state: State) -> float:
        """Return the expected number of commands from ``state`` on."""
        return float(self.values[self.moods[state[2:5]], state.cell])

    def best(self, state: State) -> str:
        """Return an optimal command."""
        return (*MOVES, "pick up", "drop off")[int(self.commands[self.moods[state[2:5]], state.cell])]

    def _costs(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the expected commands for each first command, of shape (6, moods, cells)."""
        level, cells = self.level, np.arange(values.shape[1])
        moved = values.copy()
        for mood, firm, wishes in self._wavering:
            moved[mood] = (1 - level.fickle) * values[firm] + level.fickle * values[wishes].mean(axis=0)
        reached = np.where(self._targets[:, None] != cells, moved[:, self._targets].swapaxes(0, 1), values)
        sideways = np.roll(reached, 1, axis=0) + np.roll(reached, -1, axis=0)
        drifting = (1 - level.rain) * reached + level.rain / 2 * sideways
        blocked = (self._targets == cells)[:, None]
        costs = np.empty((len(COMMANDS), *values.shape))
        costs[:4] = 1 + np.where(blocked, values, drifting)
        costs[4:] = 1 + values
        for command, mood, cell, after in self._boards:
            costs[command, mood, cell] = 1 + values[after, cell]
        costs[:, self._over] = 0.0
        return costs

    def _reachable(self, first: State) -> dict[Mood, int]:
        moods: dict[Mood, int] = {first[2:5]: 0}
        for mood in (queue := [first[2:5]]):
            for after in self._successors(mood):
                if after not in moods:
                    moods[after] = len(moods)
                    queue.append(after)
        self._over = [index for mood, index in moods.items() if State(self.level, 0, *mood).solved]
        return moods

    def _successors(self, mood: Mood) -> Iterator[Mood]:
        for cell in self.level.stations:
            state = State(self.level, cell, *mood)
            yield transition(state, "pick up")[2:5]
            yield transition(state, "drop off")[2:5]
        yield from self._minds(mood)

    def _minds(self, mood: Mood) -> list[Mood]:
        """Return the moods after a move while somebody wavers: the firm one, then one for each other wish."""
        places, goals, firm = mood
        passenger = wavering(State(self.level, 0, *mood))
        if passenger < 0:
            return []
        firm |= 1 << passenger
        stations = range(len(self.level.stations))
        wishes = [wish for wish in stations if wish != goals[passenger]]
        return [(places, goals, firm)] + [
            (places, (*goals[:passenger], wish, *goals[passenger + 1 :]), firm) for wish in wishes
        ]

    def _wishes(self) -> list[tuple[int, int, list[int]]]:
        found = []
        for mood, index in self.moods.items():
            minds = [self.moods[mind] for mind in self._minds(mood)]
            if minds:
                found.append((index, minds[0], minds[1:]))
        return found

    def _events(self) -> list[tuple[int, int, int, int]]:
        """Return (command, mood, cell, mood after) for every pick-up and drop-off that has an effect."""
        found = []
        for mood, index in self.moods.items():
            for cell in self.level.stations:
                state = State(self.level, cell, *mood)
                for command, name in ((4, "pick up"), (5, "drop off")):
                    after = transition(state, name)
                    if not after.note:
                        found.append((command, index, cell, self.moods[after[2:5]]))
        return found


@lru_cache(maxsize=32)
def policy(level: Level) -> Policy:
    """Return the optimal policy of ``level``, computed once."""
    return Policy(level)
