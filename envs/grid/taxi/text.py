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
    level, cell, places, goals, _, note = state
    texts = level.texts
    city = texts.get((style, cell))
    if city is None:
        city = texts[style, cell] = VIEWS[style](level, cell)
    people = texts.get((places, goals))
    if people is None:
        people = texts[places, goals] = _passengers(state)
    return f"{city}{people}\n{NOTES[note]}" if note else city + people


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


def _picture(level: Level) -> str:
    """Return the city's drawing without the taxi: a sign a cell and the line on its right."""
    picture = level.texts.get(("picture",))
    if picture is None:
        signs = [" "] * (level.size * level.size)
        for name, cell in zip(STATIONS, level.stations, strict=False):
            signs[cell] = name[0]
        walls = {*level.walls, *range(level.size - 1, len(signs), level.size)}
        lined = [sign + ("|" if cell in walls else ":") for cell, sign in enumerate(signs)]
        edge = "+" + "-" * (2 * level.size - 1) + "+"
        rows = ["|" + "".join(lined[first : first + level.size]) for first in range(0, len(signs), level.size)]
        picture = level.texts["picture",] = "\n".join([edge, *rows, edge])
    return picture


def _passengers(state: State) -> str:
    lines = []
    for index, (place, goal) in enumerate(zip(state.places, state.goals, strict=True)):
        where = {IN_TAXI: "in the taxi", DELIVERED: "delivered"}.get(place) or f"waits at {STATIONS[place]}"
        wish = "" if place == DELIVERED else f", wants to go to {STATIONS[goal]}"
        lines.append(f"\nPassenger {index + 1}: {where}{wish}.")
    return "".join(lines) + ("\nEverybody is where they wanted to go." if state.solved else "")


def _under(level: Level, cell: int) -> str:
    station = level.station_at.get(cell)
    return "" if station is None else f"\nThe taxi is at {STATIONS[station]}."


def _ascii(level: Level, cell: int) -> str:
    picture, size = _picture(level), level.size
    place = (cell // size + 1) * (2 * size + 2) + 2 * (cell % size) + 1
    return f"{picture[:place]}T{picture[place + 1 :]}{_under(level, cell)}"


def _egocentric(level: Level, cell: int) -> str:
    size = level.size
    row, column = divmod(cell, size)
    outside = ["#:" * (size + 2 * SIGHT)] * SIGHT
    drawing = _ascii(level, cell).split("\n")[1 : size + 1]
    rows = [f"{'#:' * (SIGHT - 1)}#{line}{'#:' * SIGHT}" for line in drawing]
    lines = [*outside, *rows, *outside]
    seen = [line[2 * column : 2 * (column + 2 * SIGHT) + 1] for line in lines[row : row + 2 * SIGHT + 1]]
    return "\n".join(seen) + _under(level, cell)


def _coordinates(level: Level, cell: int) -> str:
    size = level.size
    lines = [f"taxi: {_pair(size, cell)}"]
    lines += [f"station {name}: {_pair(size, stop)}" for name, stop in zip(STATIONS, level.stations, strict=False)]
    walls = [f"{_pair(size, left)}|{_pair(size, left + 1)}" for left in level.walls]
    return "\n".join([*lines, f"walls between: {', '.join(walls) or 'none'}"])


def _sentences(level: Level, cell: int) -> str:
    size = level.size
    parts = [f"The taxi is in {_words(size, cell)}."]
    stations = zip(STATIONS, level.stations, strict=False)
    parts += [f"{name} station is in {_words(size, stop)}." for name, stop in stations]
    for row in range(size):
        columns = [left % size for left in level.walls if left // size == row]
        if columns:
            parts.append(f"In row {row} a wall is right of {' and '.join(f'column {column}' for column in columns)}.")
    return " ".join(parts)


def _pair(size: int, cell: int) -> str:
    return f"({cell // size}, {cell % size})"


def _words(size: int, cell: int) -> str:
    return f"row {cell // size}, column {cell % size}"


VIEWS = {"ascii": _ascii, "coordinates": _coordinates, "sentences": _sentences, "egocentric": _egocentric}
