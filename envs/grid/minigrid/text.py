"""MiniGrid in words: how the world is told, and which words move."""

from __future__ import annotations

from functools import lru_cache

from ..grammar import Grammar
from .rules import CLOSED, COLLISION, FACINGS, FREE, LOCKED, LOOKS, OPEN, SUCCESS, UNSEEN, State, Thing
from .sight import seen
from .tasks import Avoid, DoorsInOrder, Fetch, PutNear, Remember, SayDone, Task

GRAMMAR = Grammar(
    {
        "turn left": ("left", "rotate left"),
        "turn right": ("right", "rotate right"),
        "forward": ("move forward", "go forward", "step forward", "walk forward", "move ahead", "go straight"),
        "pick up": ("pickup", "pick", "take", "grab"),
        "drop": ("put down", "drop it"),
        "toggle": ("open", "close", "unlock"),
        "done": ("declare done",),
    }
)

RULES = """Cells hold one thing at most. Your moves:
- turn left, turn right: by a quarter.
- forward: one cell, onto free or coloured floor, the goal, or through an open door. Other things stop you.
- pick up: the key, ball or box in the cell before you, if you carry nothing.
- drop: what you carry, into the cell before you, if it is free.
- toggle: opens or closes the door before you, a locked one only while you carry a key of its colour; opens a box, which is then gone and leaves what was in it.
- done: says that the mission is accomplished.
Walking into lava ends the episode."""  # noqa: E501 - one line a move

SPECIAL: dict[type[Task], str] = {
    Avoid: "Balls roll by a cell with each of your moves. Here you can only turn and walk; any other move turns you "
    "left. Walking forward when a ball or a wall is before you ends the episode.",
    DoorsInOrder: "Opening the second door while the first is not open ends the episode.",
    Fetch: "Picking up anything else ends the episode.",
    PutNear: "Near is within one cell, also diagonally. Your first drop ends the episode, and so does picking up "
    "anything else.",
    Remember: "Going to the other thing ends the episode. Nothing can be picked up.",
    SayDone: "Say done when you stand right beside it. Saying it elsewhere ends the episode, and so does toggling.",
}
"""What else the agent is told about a task."""

UNCHANGED = "Nothing changed."

LETTERS = {"key": "K", "ball": "O", "box": "B", "floor": ",", OPEN: "_", CLOSED: "D", LOCKED: "L"}
SIGNS = {"": "..", "wall": "##", "goal": "GG", "lava": "~~"}
COLOUR_LETTERS = {"red": "r", "green": "g", "blue": "b", "purple": "p", "yellow": "y", "grey": "e"}
ARROWS = (">>", "vv", "<<", "^^")

LEGEND = (
    "Every cell is two signs: .. free, ## wall, GG goal, ~~ lava, else a letter for the thing (K key, O ball, B box, "
    "D closed door, L locked door, _ open door, a comma for coloured floor) and a letter for its colour (r red, "
    "g green, b blue, p purple, y yellow, e grey)."
)
STYLES = {
    "egocentric": "You see the {0} by {0} cells before you, as a picture: you are ^^ at the bottom and look up. "
    + LEGEND
    + " ?? is out of sight.",
    "sentences": "You see the {0} by {0} cells before you, less what walls and closed doors hide.",
    "ascii": "You see the whole map, east to the right. You are >>, vv, << or ^^, the way you face. " + LEGEND,
    "coordinates": "You are told where everything is, as (column, row), counted from 0 at the top left. East is to the "
    "right, where columns grow; south is down, where rows grow.",
}


def opening(state: State, style: str, moves_per_turn: int) -> str:
    """Return the first observation: mission, rules, how to act, and what is seen."""
    level = state.level
    special = SPECIAL.get(type(level.task), "")
    if any(words in level.mission for words in (" on your ", " in front of you", " behind you")):
        special = "Right and left, front and behind in the mission are meant from where you begin."
    return (
        f"Mission: {level.mission or 'none; look around'}.\n{special + chr(10) if special else ''}\n{RULES}\n"
        f"{STYLES[style].format(level.sight)}\n{GRAMMAR.accepted(moves_per_turn)}\n\n{told(state, style)}"
    )


def ending(state: State) -> str:
    """Say how the episode ended."""
    if state.verdict == SUCCESS:
        return "Mission accomplished."
    if state.verdict == COLLISION:
        return "You walked into something. The episode is over."
    inside = state.level.things[state.grid[state.at]].kind
    return "You walked into lava. The episode is over." if inside == "lava" else "The mission has failed."


def told(state: State, style: str) -> str:
    """Return the world in one of the styles."""
    if style == "egocentric":
        return _picture(seen(state), state.level.sight, state.level.looks[state.carrying], state.facing)
    if style == "sentences":
        return _sentences(seen(state), state.level.sight, state.level.looks[state.carrying], state.facing)
    return _map(state) if style == "ascii" else _list(state)


def sign(look: int) -> str:
    """Return the two signs of a look."""
    if look == UNSEEN:
        return "??"
    thing = LOOKS[look]
    return SIGNS.get(thing.kind) or LETTERS[thing.state or thing.kind] + COLOUR_LETTERS[thing.colour]


def called(thing: Thing) -> str:
    """Return a thing with its article, a door with its state."""
    if thing.kind == "goal":
        return "the goal"
    if thing.kind in ("", "lava"):
        return thing.kind or "free floor"
    words = f"{thing.state} {thing.name}".strip()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _bearing(facing: int, carrying: int) -> str:
    return f"You face {FACINGS[facing]} and carry {called(LOOKS[carrying]) if carrying else 'nothing'}."


@lru_cache(maxsize=1 << 14)
def _picture(looks: bytes, sight: int, carrying: int, facing: int) -> str:
    signs = [sign(look) for look in looks]
    signs[sight * sight - 1 - sight // 2] = "^^"
    lines = [" ".join(signs[row * sight : (row + 1) * sight]) for row in range(sight)]
    return "\n".join([*lines, _bearing(facing, carrying)])


@lru_cache(maxsize=1 << 14)
def _sentences(looks: bytes, sight: int, carrying: int, facing: int) -> str:
    middle = sight // 2
    found = []
    for index, look in enumerate(looks):
        far, side = sight - 1 - index // sight, index % sight - middle
        if look not in (FREE, UNSEEN) and LOOKS[look].kind != "wall" and (far or side):
            found.append((far + abs(side), far, side, called(LOOKS[look])))
    things = "; ".join(f"{name} {_offset(far, side)}" for _, far, side, name in sorted(found))
    column = [looks[row * sight + middle] for row in range(sight - 2, -1, -1)]
    free = next((steps for steps, look in enumerate(column) if look != FREE), len(column))
    beyond = called(LOOKS[column[free]]) if free < len(column) and column[free] != UNSEEN else "what you can't see"
    sides = [called(LOOKS[look]) for look in (looks[-middle - 2], looks[-middle])]
    ahead = f"free floor for {_steps(free)}, then {beyond}" if free else beyond
    return (
        f"{_bearing(facing, carrying)} Before you is {ahead}. On your left is {sides[0]}, on your right {sides[1]}. "
        f"You see {things or 'no things'}."
    )


def _steps(count: int) -> str:
    return f"{count} step{'s' * (count > 1)}"


def _offset(ahead: int, side: int) -> str:
    parts = [f"{_steps(ahead)} ahead"] if ahead else []
    if side:
        parts.append(f"{_steps(abs(side))} to the {'right' if side > 0 else 'left'}")
    return " and ".join(parts)


def _map(state: State) -> str:
    level = state.level
    signs = [sign(look) for look in state.grid.translate(level.looks)]
    signs[state.at] = ARROWS[state.facing]
    rows = [signs[start + 1 : start + level.stride - 1] for start in range(0, len(signs), level.stride)]
    return "\n".join([*(" ".join(row) for row in rows[1:-1]), _bearing(state.facing, level.looks[state.carrying])])


def _list(state: State) -> str:
    level = state.level
    height = len(state.grid) // level.stride - 2
    places: dict[str, list[str]] = {}
    walls = []
    for row in range(height):
        start = level.cell(0, row)
        codes = state.grid[start : start + level.stride - 2]
        names = [f"{level.things[code].state} {level.things[code].name}".strip() if code else "" for code in codes]
        for column, name in enumerate(names):
            if name not in ("", "wall"):
                places.setdefault(name, []).append(f"({column}, {row})")
        runs = _runs([column for column, name in enumerate(names) if name == "wall"])
        walls += [f"row {row}: columns {runs}"] if runs else []
    here = f"You are at ({level.column(state.at)}, {level.row(state.at)}). "
    lines = [f"{name}: {', '.join(found)}" for name, found in places.items()]
    return "\n".join([here + _bearing(state.facing, level.looks[state.carrying]), *lines, f"walls: {'; '.join(walls)}"])


def _runs(columns: list[int]) -> str:
    """Return whole numbers in ascending order as runs, such as ``0-3, 7``."""
    ends: list[list[int]] = []
    for column in columns:
        if ends and ends[-1][1] == column - 1:
            ends[-1][1] = column
        else:
            ends.append([column, column])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ends)
