"""The solver against brute force, its bound against hand-made numbers, deadlocks against the truth."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnwise.envs.grid.sokoban import solver
from turnwise.envs.grid.sokoban.geometry import assignment, members, push_distances
from turnwise.envs.grid.sokoban.rules import COMMANDS, initial_state, transition

CORRIDOR = "#######\n#P.X.O#\n#######"
LOST = "######\n#X..O#\n#.P..#\n######"
TURN = """
######
#O...#
##.#.#
#.XP.#
##...#
######
"""


def test_a_corridor_is_solved_by_hand_counted_moves(sokoban):
    solution = solver.solve(*sokoban.read_map(CORRIDOR))
    assert solution == (("right", "right", "right"), True)


def test_walks_around_a_box_are_counted(sokoban):
    state = sokoban.read_map(TURN)
    # Down and left to below the box, up twice with it to the top row; then six steps around the wall to the cell right
    # of the box, and one push.
    solution = solver.solve(*state)
    assert sokoban.play(state, solution.moves).solved
    assert len(solution.moves) == sokoban.fewest_moves(state) == 2 + 2 + 6 + 1


def test_a_solved_state_needs_no_moves(sokoban):
    assert solver.solve(*sokoban.read_map("#####\n#P*.#\n#####")) == ((), True)


def test_a_lost_state_has_no_solution(sokoban):
    state = sokoban.read_map(LOST)
    assert solver.solve(*state) is None
    assert solver.deadlocked(state.level, state.boxes)
    assert state.level.goal_distance(state.boxes) == state.level.cap == 24


@settings(max_examples=60)
@given(
    st.integers(0, 2**32), st.sampled_from([(5, 6, 1), (6, 6, 1), (6, 6, 2), (6, 7, 2), (6, 6, 3)]), st.integers(0, 20)
)
def test_as_short_as_trying_everything_also_from_the_middle_of_a_game(sokoban, seed, room, moves):
    rng = np.random.default_rng(seed)
    rows, cols, boxes = room
    state = initial_state(rng, (rows, cols), boxes)
    for choice in rng.integers(4, size=moves):
        state = transition(state, COMMANDS[choice])
    solution, fewest = solver.solve(*state), sokoban.fewest_moves(state)
    if fewest is None:
        assert solution is None
    else:
        assert solution.optimal
        assert len(solution.moves) == fewest
        assert sokoban.play(state, solution.moves).solved
        assert not solver.deadlocked(state.level, state.boxes), "deadlocks were seen where there is a solution"
        assert state.level.goal_distance(state.boxes) <= fewest, "the bound overestimates"


def test_short_of_nodes_it_settles_for_any_solution_and_says_so(sokoban):
    longer = 0
    for seed in range(20):
        state = initial_state(np.random.default_rng(seed), (8, 8), 3)
        best, quick = solver.solve(*state), solver.solve(*state, nodes=30)
        assert sokoban.play(state, quick.moves).solved
        assert len(quick.moves) >= len(best.moves)
        longer += not quick.optimal
    assert longer > 5


def test_without_nodes_it_remembers_how_the_level_was_made(sokoban):
    state = initial_state(np.random.default_rng(0), (8, 8), 3)
    moves = solver.solve(*state, nodes=0).moves
    for index in range(0, len(moves), 5):
        place = sokoban.play(state, moves[:index])
        rest = solver.solve(*place, nodes=0)
        assert not rest.optimal
        assert sokoban.play(place, rest.moves).solved


def test_without_nodes_and_off_the_known_way_it_gives_up(sokoban):
    state = sokoban.read_map(TURN)
    assert state.level.pushes == ()
    assert solver.solve(*state, nodes=0) is None


@pytest.mark.parametrize("seed", range(6))
def test_large_levels_are_solved(sokoban, seed):
    state = initial_state(np.random.default_rng(seed), (10, 10), 4)
    solution = solver.solve(*state)
    assert sokoban.play(state, solution.moves).solved


def test_push_distances_by_hand(sokoban):
    level = sokoban.read_map("#######\n#O...P#\n#.#.X.#\n#######").level
    found = push_distances(level.floor, level.targets[0], level.stride, 99)
    at = {divmod(cell, level.stride): found[cell] for cell in members(level.floor)}
    # Along the top row to the left: the player must stand right of the box, so not from column 5. Up from row 2: the
    # player would stand in the wall.
    assert at == {
        (1, 1): 0,
        (1, 2): 1,
        (1, 3): 2,
        (1, 4): 3,
        (1, 5): 99,
        (2, 1): 99,
        (2, 3): 99,
        (2, 4): 99,
        (2, 5): 99,
    }


@given(st.integers(1, 5), st.integers(0, 2**32))
def test_assignment_is_the_best_of_all_orders(count, seed):
    costs = np.random.default_rng(seed).integers(0, 30, size=(count, count)).tolist()
    best = min(sum(costs[row][order[row]] for row in range(count)) for order in permutations(range(count)))
    assert assignment(costs) == best


@pytest.mark.parametrize(
    ("drawn", "lost"),
    [
        ("#######\n#.XX..#\n#.....#\n#P.OO.#\n#######", True),  # two boxes against the wall: neither ever moves
        ("######\n#.**.#\n#.P..#\n######", False),  # the same, but at home
        ("#######\n#.....#\n#.XX..#\n#.XX..#\n#.....#\n#POOOO#\n#######", True),  # a block of four
        ("#######\n#.....#\n#.XX..#\n#.....#\n#P.OO.#\n#######", False),
        ("#######\n#X...O#\n#P....#\n#######", True),  # a corner
        ("########\n#.X.X..#\n#......#\n#P.OO..#\n########", True),  # both on a wall without targets
    ],
)
def test_deadlocks_by_hand(sokoban, drawn, lost):
    state = sokoban.read_map(drawn)
    assert solver.deadlocked(state.level, state.boxes) == lost
    assert (sokoban.fewest_moves(state) is None) == lost


def test_two_boxes_for_one_reachable_target_are_lost(sokoban):
    state = sokoban.read_map("########\n#OX..X.#\n#.....P#\n###O####\n########")
    assert solver.bound(state.level, sum(1 << box for box in state.boxes)) == -1
    assert sokoban.fewest_moves(state) is None


def test_walk_is_shortest_or_none(sokoban):
    level = sokoban.read_map("#####\n#P#X#\n#..O#\n#####").level
    stride = level.stride
    start, end = stride + 1, stride + 3
    assert solver.walk(level.floor, start, end, stride) == [stride, 1, 1, -stride]
    assert solver.walk(level.floor, start, start, stride) == []
    assert solver.walk(level.floor & ~(1 << 2 * stride + 2), start, end, stride) is None
