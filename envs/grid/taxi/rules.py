"""The rules of Taxi: fetch every passenger and take each to where they want to go (Dietterich 2000). No text.

Walls stand between columns only, so a taxi can always move up and down. In the rain a move that is not blocked drifts
to either side; a fickle passenger may choose another destination on the first move after they first got in. What
chance decides is an argument of :func:`transition`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

STEPS = {"left": (0, -1), "down": (1, 0), "right": (0, 1), "up": (-1, 0)}
"""Move → (rows, columns); a move's neighbours in this order are where it can drift to."""

MOVES = tuple(STEPS)
COMMANDS = ("up", "down", "left", "right", "pick up", "drop off")
IN_TAXI = -1
DELIVERED = -2


@dataclass(frozen=True)
class Level:
    """A city with the plans of its passengers. Cells are numbered row by row.

    Attributes:
        size: cells a side.
        walls: cells with a wall on their right side, ascending.
        stations: the stations' cells.
        start: the taxi's first cell.
        sources: for each passenger, the station at which they wait.
        goals: for each passenger, the station to which they want to go; never their source.
        rain: probability that a move drifts sideways, half of it to each side.
        fickle: probability that a passenger changes their mind.
    """

    size: int
    walls: tuple[int, ...]
    stations: tuple[int, ...]
    start: int
    sources: tuple[int, ...]
    goals: tuple[int, ...]
    rain: float = 0.0
    fickle: float = 0.0

    @cached_property
    def moves(self) -> Mapping[str, tuple[int, ...]]:
        """Move → the cell it leads to from each cell; itself where the way is blocked."""
        size, walls = self.size, frozenset(self.walls)
        table = {}
        for move, (down, across) in STEPS.items():
            cells = []
            for cell in range(size * size):
                row, column = cell // size + down, cell % size + across
                walled = across and min(cell, cell + across) in walls
                cells.append(row * size + column if 0 <= row < size and 0 <= column < size and not walled else cell)
            table[move] = tuple(cells)
        return table

    @cached_property
    def station_at(self) -> Mapping[int, int]:
        """Return each station's number by its cell."""
        return {cell: station for station, cell in enumerate(self.stations)}

    @cached_property
    def texts(self) -> dict[tuple[object, ...], str]:
        """Return parts of views of this level that were written already, by what they depend on."""
        return {}


class State(NamedTuple):
    """Where the taxi and the passengers are.

    Attributes:
        level: the city.
        cell: the taxi's cell.
        places: for each passenger, the station where they wait, ``IN_TAXI`` or ``DELIVERED``.
        goals: for each passenger, the station to which they want to go now.
        firm: bit i is set once passenger i will not change their mind any more.
        note: why the last command had no effect, as a key of ``text.NOTES``; empty if it had one.
    """

    level: Level
    cell: int
    places: tuple[int, ...]
    goals: tuple[int, ...]
    firm: int
    note: str = ""

    @property
    def solved(self) -> bool:
        """Whether every passenger has been delivered."""
        return all(place == DELIVERED for place in self.places)


def initial_state(level: Level) -> State:
    """Return the state in which an episode begins."""
    firm = 0 if level.fickle else (1 << len(level.goals)) - 1
    return State(level, level.start, level.sources, level.goals, firm)


def wavering(state: State) -> int:
    """Return the passenger in the taxi who may change their mind on the next move, or -1."""
    if IN_TAXI in state.places:
        passenger = state.places.index(IN_TAXI)
        if not state.firm >> passenger & 1:
            return passenger
    return -1


def transition(state: State, command: str, drift: int = 0, wish: int | None = None) -> State:
    """Return the state after one command.

    Args:
        state: the state before.
        command: one of ``COMMANDS``.
        drift: -1, 0 or 1; which way rain turns a move that is not blocked.
        wish: the station to which a wavering passenger wants to go after a move; None if they keep their mind.
    """
    level, cell, places, goals, firm, _ = state
    if command == "pick up":
        return _pick_up(state)
    if command == "drop off":
        return _drop_off(state)
    ahead = level.moves[command][cell]
    if ahead == cell:
        return State(level, cell, places, goals, firm, "blocked")
    if drift:
        ahead = level.moves[MOVES[(MOVES.index(command) + drift) % 4]][cell]
    if level.fickle and ahead != cell and (passenger := wavering(state)) >= 0:
        firm |= 1 << passenger
        if wish is not None:
            goals = (*goals[:passenger], wish, *goals[passenger + 1 :])
    return State(level, ahead, places, goals, firm)


def _pick_up(state: State) -> State:
    """Let in the passenger with the lowest number who waits here, if the taxi is empty."""
    level, cell, places, goals, firm, _ = state
    station = level.station_at.get(cell)
    if IN_TAXI in places:
        return State(level, cell, places, goals, firm, "full")
    if station is None or station not in places:
        return State(level, cell, places, goals, firm, "nobody")
    passenger = places.index(station)
    return State(level, cell, (*places[:passenger], IN_TAXI, *places[passenger + 1 :]), goals, firm)


def _drop_off(state: State) -> State:
    """Let the passenger out: at their destination for good, at another station to wait there."""
    level, cell, places, goals, firm, _ = state
    station = level.station_at.get(cell)
    if IN_TAXI not in places:
        return State(level, cell, places, goals, firm, "empty")
    if station is None:
        return State(level, cell, places, goals, firm, "no station")
    passenger = places.index(IN_TAXI)
    place = DELIVERED if goals[passenger] == station else station
    return State(level, cell, (*places[:passenger], place, *places[passenger + 1 :]), goals, firm)
