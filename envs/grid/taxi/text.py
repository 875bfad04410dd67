"""Taxi in words: what is read and which words act.

The styles ``ascii``, ``coordinates`` and ``sentences`` tell the whole city; ``egocentric`` shows two cells around.
"""

from __future__ import annotations

from ..grammar import Grammar
from .rules import DELIVERED, IN_TAXI, Level, State

GRAMMAR = Grammar(
    {
        "up": ("north", "move up", "go up", "drive up"),
        "down": ("south", "move down", "go down", "drive down"),
        "left": ("west", "move left", "go left", "drive left"),
        "right": ("east", "move right", "go right", "drive right"),
        "pick up": ("pickup", "pick up passenger", "pick up the passenger"),
        "drop off": ("dropoff", "drop off passenger", "drop off the passenger"),
    }
)

STATIONS = ("Red", "Green", "Yellow", "Blue", "Orange", "Pink", "White", "Cyan")

NOTES = {
    "": "",
    "blocked": "The way is blocked.",
    "full": "Nobody got in: the taxi has one seat and it is taken.",
    "nobody": "Nobody got in: no passenger waits here.",
    "empty": "Nobody got out: the taxi is empty.",
    "no station": "Nobody got out: passengers get out at stations only.",
}

SIGHT = 2
"""How many cells away the egocentric style sees."""

LEGENDS = {
    "ascii": "T is the taxi, | a wall, : a line that can be crossed, a letter a station ({stations}).",
    "egocentric": "You see two cells around the taxi: T is the taxi, | a wall, : a line that can be crossed, "
    "# outside, a letter a station ({stations}).",
    "coordinates": "Cells are (row, column), counted from 0 at the top left.",
    "sentences": "Rows are counted from 0 at the top, columns from 0 at the left.",
}


def opening(state: State, style: str, moves_per_turn: int) -> str:
    """Return the first observation: task, rules, how to act, and what is seen."""
    level = state.level
    names = ", ".join(f"{name[0]} {name}" for name in STATIONS[: len(level.stations)])
    count = len(level.goals)
    who = "the passenger" if count == 1 else f"{count} passengers, who ride one at a time, each"
    return (
        f"You drive a taxi in a city of {level.size} by {level.size} cells. Take {who} to the station where they want "
        "to go.\nA move goes to the next cell; walls and the edge of the city block it. Pick up at the station where a "
        "passenger waits, drop off at a station; if it is not the right one the passenger waits there.\n"
        f"{_weather(level)}{LEGENDS[style].format(stations=names)}\n{GRAMMAR.accepted(moves_per_turn)}\n\n"
        f"{view(state, style)}"
    )


def view(state: State, style: str) -> str:
    """Return what is seen in ``state``, and why the last command had no effect."""
    note = f"\n{NOTES[state.note]}" if state.note else ""
    end = "\nEverybody is where they wanted to go." if state.solved else ""
    return f"{VIEWS[style](state)}{note}{end}"


def place_name(place: int) -> str:
    """Return where a passenger is: a station, ``taxi`` or ``delivered``."""
    return {IN_TAXI: "taxi", DELIVERED: "delivered"}.get(place) or STATIONS[place]


def _weather(level: Level) -> str:
    rain = f"It rains: {level.rain:.0%} of the moves that are not blocked drift to one of their two sides.\n"
    fickle = (
        "Passengers are fickle: on the first move after one first got in, they change their destination with "
        f"probability {level.fickle:.0%}.\n"
    )
    return (rain if level.rain else "") + (fickle if level.fickle else "")


def _drawing(state: State) -> list[str]:
    """Return the city's rows, two characters a cell: its sign and the line on its right."""
    level = state.level
    signs = [" "] * (level.size * level.size)
    for name, cell in zip(STATIONS, level.stations, strict=False):
        signs[cell] = name[0]
    signs[state.cell] = "T"
    rows = []
    for first in range(0, len(signs), level.size):
        cells = range(first, first + level.size)
        rows.append("".join(signs[cell] + ("|" if cell in level.walls else ":") for cell in cells))
    return rows


def _passengers(state: State) -> str:
    lines = []
    for index, (place, goal) in enumerate(zip(state.places, state.goals, strict=True)):
        where = {IN_TAXI: "in the taxi", DELIVERED: "delivered"}.get(place) or f"waits at {STATIONS[place]}"
        wish = "" if place == DELIVERED else f", wants to go to {STATIONS[goal]}"
        lines.append(f"\nPassenger {index + 1}: {where}{wish}.")
    return "".join(lines)


def _under(state: State) -> str:
    station = state.level.station_at.get(state.cell)
    return "" if station is None else f"\nThe taxi is at {STATIONS[station]}."


def _ascii(state: State) -> str:
    edge = "+" + "-" * (2 * state.level.size - 1) + "+"
    rows = [f"|{row[:-1]}|" for row in _drawing(state)]
    return "\n".join([edge, *rows, edge]) + _under(state) + _passengers(state)


def _egocentric(state: State) -> str:
    size = state.level.size
    row, column = divmod(state.cell, size)
    outside = "#:" * (size + 2 * SIGHT)
    rows = [f"{'#:' * (SIGHT - 1)}#|{line[:-1]}|{'#:' * SIGHT}" for line in _drawing(state)]
    rows = [outside] * SIGHT + rows + [outside] * SIGHT
    seen = [line[2 * column : 2 * (column + 2 * SIGHT) + 1] for line in rows[row : row + 2 * SIGHT + 1]]
    return "\n".join(seen) + _under(state) + _passengers(state)


def _coordinates(state: State) -> str:
    level, size = state.level, state.level.size
    lines = [f"taxi: {_pair(size, state.cell)}"]
    lines += [f"station {name}: {_pair(size, cell)}" for name, cell in zip(STATIONS, level.stations, strict=False)]
    walls = [f"{_pair(size, cell)}|{_pair(size, cell + 1)}" for cell in level.walls]
    lines.append(f"walls between: {', '.join(walls) or 'none'}")
    return "\n".join(lines) + _passengers(state)


def _sentences(state: State) -> str:
    level, size = state.level, state.level.size
    parts = [f"The taxi is in {_words(size, state.cell)}."]
    stations = zip(STATIONS, level.stations, strict=False)
    parts += [f"{name} station is in {_words(size, cell)}." for name, cell in stations]
    for row in range(size):
        columns = [cell % size for cell in level.walls if cell // size == row]
        if columns:
            parts.append(f"In row {row} a wall is right of {' and '.join(f'column {column}' for column in columns)}.")
    return " ".join(parts) + _passengers(state)


def _pair(size: int, cell: int) -> str:
    return f"({cell // size}, {cell % size})"


def _words(size: int, cell: int) -> str:
    return f"row {cell // size}, column {cell % size}"


VIEWS = {"ascii": _ascii, "coordinates": _coordinates, "sentences": _sentences, "egocentric": _egocentric}
