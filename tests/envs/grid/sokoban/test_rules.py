"""Sokoban's rules."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.grid.sokoban.geometry import TARGET, WALL, Level
from turnwise.envs.grid.sokoban.rules import COMMANDS, State, initial_state, transition

HALL = """
#######
#.PXXO#
#.X...#
#.O.O.#
#######
"""


@pytest.fixture
def hall(sokoban):
    return sokoban.read_map(HALL)


def test_walking_moves_the_player_alone(hall, sokoban):
    assert transition(hall, "left") == State(hall.level, hall.player - 1, hall.boxes)
    assert sokoban.play(hall, ["left", "right"]) == hall


def test_a_push_moves_the_box_one_cell_on(hall):
    after = transition(hall, "down")
    below = hall.player + hall.level.stride
    assert after.player == below
    assert after.boxes == tuple(box + hall.level.stride if box == below else box for box in hall.boxes)
    assert after.boxes_on_target == 1
    assert not after.solved


@pytest.mark.parametrize("command", ["up", "right"])
def test_a_wall_and_a_second_box_stop_a_move(hall, command):
    assert transition(hall, command) is hall


def test_a_wall_stops_a_push(hall, sokoban):
    pushed = transition(hall, "down")
    assert transition(pushed, "down") is pushed


def test_boxes_cannot_be_pulled(sokoban):
    state = sokoban.read_map("#####\n#.PX#\n#..O#\n#####")
    assert transition(state, "left").boxes == state.boxes


def test_all_boxes_on_targets_is_solved(sokoban):
    state = sokoban.read_map("######\n#P.X*#\n#.O..#\n######")
    assert not state.solved
    assert state.boxes_on_target == 1
    assert sokoban.read_map("######\n#P.**#\n######").solved


@given(
    st.integers(0, 2**32), st.integers(5, 8), st.integers(5, 8), st.integers(1, 3), st.lists(st.sampled_from(COMMANDS))
)
def test_no_sequence_of_moves_breaks_the_world(seed, rows, cols, boxes, commands):
    state = initial_state(np.random.default_rng(seed), (rows, cols), boxes if rows * cols > 25 else 1)
    for command in commands:
        before, state = state, transition(state, command)
        level, player, places = state
        assert level is before.level
        assert len({player, *places}) == len(places) + 1 == len(before.boxes) + 1, "two things in one cell"
        assert all(level.cells[cell] < WALL for cell in (player, *places))
        if state is before:
            ahead = player + level.steps[command]
            second = ahead + level.steps[command]
            assert level.cells[ahead] >= WALL or (
                ahead in places and (level.cells[second] >= WALL or second in places)
            ), "a legal move was refused"
        else:
            assert player == before.player + level.steps[command]
            assert sum(old != new for old, new in zip(before.boxes, places, strict=True)) == (player in before.boxes)


def test_old_states_stay_what_they_were(hall):
    kept = State(hall.level, hall.player, tuple(hall.boxes))
    for command in COMMANDS:
        transition(hall, command)
    assert hall == kept


def test_a_level_survives_pickling(hall):
    assert hall.level.dead >= 0
    twin = pickle.loads(pickle.dumps(hall))
    assert twin == hall
    assert twin.level.distances == hall.level.distances
    assert hash(twin) == hash(hall)


def test_same_generator_state_same_level():
    draws = [initial_state(np.random.default_rng(8), (7, 7), 2) for _ in range(2)]
    assert draws[0] == draws[1]
    assert draws[0] != initial_state(np.random.default_rng(9), (7, 7), 2)


def test_the_known_solution_is_no_part_of_a_levels_identity(hall):
    level = hall.level
    assert Level(level.rows, level.cols, level.cells, level.player, level.boxes, ((9, 1),)) == level


def test_targets_and_boxes_are_equally_many(hall):
    assert len(hall.level.targets) == hall.level.cells.count(TARGET) == 3 == len(hall.boxes)
