"""Maze: its rules, how mazes are drawn, their exact solution, and what is told of them."""

import re
from collections import Counter, deque

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.grid.maze import levels, rules, solver, text

GRID = """
#######
#.....#
#.###.#
#.#...#
#.#.###
#.....#
#######
"""
MAZE = rules.Level(7, bytes(sign == "." for sign in GRID if sign != "\n"), start=8, exit=24, flags=(12, 40))
"""Start top left, exit in the middle, flag 1 top right, flag 2 bottom right."""


def walk(state, *commands):
    for command in commands:
        state = rules.transition(state, command)
    return state


def brute_force(state):
    """Return the fewest moves to the exit, by breadth-first search over whole states."""
    found, queue = {state: 0}, deque([state])
    while queue:
        state = queue.popleft()
        if state.solved:
            return found[state]
        for command in solver.COMMANDS:
            after = rules.transition(state, command)
            if after not in found:
                found[after] = found[state] + 1
                queue.append(after)
    raise AssertionError("no way")


def drawn(seed, **settings):
    knobs = {"size": 9, "loops": 1, "flags": 1, "algorithm": "backtracker", "min_solution": 1, "max_solution": None}
    return levels.generate(np.random.default_rng(seed), **(knobs | settings))


def test_walls_stop_a_step_and_leave_the_very_state():
    start = rules.initial_state(MAZE)
    assert walk(start, "up") is start
    assert walk(start, "right").cell == 9
    assert walk(start, "down").cell == 15


def test_flags_are_collected_in_passing_and_open_the_exit():
    start = rules.initial_state(MAZE)
    assert start.left == 0b11
    first = walk(start, *["right"] * 4)
    assert (first.cell, first.left) == (12, 0b10)
    closed = walk(first, "down", "down", "left", "left")
    assert closed.cell == MAZE.exit
    assert not closed.solved
    done = walk(closed, "down", "down", "right", "right", "left", "left", "up", "up")
    assert done.left == 0
    assert done.solved


def test_the_distance_by_hand():
    start = rules.initial_state(MAZE)
    # Right to flag 1 (4), down and around to the exit's cell (4), on to flag 2 (4) and back to the exit (4).
    assert solver.distance(*start) == 16
    assert solver.distance(MAZE, 24, 0) == 0
    assert solver.distance(MAZE, 40, 0b01) == 12


@given(st.integers(0, 10_000), st.integers(0, 3), st.integers(0, 3), st.sampled_from(levels.ALGORITHMS))
def test_the_distance_is_the_brute_force_one_and_the_plan_has_it(seed, flags, loops, algorithm):
    level = drawn(seed, flags=flags, loops=loops, algorithm=algorithm)
    rng = np.random.default_rng(seed)
    state = rules.initial_state(level)
    for _ in range(int(rng.integers(15))):
        state = rules.transition(state, solver.COMMANDS[rng.integers(4)])
    plan = solver.plan(state)
    assert len(plan) == solver.distance(*state) == brute_force(state)
    assert walk(state, *plan).solved


@given(st.integers(0, 10_000), st.sampled_from([5, 7, 13]), st.sampled_from(levels.ALGORITHMS))
def test_a_maze_without_loops_is_a_tree_of_all_rooms(seed, size, algorithm):
    grid = levels.carve(np.random.default_rng(seed), size, 0, algorithm)
    rooms = levels.lattice(size).rooms
    assert all(grid[room] for room in rooms)
    assert sum(grid) == 2 * len(rooms) - 1
    assert min(rules.distances(grid, size, rooms[0])[room] for room in rooms) >= 0
    border = [cell for cell in range(size * size) if not (0 < cell % size < size - 1 and 0 < cell // size < size - 1)]
    assert not any(grid[cell] for cell in border)


@given(st.integers(0, 10_000), st.integers(0, 9))
def test_each_loop_opens_one_wall_more(seed, loops):
    grid = levels.carve(np.random.default_rng(seed), 9, loops, "backtracker")
    assert sum(grid) == 2 * 16 - 1 + loops


def test_wilson_draws_every_spanning_tree_equally_often():
    # Four rooms in a square have four spanning trees: the ring with one of its walls closed.
    rng, draws = np.random.default_rng(0), 4000
    counts = Counter(levels.carve(rng, 5, 0, "wilson") for _ in range(draws))
    assert len(counts) == 4
    assert sum((count - draws / 4) ** 2 / (draws / 4) for count in counts.values()) < 16.3  # chi², 3 df, p = 0.001


def test_backtracking_winds_more_than_wilson():
    longest = {}
    for algorithm in levels.ALGORITHMS:
        grids = [levels.carve(np.random.default_rng(seed), 15, 0, algorithm) for seed in range(40)]
        longest[algorithm] = np.mean([max(rules.distances(grid, 15, 16)) for grid in grids])
    assert longest["backtracker"] > 1.2 * longest["wilson"]


@pytest.mark.parametrize("settings", [{}, {"flags": 0}, {"flags": 5, "size": 13}, {"algorithm": "wilson"}], ids=str)
def test_hundreds_of_levels_have_a_solution_in_range(settings):
    for seed in range(200):
        level = drawn(seed, **({"size": 11, "min_solution": 12, "max_solution": 60} | settings))
        places = [level.start, level.exit, *level.flags]
        assert len(set(places)) == len(places)
        assert all(level.grid[cell] for cell in places)
        assert 12 <= len(solver.plan(rules.initial_state(level))) <= 60


def test_a_range_that_no_maze_has_is_refused():
    with pytest.raises(ValueError, match=r"size=5.*min_solution=12.*Widen"):
        drawn(0, size=5, min_solution=12, max_solution=12, loops=0)


def test_the_map_by_hand():
    seen = text.view(rules.initial_state(MAZE), "ascii")
    assert seen == (
        "#######\n#P...1#\n#.###.#\n#.#E..#\n#.#.###\n#....2#\n#######\nFlags left: 1, 2. The exit is closed."
    )
    assert text.view(rules.State(MAZE, 24, 0b10), "ascii").endswith(
        "#.#P..#\n#.#.###\n#....2#\n#######\nFlags left: 2. The exit is closed.\nYou stand on the exit."
    )
    assert text.view(rules.State(MAZE, 24, 0), "ascii").endswith("The exit is open.\nYou reached the exit.")


def test_the_egocentric_view_by_hand():
    seen = text.view(rules.initial_state(MAZE), "egocentric")
    assert seen == "#####\n#####\n##P..\n##.##\n##.#E\nFlags left: 1, 2. The exit is closed."


def read_ascii(seen):
    lines = [line for line in seen.split("\n") if set(line) <= set("#.PE12345")]
    signs = "".join(lines)
    found = {sign: index for index, sign in enumerate(signs) if sign not in "#."}
    size = len(lines[0])
    grid = bytes(sign != "#" for sign in signs)
    if "You stand on the exit" in seen or "You reached" in seen:
        found["E"] = found["P"]
    return size, grid, found


def read_words(seen, size, coordinates):
    pair = r"\((\d+), (\d+)\)" if coordinates else r"row (\d+), column (\d+)"
    cells = [int(row) * size + int(column) for row, column in re.findall(pair, seen)]
    numbers = re.findall(r"flag (\d)", seen, re.IGNORECASE)
    found = dict(zip(["P", "E", *numbers], cells, strict=True))
    grid = bytearray(size * size)
    for row, columns in re.findall(r"row (\d+)(?:: columns| has floor in columns) ([\d, to-]+)", seen, re.IGNORECASE):
        for span in columns.split(", "):
            ends = [int(end) for end in re.findall(r"\d+", span)]
            for column in range(ends[0], ends[-1] + 1):
                grid[int(row) * size + column] = 1
    return size, bytes(grid), found


@given(st.integers(0, 10_000), st.integers(0, 3))
def test_the_whole_styles_tell_the_same(seed, flags):
    level = drawn(seed, flags=flags)
    rng, state = np.random.default_rng(seed), rules.initial_state(level)
    for _ in range(int(rng.integers(20))):
        state = rules.transition(state, solver.COMMANDS[rng.integers(4)])
    told = read_ascii(text.view(state, "ascii"))
    assert told == read_words(text.view(state, "coordinates"), 9, coordinates=True)
    assert told == read_words(text.view(state, "sentences"), 9, coordinates=False)
    assert told[1] == level.grid
    assert told[2]["P"] == state.cell
    assert told[2]["E"] == level.exit


def test_every_knob_changes_the_first_observation():
    def opening(**knobs):
        return gym.make("turnwise/Maze-v0", **knobs).reset(seed=1)[0]

    settings = [
        {},
        {"size": 13},
        {"flags": 2},
        {"loops": 5},
        {"algorithm": "wilson"},
        {"min_solution": 36},
        {"max_solution": 12},
        {"observation": "coordinates"},
        {"moves_per_turn": 3},
    ]
    assert len({opening(**knobs) for knobs in settings}) == len(settings)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("size", 10),
        ("size", 3),
        ("size", 11.0),
        ("flags", 6),
        ("flags", True),
        ("loops", 17),
        ("algorithm", "prim"),
        ("min_solution", 0),
        ("max_solution", 5),
    ],
)
def test_wrong_settings_are_named(argument, value):
    with pytest.raises(ValueError, match=f"MazeEnv needs {argument} to be .*; got {argument}={value!r}"):
        gym.make("turnwise/Maze-v0", **{argument: value})


def test_milestones_fall_one_by_one_on_the_way():
    env = gym.make("turnwise/Maze-v0", flags=2)
    _, info = env.reset(seed=3)
    assert not any(info["milestones"].values())
    held = [0]
    for message in env.unwrapped.expert():
        _, _, terminated, _, info = env.step(message)
        held.append(sum(info["milestones"].values()))
        assert info["channels"]["goal_distance"] == info["task"]["optimal_length"] - len(held) + 1
    assert terminated
    assert held == sorted(held)
    assert held[-1] == 4
    assert list(info["milestones"]) == ["flag_1", "flag_2", "halfway", "exit"]


def test_the_expert_goes_on_from_wherever_the_agent_strayed():
    env = gym.make("turnwise/Maze-v0", max_episode_steps=1000)
    env.reset(seed=4)
    rng, over = np.random.default_rng(0), False
    messages = env.unwrapped.expert()
    while not over:
        message = next(messages)
        if rng.random() < 0.4:
            message = solver.COMMANDS[rng.integers(4)]
        over = env.step(message)[2]
    assert env.unwrapped.state.solved
    assert list(messages) == []
