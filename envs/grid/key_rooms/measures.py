"""What ``info`` says of a KeyRooms state: milestones and facts."""

from __future__ import annotations

from .rules import COLOURS, DIRECTIONS, DOOR_STATES, GOAL, LOCKED, OPEN, THINGS, State, initial_state, key, solved
from .text import NAMES

CARRIED = -1

MOST_ARRANGEMENTS = 1024
"""How many arrangements of a level are remembered before all are forgotten."""


def places(state: State) -> dict[str, tuple[int, str]]:
    """Return where each key, ball and box is: name → (cell or ``CARRIED``, the box that holds it or ``""``)."""
    found = {}
    for cell, code in ((CARRIED, state.carrying), *enumerate(state.cells)):
        thing = THINGS[code]
        if thing.kind in ("key", "ball", "box"):
            found[NAMES[code]] = cell, ""
            if thing.inside:
                found[NAMES[thing.inside]] = cell, NAMES[code]
    return found


def milestones(state: State) -> dict[str, bool]:
    """Return each sub-goal and whether it holds now."""
    known = state.level.measured
    arrangement = state.cells, state.carrying, state.fetched
    found = known.get(arrangement)
    if found is None:
        if len(known) >= MOST_ARRANGEMENTS:
            known.clear()
        found = known[arrangement] = _arranged(state)
    return {**found, "goal_reached": solved(state)}


def _arranged(state: State) -> dict[str, bool]:
    """Return the milestones that do not depend on where the agent stands."""
    level, now, start = state.level, places(state), places(initial_state(state.level))
    found = {}
    for cell, colour in level.locks:
        door, name = THINGS[state.cells[cell]], NAMES[key(colour)]
        where, box = now[name]
        in_use = door.state != LOCKED or (not box and where != start[name][0])
        found[f"key_{COLOURS[colour]}_found"] = in_use
        found[f"door_{COLOURS[colour]}_open"] = door.state == OPEN
    found |= {f"{_flipped(name)}_open": name not in now for name in start if name.endswith("box")}
    found |= {f"{_flipped(NAMES[code])}_fetched": bool(state.fetched & bit) for code, bit in level.bits.items()}
    return found


def facts(state: State) -> dict[str, str | int | float | bool]:
    """Return the agent, the goal, the doors and the objects as ``thing.attribute`` → value.

    An object's location is ``"(row, column)"``, ``"carried"``, the box that holds it, or ``"gone"`` for an opened box.
    """
    level, width, now = state.level, state.level.width, places(state)
    row, column = divmod(state.position, width)
    told: dict[str, str | int | float | bool] = {
        "agent.row": row,
        "agent.column": column,
        "agent.direction": DIRECTIONS[state.direction],
        "agent.carrying": NAMES[state.carrying] if state.carrying else "nothing",
        "goal.location": _place(level.cells.index(GOAL), width),
    }
    for number, cell in enumerate(level.doors):
        thing = THINGS[state.cells[cell]]
        name = f"door_{COLOURS[thing.colour]}"
        if number >= len(level.locks):
            name += f"_{number - len(level.locks) + 1}"
        told[f"{name}.location"] = _place(cell, width)
        told[f"{name}.state"] = DOOR_STATES[thing.state]
    for name in places(initial_state(level)):
        where, box = now.get(name, (CARRIED, "gone"))
        inside = _flipped(box) if box and box != "gone" else box
        told[f"{_flipped(name)}.location"] = inside or ("carried" if where == CARRIED else _place(where, width))
    return told


def _place(cell: int, width: int) -> str:
    return f"({cell // width}, {cell % width})"


def _flipped(name: str) -> str:
    """Return ``key_red`` for ``red key``."""
    colour, kind = name.split()
    return f"{kind}_{colour}"
