"""What is told of Sokoban: nothing is lost, nothing is given away."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.grid.sokoban import text
from turnwise.envs.grid.sokoban.geometry import COMMANDS, TARGET, WALL
from turnwise.envs.grid.sokoban.rules import State, initial_state, transition

ROOM = """
#######
#.S...#
#.#X..#
#..O*.#
#######
"""

seeds = st.integers(0, 2**32)
walks = st.lists(st.sampled_from(COMMANDS), max_size=30)


def walked(seed, boxes, commands, size=(6, 7)):
    state = initial_state(np.random.default_rng(seed), size, boxes)
    for command in commands:
        state = transition(state, command)
    return state


@given(seeds, st.integers(1, 3), walks)
def test_the_map_can_be_read_back(sokoban, seed, boxes, commands):
    state = walked(seed, boxes, commands)
    seen = sokoban.read_map(text.board(*state))
    assert (seen.player, sorted(seen.boxes)) == (state.player, sorted(state.boxes))
    assert seen.level.cells == state.level.cells


@given(seeds, st.integers(1, 3), walks)
def test_coordinates_and_floor_plan_say_everything(seed, boxes, commands):
    state = walked(seed, boxes, commands)
    level, player, places = state
    you, where, targets = text.view(state, "coordinates").split("\n")[:3]

    def cells(line):
        return [int(row) * level.stride + int(column) for row, column in re.findall(r"\((\d+), (\d+)\)", line)]

    assert cells(you) == [player]
    assert cells(where) == list(places)
    assert cells(targets) == list(level.targets)
    assert where.count("on a target") == state.boxes_on_target
    floor = []
    for row, runs in re.findall(r"row (\d+): columns? ([\d, -]+)", text.floor_plan(level)):
        for run in runs.strip(", ").split(", "):
            first, _, last = run.partition("-")
            floor += [int(row) * level.stride + column for column in range(int(first), int(last or first) + 1)]
    assert floor == [cell for cell, what in enumerate(level.cells) if what < WALL]


@given(seeds, st.integers(1, 2), walks)
def test_sentences_name_every_place_and_what_is_around(seed, boxes, commands):
    state = walked(seed, boxes, commands)
    level, player, places = state
    told = text.view(state, "sentences")
    said = [int(r) * level.stride + int(c) for r, c in re.findall(r"\((\d+), (\d+)\)", told)]
    assert said == [player, *places, *level.targets]
    for command, step in level.steps.items():
        (what,) = re.findall(rf"\b{command} is ([a-z ]+)[,.]", told.lower())
        ahead = player + step
        assert ("wall" in what) == (level.cells[ahead] >= WALL)
        assert ("box" in what) == (ahead in places)
        assert ("target" in what) == (level.cells[ahead] == TARGET)


@given(seeds, walks)
def test_the_egocentric_view_is_a_window_of_the_map(seed, commands):
    state = walked(seed, 2, commands, size=(9, 9))
    lines = text.view(state, "egocentric").split("\n")[:5]
    whole = text.board(*state).split("\n")
    row, column = divmod(state.player, state.level.stride)
    for r in range(-2, 3):
        for c in range(-2, 3):
            inside = 0 <= row + r < 9 and 0 <= column + c < 9
            assert lines[r + 2][c + 2] == (whole[row + r][column + c] if inside else "#")


def test_every_style_by_hand(sokoban):
    state = sokoban.read_map(ROOM)
    assert text.view(state, "ascii") == ROOM.strip()
    assert (
        text.view(state, "coordinates")
        == "you: (1, 2)\nboxes: (2, 3), (3, 4) on a target\ntargets: (1, 2), (3, 3), (3, 4)"
    )
    assert text.view(state, "sentences") == (
        "You are at (1, 2). Box 1 is at (2, 3), 1 down and 1 right of you. Box 2 is at (3, 4), on a target, 2 down and "
        "2 right of you. Target 1 is at (1, 2), under you. Target 2 is at (3, 3), 2 down and 1 right of you. Target 3 "
        "is at (3, 4), 2 down and 2 right of you. Up is a wall, down is a wall, left is floor, right is floor."
    )
    assert text.view(state, "egocentric") == "#####\n#####\n#.S..\n#.#X.\n#..O*"
    assert text.floor_plan(state.level) == (
        "The room has 5 rows and 7 columns. Its floor is row 1: columns 1-5; row 2: columns 1, 3-5; row 3: columns "
        "1-5. The rest is wall."
    )


@pytest.mark.parametrize("style", list(text.VIEWS))
def test_a_solved_level_is_said_to_be_solved(sokoban, style):
    solved = sokoban.read_map("######\n#.P*.#\n######")
    unsolved = State(solved.level, solved.player, (solved.boxes[0] + 1,))
    assert text.view(solved, style).endswith("Every box is on a target.")
    assert "Every box" not in text.view(unsolved, style)


@pytest.mark.parametrize("style", list(text.VIEWS))
def test_the_opening_tells_the_task_the_rules_how_to_act_and_the_view(style):
    state = initial_state(np.random.default_rng(0), (7, 7), 2)
    opening = text.opening(state, style, 3)
    for part in ("2 boxes", "pushes it", "can't", "1 to 3 of: up, down, left, right", text.view(state, style)):
        assert part in opening
    assert ("# a wall" in opening) == (style in ("ascii", "egocentric"))
    assert ("The rest is wall" in opening) == (style in ("coordinates", "sentences"))


@pytest.mark.parametrize("message", ["push left", "<action>LEFT</action>", '["left"]', "I'd move_left now", "go west!"])
def test_natural_words_are_understood(message):
    assert text.GRAMMAR.read(message) == (("left",), "")
