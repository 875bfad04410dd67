"""KeyRooms in words: what is read, and which words act."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..grammar import Grammar
from . import view as sight
from .rules import (
    COLOURS,
    DIRECTIONS,
    DOOR_STATES,
    DROP,
    FLOOR,
    FORWARD,
    GOAL,
    LOCKED,
    PICK_UP,
    PORTABLE,
    THINGS,
    TOGGLE,
    WALL,
    Level,
    State,
)

GRAMMAR = Grammar(
    {
        "turn left": ("left", "rotate left"),
        "turn right": ("right", "rotate right"),
        "forward": ("move forward", "go forward", "step forward", "walk forward"),
        "pick up": ("pickup", "take", "grab"),
        "drop": ("put down",),
        "toggle": ("open", "close", "unlock"),
    }
)

RULES = """\
You face one of four directions and can touch the cell ahead only. turn left and turn right turn you on the spot. \
forward takes one step; walls, shut doors and objects stop you. pick up takes the key, ball or box ahead if you carry \
nothing. drop puts what you carry on the floor ahead if it is free. toggle opens or closes the door ahead, or opens \
the box ahead for good: what was inside stands in its place.
A locked door opens only while you carry the key of its colour. Grey doors are never locked.
"""

SIGNS_MEAN = """\
Each cell is two signs: .. floor, ## wall, GG the goal, K a key, B a ball, X a box, O an open door, C a closed door, \
L a locked door, followed by its colour: r red, g green, b blue, p purple, y yellow, e grey. You are @ and an arrow.
"""

_LETTERS = {"key": "K", "ball": "B", "box": "X"}


def _sign(code: int) -> str:
    thing = THINGS[code]
    if thing.kind in ("floor", "wall", "goal"):
        return {"floor": "..", "wall": "##", "goal": "GG"}[thing.kind]
    return (_LETTERS.get(thing.kind) or "OCL"[thing.state]) + "rgbpye"[thing.colour]


SIGNS = tuple(_sign(code) for code in range(len(THINGS)))
"""Code → the two signs that stand for it on a map; what a box holds is not shown."""

UNSEEN = "??"

LINES_REMEMBERED = 1 << 16

NAMES = tuple(f"{COLOURS[thing.colour]} {thing.kind}" for thing in THINGS)
"""Code → colour and kind, for doors and objects."""


def opening(state: State, style: str, moves_per_turn: int, rooms: int, size: int) -> str:
    """Return the first observation: task, rules, how to act, and what is seen.

    Args:
        state: the state at the start.
        style: ``"ascii"``, ``"coordinates"``, ``"sentences"`` or ``"egocentric"``.
        moves_per_turn: how many commands one message may hold.
        rooms: how many rooms there are.
        size: cells along a side of the agent's view.
    """
    told = _instructions(state.level.errands, style, moves_per_turn, rooms, size)
    return f"{told}\n\n{view(state, style, size)}"


@lru_cache
def _instructions(errands: tuple[int, ...], style: str, moves_per_turn: int, rooms: int, size: int) -> str:
    count = f"{rooms} rooms joined by doors" if rooms > 1 else "one room"
    task = f"You are in a house of {count}. Reach the goal.\n"
    if errands:
        balls = _listed([f"the {NAMES[code]}" for code in errands])
        task += f"Before the goal counts, you must have picked up {balls}; you may drop what you picked up again.\n"
    return f"{task}{RULES}{_legend(style, size)}{GRAMMAR.accepted(moves_per_turn)}"


def view(state: State, style: str, size: int) -> str:
    """Return what is seen in ``state``."""
    return status(state) + VIEWS[style](state, size)


def status(state: State) -> str:
    """Say which way the agent faces, what it carries, where it stands if that can't be seen, and what is left."""
    level = state.level
    return _status(state.direction, state.carrying, state.cells[state.position], level.errands, state.fetched)


@lru_cache(maxsize=4096)
def _status(direction: int, carrying: int, here: int, errands: tuple[int, ...], fetched: int) -> str:
    carried = f"the {NAMES[carrying]}" if carrying else "nothing"
    told = f"You face {DIRECTIONS[direction]} and carry {carried}.\n"
    left = [f"the {NAMES[code]}" for number, code in enumerate(errands) if not fetched >> number & 1]
    if here == GOAL:
        told += "You stand on the goal.\n" if left else "You reached the goal.\n"
    elif here:
        told += f"You stand in the open {NAMES[here]}.\n"
    return told + (f"Still to pick up: {_listed(left)}.\n" if left else "")


def event(before: State, command: int, after: State) -> str:
    """Say what a command did or why it did nothing; empty for a turn and a step.

    Args:
        before: the state in which the command was given.
        command: index into ``COMMANDS``.
        after: the state that it led to.
    """
    if command < FORWARD or (command == FORWARD and after is not before):
        return ""
    front = before.position + before.level.moves[before.direction]
    ahead = before.cells[front]
    if after is before:
        return _refusal(ahead, command, before.carrying)
    if command in (PICK_UP, DROP):
        code, verb = (after.carrying, "picked up") if command == PICK_UP else (before.carrying, "dropped")
        return f"You {verb} the {NAMES[code]}.\n"
    thing, now = THINGS[ahead], after.cells[front]
    if thing.kind == "box":
        return f"You opened the {NAMES[ahead]}. " + (f"A {NAMES[now]} was inside.\n" if now else "It was empty.\n")
    verb = "unlocked" if thing.state == LOCKED else "closed" if THINGS[now].state else "opened"
    return f"You {verb} the {NAMES[ahead]}.\n"


@lru_cache(maxsize=4096)
def _refusal(ahead: int, command: int, carrying: int) -> str:
    thing = THINGS[ahead]
    name = "a wall" if ahead == WALL else "the goal" if ahead == GOAL else f"the {NAMES[ahead]}"
    if command == PICK_UP:
        full = f"You carry the {NAMES[carrying]} already; drop it first.\n"
        return full if PORTABLE[ahead] else "There is nothing to pick up ahead.\n"
    if command == DROP:
        return f"You can't drop anything here: {name} is ahead.\n" if carrying else "You carry nothing to drop.\n"
    if command == TOGGLE and thing.kind != "door":
        return "There is no door or box ahead.\n"
    if thing.kind == "door":
        how = f"locked, and you don't carry the {COLOURS[thing.colour]} key" if command == TOGGLE else "not open"
        return f"The {NAMES[ahead]} is {how}.\n"
    return f"You can't walk on: {name} is ahead.\n"


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _legend(style: str, size: int) -> str:
    if style == "ascii":
        return f"The map shows every room, north at the top. {SIGNS_MEAN}"
    if style == "egocentric":
        return (
            f"You see {size} by {size} cells: you are in the middle of the bottom row, and up is ahead of you. ?? is "
            f"out of sight, behind a wall or a shut door. {SIGNS_MEAN}"
        )
    return ""


def _rows(signs: list[str], width: int) -> str:
    return "\n".join(" ".join(signs[start : start + width]) for start in range(0, len(signs), width))


def _ascii(state: State, size: int) -> str:
    signs = [SIGNS[code] for code in state.cells]
    signs[state.position] = "@" + ">v<^"[state.direction]
    return _rows(signs, state.level.width)


_LINES: dict[tuple[tuple[int, ...], int, bool], tuple[str, int]] = {}
"""A row of cells, the light that enters it and whether it is the agent's → its signs and the light that leaves it."""


def _egocentric(state: State, size: int) -> str:
    """Return the map of the cells in view as far as the agent sees; what a row looks like is remembered."""
    cells, light, text = state.cells, 1 << size // 2, ""
    left = size
    for take in sight.rows_ahead(state, size):
        if not light:
            return _dark(left, size) + text
        key = take(cells), light, left == size
        line = _LINES.get(key)
        if line is None:
            line = _line(*key)
            if len(_LINES) < LINES_REMEMBERED:
                _LINES[key] = line
        text = f"{line[0]}\n{text}" if text else line[0]
        light = line[1]
        left -= 1
    return text


@lru_cache
def _dark(count: int, size: int) -> str:
    return (" ".join([UNSEEN] * size) + "\n") * count


def _line(row: tuple[int, ...], light: int, is_own: bool) -> tuple[str, int]:
    seen, light = sight.lit(sight.clear(row), light, len(row))
    signs = [SIGNS[code] if seen >> place & 1 else UNSEEN for place, code in enumerate(row)]
    if is_own:
        signs[len(row) // 2] = "@^"
    return " ".join(signs), light


def _things(state: State) -> Iterator[tuple[str, int]]:
    """Yield each thing on the map by name, and its cell."""
    for cell, code in enumerate(state.cells):
        if code == GOAL:
            yield "goal", cell
        elif code not in (FLOOR, WALL):
            thing = THINGS[code]
            yield (f"{DOOR_STATES[thing.state]} " if thing.kind == "door" else "") + NAMES[code], cell


def rooms(level: Level) -> list[tuple[int, int]]:
    """Return the first and the last cell of each room, in reading order."""
    cells, width = level.cells, level.width

    def inner(cell: int) -> bool:
        return cells[cell] != WALL and cell not in level.doors

    found = []
    for cell in range(width, len(cells) - width):
        if inner(cell) and not inner(cell - 1) and not inner(cell - width):
            right, bottom = cell, cell
            while inner(right + 1):
                right += 1
            while inner(bottom + width):
                bottom += width
            found.append((cell, bottom + right - cell))
    return found


def _coordinates(state: State, size: int) -> str:
    width = state.level.width

    def place(cell: int) -> str:
        return f"({cell // width}, {cell % width})"

    return "\n".join(
        (
            "Cells are (row, column), counted from 0 in the north-west.",
            "rooms: " + ", ".join(f"{place(first)} to {place(last)}" for first, last in rooms(state.level)),
            f"you: {place(state.position)}",
            *(f"{name}: {place(cell)}" for name, cell in _things(state)),
        )
    )


def _sentences(state: State, size: int) -> str:
    width = state.level.width
    row, column = divmod(state.position, width)

    def place(cell: int) -> str:
        down, right = cell // width - row, cell % width - column
        steps = [f"{abs(down)} {'south' if down > 0 else 'north'}"] if down else []
        steps += [f"{abs(right)} {'east' if right > 0 else 'west'}"] if right else []
        return " and ".join(steps) or "0 steps"

    told = [f"A room reaches from {place(first)} of you to {place(last)} of you." for first, last in rooms(state.level)]
    told += [f"The {name} is {place(cell)} of you." for name, cell in _things(state) if cell != state.position]
    return " ".join(told)


VIEWS = {"ascii": _ascii, "coordinates": _coordinates, "sentences": _sentences, "egocentric": _egocentric}
