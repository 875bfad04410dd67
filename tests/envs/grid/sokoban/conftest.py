"""Levels drawn by hand, and the slowest solver there is to check the fast one."""

from collections import deque

import pytest

from turnwise.envs.grid.sokoban.geometry import BOX, COMMANDS, FLOOR, PLAYER, TARGET, Level
from turnwise.envs.grid.sokoban.rules import State, transition
from turnwise.envs.grid.sokoban.text import SIGNS


def read_map(drawn):
    """Return the state that a map shows: the inverse of ``text.board``."""
    lines = drawn.strip().split("\n")
    meaning = {sign: what for what, sign in SIGNS.items()}
    cells = [meaning[sign] for sign in "\n".join(lines) + "\n"]
    player = next(cell for cell, what in enumerate(cells) if what in (PLAYER, PLAYER + TARGET))
    boxes = tuple(cell for cell, what in enumerate(cells) if what in (BOX, BOX + TARGET))
    static = bytes(what if what >= 8 else what & TARGET or FLOOR for what in cells)
    return State(Level(len(lines), len(lines[0]), static, player, boxes), player, boxes)


def play(state, commands):
    for command in commands:
        state = transition(state, command)
    return state


def fewest_moves(state):
    """Return the length of a shortest solution by trying everything, or None where there is none."""
    queue, seen = deque([(state, 0)]), {(state.player, state.boxes)}
    while queue:
        state, moves = queue.popleft()
        if state.solved:
            return moves
        for command in COMMANDS:
            after = transition(state, command)
            if (after.player, after.boxes) not in seen:
                seen.add((after.player, after.boxes))
                queue.append((after, moves + 1))
    return None


@pytest.fixture(scope="session")
def sokoban():
    """Give the tests the three functions above under one name."""

    class Sokoban:
        read_map = staticmethod(read_map)
        play = staticmethod(play)
        fewest_moves = staticmethod(fewest_moves)

    return Sokoban
