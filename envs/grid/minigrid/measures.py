"""What ``info`` says about a state: the way that is left, the sub-goals and the facts."""

from __future__ import annotations

from collections import Counter, deque
from typing import Any, NamedTuple

from .instructions import ANYWHERE, Instructed
from .planner import Planner, errands
from .reach import NoWayError
from .rules import FACINGS, FREE, LOCKED, PICK_UP, SUCCESS, TOGGLE, Level, State, Thing, base, initial_state
from .tasks import Avoid, Errand, Remember, Task

FINAL: dict[type[Task], str] = {Task: "goal_reached", Avoid: "goal_reached", Remember: "right_end_reached"}
"""The name of the last milestone; ``mission_accomplished`` for the other tasks."""

MOST_KNOWN = 4096
PORTABLE = ("key", "ball", "box")


class Mark(NamedTuple):
    """A sub-goal: something holds of the thing with this code, which began in this cell."""

    what: str
    code: int
    cell: int


def goal_distance(state: State) -> float:
    """Return the cells to walk for everything that is left to do, one errand after the other.

    Keys to fetch and things to move aside are stops on the way; turns do not count. It is 0 when the mission is
    accomplished, and the number of cells on the map where nothing is known that could accomplish it.
    """
    if state.verdict == SUCCESS:
        return 0.0
    known: dict[Any, float] = state.level.memo.setdefault("goal_distances", {})
    place = state.grid, state.at, state.carrying, state.progress
    if place not in known:
        if len(known) >= MOST_KNOWN:
            known.clear()
        known[place] = _goal_distance(state)
    return known[place]


def _goal_distance(state: State) -> float:
    level, total, at = state.level, 0, state.at
    stops = _stops(state)
    for cell in stops or ():
        steps = distances(level, cell)[at]
        if steps < 0:
            return float(len(level.start))
        total, at = total + steps, cell
    return float(len(level.start) if stops is None else total)


def _stops(state: State) -> list[int] | None:
    """Return the cells of the errands before the first wish, its own and, of each further wish, the nearest."""
    wishes = state.level.task.wishes(state)
    if isinstance(state.level.task, Avoid):
        return [wishes[0][0].cell] if wishes else None
    try:
        stops = [errand.cell for errand in errands(state) if errand.cell >= 0]
    except NoWayError:
        return None
    for wish in wishes[1:]:
        cells = [errand.cell for errand in wish if errand.cell != ANYWHERE]
        if cells:
            ways = distances(state.level, stops[-1] if stops else state.at)
            stops.append(min(cells, key=lambda cell: (ways[cell] if ways[cell] >= 0 else len(ways), cell)))
    return stops


def distances(level: Level, target: int) -> list[int]:
    """Return the steps from each cell to ``target`` with nothing but walls and lava in the way; -1 for no way."""
    known: list[int] | None = level.memo.get(target)
    if known is None:
        solid = [thing.kind in ("wall", "lava") for thing in level.things]
        known = level.memo[target] = [-1] * len(level.start)
        known[target] = 0
        queue = deque([target])
        while queue:
            cell = queue.popleft()
            for stride in level.strides:
                other = cell + stride
                if 0 <= other < len(known) and known[other] < 0 and not solid[level.start[other]]:
                    known[other] = known[cell] + 1
                    queue.append(other)
    return known


def milestones(state: State) -> dict[str, bool]:
    """Return the sub-goals and whether each holds now.

    They are what the way from the beginning to the first thing wished cannot do without (doors, keys, boxes that hold
    keys, what bars the way), then the mission; of BabyAI's missions each clause, from when it is accomplished.
    """
    level = state.level
    if "marks" not in level.memo:
        level.memo["marks"] = marks(level)
    found = {name: _holds(mark, state) for name, mark in level.memo["marks"].items()}
    accomplished = state.verdict == SUCCESS
    if not isinstance(level.task, Instructed):
        found[FINAL.get(type(level.task), "mission_accomplished")] = accomplished
        return found
    counts: Counter[str] = Counter()
    for words, done in level.task.instruction.clauses(state.progress, accomplished):
        found[_numbered(words, counts)] = done
    return found


def marks(level: Level) -> dict[str, Mark]:
    """Return the sub-goals on single things, by name."""
    state = initial_state(level)
    found: dict[str, Mark] = {}
    if isinstance(level.task, Avoid):
        return found
    wishes = level.task.wishes(state)
    try:
        *before, _ = errands(state)
    except NoWayError:
        before = []
    locks = {_subject(state, before, errand).colour for errand in before if _unlocks(state, errand)}
    for errand in before:
        thing = _subject(state, before, errand)
        key = level.things[thing.content] if errand.move == TOGGLE and thing.kind == "box" else thing
        if key.colour in locks if key.kind == "key" else thing.kind != "" and _needed(state, errand.cell):
            _add(found, state, before, errand, "moved" if thing.kind in ("ball", "box") else "picked_up")
    for wish in () if isinstance(level.task, Instructed) else wishes:
        if len(wish) == 1 and wish[0].move in (PICK_UP, TOGGLE):
            _add(found, state, before, wish[0], "picked_up")
    return found


def _unlocks(state: State, errand: Errand) -> bool:
    locked = state.level.things[state.grid[errand.cell]].state == LOCKED
    return errand.move == TOGGLE and locked and _needed(state, errand.cell)


def _code(state: State, before: list[Errand], errand: Errand) -> int:
    """Return the code that the errand is about: of a box that an earlier errand opens, what it holds."""
    code = state.grid[errand.cell] if errand.cell >= 0 else FREE
    thing = state.level.things[code]
    boxed = thing.kind == "box" and errand.move == PICK_UP and Errand(TOGGLE, errand.cell) in before
    return thing.content if boxed else code


def _subject(state: State, before: list[Errand], errand: Errand) -> Thing:
    return state.level.things[_code(state, before, errand)]


def _needed(state: State, cell: int) -> bool:
    targets = frozenset(errand.cell for errand in state.level.task.wishes(state)[0])
    try:
        Planner(state, closed=frozenset((cell,))).way(targets - {cell})
    except NoWayError:
        return True
    return False


def _add(found: dict[str, Mark], state: State, before: list[Errand], errand: Errand, lifted: str) -> None:
    code = _code(state, before, errand)
    door = state.level.things[code].kind == "door"
    what = lifted if errand.move == PICK_UP else "open" if door else "opened"
    first = base(state.level, code)
    name = next(name for name, codes in names(state.level) if codes[0] == first)
    found[f"{name}_{what}"] = Mark(what, first, errand.cell)


def _holds(mark: Mark, state: State) -> bool:
    if mark.what == "picked_up":
        return state.carrying == mark.code
    if mark.what == "open":
        return state.grid[mark.cell] == mark.code
    if mark.what == "moved":
        return state.grid[mark.cell] != mark.code
    return mark.code not in state.grid and state.carrying != mark.code


def facts(state: State) -> dict[str, str | int | float | bool]:
    """Return where the agent and all things are; -1 is the column and row of what is not on the map."""
    level = state.level
    found: dict[str, str | int | float | bool] = {
        "agent.column": level.column(state.at),
        "agent.row": level.row(state.at),
        "agent.facing": FACINGS[state.facing],
        "agent.carrying": level.things[state.carrying].name if state.carrying else "nothing",
        "episode.moves": state.moves,
    }
    for name, codes in names(level):
        cell = next((at for at in map(state.grid.find, codes) if at >= 0), -1)
        thing = level.things[state.grid[cell]] if cell >= 0 else level.things[codes[0]]
        found[f"{name}.column"] = level.column(cell) if cell >= 0 else -1
        found[f"{name}.row"] = level.row(cell) if cell >= 0 else -1
        if thing.kind == "door":
            found[f"{name}.state"] = thing.state
        elif thing.kind in PORTABLE:
            found[f"{name}.carried"] = state.carrying == codes[0]
    return found


def names(level: Level) -> list[tuple[str, bytes]]:
    """Return each door, key, ball, box and the goal by name, with the codes it can have."""
    known: list[tuple[str, bytes]] | None = level.memo.get("names")
    if known is None:
        known = level.memo["names"] = []
        counts: Counter[str] = Counter()
        for code, thing in enumerate(level.things):
            if thing.kind == "door" and base(level, code) == code:
                known.append((_numbered(thing.name, counts), bytes((code, code + 1, code + 2))))
            elif thing.kind in (*PORTABLE, "goal"):
                known.append((_numbered(thing.name, counts), bytes((code,))))
    return known


def _numbered(words: str, counts: Counter[str]) -> str:
    """Return the words as a name, numbered from their second use on."""
    name = words.replace(" ", "_")
    counts[name] += 1
    return name if counts[name] == 1 else f"{name}_{counts[name]}"
