"""The generator: levels are rooms, solvable by the way they were made, and as long as asked."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnwise.envs.grid.sokoban import levels, solver
from turnwise.envs.grid.sokoban.geometry import TARGET, WALL, members, reachable
from turnwise.envs.grid.sokoban.rules import State, initial_state, transition


def bits(cells):
    return sum(1 << cell for cell in cells)


@settings(max_examples=150)
@given(st.integers(0, 2**32), st.integers(6, 10), st.integers(6, 10), st.integers(1, 4))
def test_the_pulls_played_backwards_solve_the_level(seed, rows, cols, boxes):
    state = initial_state(np.random.default_rng(seed), (rows, cols), boxes)
    level = state.level
    moves = solver.follow(level, (bits(level.boxes), level.player), level.pushes)
    place = state
    for command in moves:
        place = transition(place, command)
    assert place.solved
    assert not solver.deadlocked(level, level.boxes)


@given(st.integers(0, 2**32), st.integers(5, 12), st.integers(5, 12))
def test_a_room_is_connected_and_walled_in(seed, rows, cols):
    chance = iter(np.random.default_rng(seed).random(2 * (rows + cols) + 4).tolist())
    floor = levels.carve(chance, rows, cols)
    stride = cols + 1
    assert reachable(floor & -floor, floor, stride) == floor
    for cell in members(floor):
        row, column = divmod(cell, stride)
        assert 0 < row < rows - 1
        assert 0 < column < cols - 1


@given(st.integers(0, 2**32), st.integers(1, 3))
def test_a_level_is_well_formed(seed, boxes):
    level = levels.draw_level(np.random.default_rng(seed), (7, 8), boxes)
    assert len(level.cells) == 7 * 9
    assert len(level.targets) == len(level.boxes) == len(set(level.boxes)) == boxes
    assert level.player not in level.boxes
    assert level.cells[level.player] < WALL
    assert not any(level.cells[box] == TARGET for box in level.boxes), "a box starts at home"


@pytest.mark.parametrize(
    ("size", "boxes", "fewest", "most"),
    [((6, 6), 1, 7, None), ((6, 6), 1, 3, 5), ((7, 7), 2, 12, 14), ((5, 9), 1, 9, 9)],
)
def test_shortest_solutions_are_as_long_as_asked(size, boxes, fewest, most):
    rng = np.random.default_rng(0)
    for _ in range(30):
        solution = solver.solve(*initial_state(rng, size, boxes, fewest, most))
        assert solution.optimal
        assert fewest <= len(solution.moves) <= (most or 1000)


def test_lengths_out_of_reach_are_refused_in_words():
    with pytest.raises(ValueError, match=r"no level with size=\(5, 5\), boxes=1 .* of 90 to 95 moves .* Enlarge"):
        initial_state(np.random.default_rng(0), (5, 5), 1, 90, 95)


def test_more_boxes_than_room_are_refused():
    with pytest.raises(ValueError, match="boxes=8"):
        initial_state(np.random.default_rng(0), (5, 5), 8)


def test_levels_rarely_repeat():
    rng = np.random.default_rng(0)
    assert len({initial_state(rng, (6, 6), 1, 7).level for _ in range(500)}) > 450
    assert len({initial_state(rng, (8, 8), 3).level for _ in range(300)}) == 300


def test_pulls_find_every_place_once(sokoban):
    state = sokoban.read_map("#######\n#.....#\n#..X..#\n#....P#\n###O###\n#######")
    level = state.level
    box = state.boxes[0]
    free = level.floor
    places = levels.pulls(levels.Place(box, free & ~(1 << box), -1, 0), free, level.stride)
    assert places[0].box == box
    found = [(place.box, place.region) for place in places]
    assert len(set(found)) == len(found)
    # A box in row 2 can be pulled along it as long as the player has a cell beyond it: columns 2, 3 and 4.
    assert {divmod(place.box, level.stride) for place in places} >= {(2, 2), (2, 3), (2, 4), (3, 3)}
    assert not {divmod(place.box, level.stride)[1] for place in places} & {1, 5}


def test_pullable_cells_have_two_free_cells_in_line(sokoban):
    level = sokoban.read_map("#####\n#XO.#\n#P###\n#####").level
    assert {divmod(cell, level.stride) for cell in members(levels.pullable(level.floor, level.stride))} == {
        (1, 1),
        (1, 3),
    }


def test_state_of_a_level_starts_at_its_start():
    state = initial_state(np.random.default_rng(1))
    assert state == State(state.level, state.level.player, state.level.boxes)
