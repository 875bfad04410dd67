"""What the tests of KeyRooms share: levels of many kinds and MiniGrid's twin of a level."""

import numpy as np
import pytest

from turnwise.envs.grid.key_rooms import rules
from turnwise.envs.grid.key_rooms.levels import Settings, draw_level

KINDS = {
    "default": Settings(),
    "door-key": Settings(rooms=2, room_size=5, locked=1, boxes=0, distractors=0),
    "one-room": Settings(rooms=1, locked=0, boxes=1, distractors=2, subgoals=1),
    "errands": Settings(rooms=3, room_size=3, locked=1, boxes=1, distractors=0, subgoals=2),
    "large": Settings(rooms=9, room_size=3, locked=5, boxes=3, distractors=2, subgoals=0),
}


@pytest.fixture(params=list(KINDS))
def kind(request):
    return KINDS[request.param]


@pytest.fixture
def level():
    return lambda seed, settings=KINDS["default"]: draw_level(np.random.default_rng(seed), settings)


@pytest.fixture
def walk():
    """Return every state of a random walk that never ends, the first included."""

    def states(level, seed, steps):
        rng, state = np.random.default_rng(seed), rules.initial_state(level)
        yield state
        for command in rng.choice(6, size=steps, p=(0.15, 0.15, 0.3, 0.15, 0.1, 0.15)).tolist():
            after = rules.transition(state, command)
            state = state if rules.solved(after) else after
            yield state

    return states


@pytest.fixture
def corridor():
    """Return a level one cell high from a drawing, such as ``"> Ky .. Ly GG"``; the agent faces east."""

    def drawn(drawing, errands=()):
        signs = {".": rules.FLOOR, ">": rules.FLOOR, "G": rules.GOAL}
        inner = []
        for sign in drawing.split():
            colour = "rgbpye".index(sign[1]) if sign[0] in "KBXOCL" else 0
            kinds = {"K": rules.key, "B": rules.ball, "X": rules.box}
            if sign[0] in "OCL":
                inner.append(rules.door(colour, "OCL".index(sign[0])))
            else:
                inner.append(kinds[sign[0]](colour) if sign[0] in kinds else signs[sign[0]])
        width = len(inner) + 2
        cells = bytes([rules.WALL] * (width + 1) + inner + [rules.WALL] * (width + 1))
        doors = tuple(cell for cell, code in enumerate(cells) if rules.THINGS[code].kind == "door")
        return rules.Level(width, cells, width + 1 + drawing.split().index(">"), 0, doors, tuple(errands))

    return drawn
