"""KeyRooms' solver, against breadth-first search over every state."""

import numpy as np
import pytest

from turnwise.envs.grid.key_rooms import rules, solver
from turnwise.envs.grid.key_rooms.levels import Settings
from turnwise.envs.grid.key_rooms.relaxation import Relaxation
from turnwise.envs.grid.key_rooms.solver import Solver
from turnwise.envs.grid.key_rooms.walls import NEVER

SMALL = {
    "lock": Settings(rooms=2, room_size=3, locked=1, boxes=0, distractors=0),
    "lock and ball": Settings(rooms=2, room_size=3, locked=1, boxes=0, distractors=1),
    "box": Settings(rooms=2, room_size=3, locked=1, boxes=1, distractors=0),
    "errand": Settings(rooms=2, room_size=3, locked=0, boxes=0, distractors=0, subgoals=1),
    "boxed errand": Settings(rooms=1, room_size=4, locked=0, boxes=1, distractors=0, subgoals=1),
    "box and ball": Settings(rooms=2, room_size=3, locked=0, boxes=1, distractors=1),
    "two locks": Settings(rooms=3, room_size=3, locked=2, boxes=0, distractors=0),
}


def breadth_first(start):
    """Return the fewest commands to a solved state."""
    ring, seen, count = [start], {start[1:]}, 0
    while ring:
        wave = []
        for state in ring:
            if rules.solved(state):
                return count
            for command in range(6):
                after = rules.transition(state, command)
                if after[1:] not in seen:
                    seen.add(after[1:])
                    wave.append(after)
        ring, count = wave, count + 1
    return None


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("settings", SMALL.values(), ids=SMALL)
def test_plans_are_as_short_as_breadth_first_searchs(settings, seed, level):
    start = rules.initial_state(level(seed, settings))
    assert Solver(start.level).length(start) == breadth_first(start)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", SMALL)
def test_plans_from_where_a_random_agent_went_are_shortest(name, seed, level, walk):
    *_, state = walk(level(seed, SMALL[name]), seed, 60)
    assert Solver(state.level).length(state) == breadth_first(state)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", ["box", "boxed errand", "box and ball"])
def test_plans_with_a_box_in_hand_are_shortest(name, seed, level):
    start = rules.initial_state(level(seed, SMALL[name]))
    box = next(code for code in start.cells if rules.THINGS[code].kind == "box")
    state = start._replace(cells=start.cells.replace(bytes([box]), bytes([rules.FLOOR])), carrying=box)
    assert Solver(start.level).length(state) == breadth_first(state)


@pytest.mark.parametrize("seed", range(4))
def test_every_state_of_a_random_walk_is_solvable_and_one_command_from_its_neighbours(kind, seed, level, walk):
    drawn = level(seed, kind)
    found, before = Solver(drawn), None
    for state in walk(drawn, seed, 40):
        length = found.length(state)
        assert length is not None
        if before is not None and state != before[0]:
            assert before[1] - length <= 1
        before = state, length


@pytest.mark.parametrize("seed", range(4))
def test_the_bound_never_overestimates(kind, seed, level, walk):
    drawn = level(seed, kind)
    found, relaxed = Solver(drawn), Relaxation(drawn)
    for state in walk(drawn, seed, 25):
        assert relaxed.bound(state) <= found.length(state)


def test_hand_counted_plans(corridor):
    def plan(*drawing, **errands):
        level = corridor(*drawing, **errands)
        return Solver(level).plan(rules.initial_state(level))

    assert plan("> GG") == ["forward"]
    assert plan("> Cy GG") == ["toggle", "forward", "forward"]
    assert plan("> Ky Ly GG") == ["pick up", "forward", "toggle", "forward", "forward"]
    assert plan("> Br .. GG") == ["pick up", "forward", "forward", "forward"]
    assert plan("> Xr GG")[1:] == ["forward", "forward"]


def test_a_solved_state_needs_no_command(corridor):
    level = corridor("> GG")
    end = rules.transition(rules.initial_state(level), rules.FORWARD)
    assert Solver(level).plan(end) == []


def test_a_level_without_its_key_has_no_plan(corridor):
    level = corridor("> .. Ly GG")
    assert Solver(level).plan(rules.initial_state(level)) is None
    assert Relaxation(level).bound(rules.initial_state(level)) == NEVER


def test_a_level_without_its_ball_to_fetch_has_no_plan(corridor):
    level = corridor("> GG", errands=[rules.ball(2)])
    assert Solver(level).plan(rules.initial_state(level)) is None


def test_a_search_that_is_cut_short_solves_the_level_and_says_so(monkeypatch, level):
    start = rules.initial_state(level(0, Settings(rooms=6, locked=3, subgoals=2, distractors=3)))
    best = Solver(start.level)
    length = best.length(start)
    monkeypatch.setattr(solver, "PATIENCE", 10)
    hasty = Solver(start.level)
    plan = hasty.plan(start)
    assert (best.optimal, hasty.optimal) == (True, False)
    assert len(plan) >= length
    state = start
    for command in plan:
        state = rules.transition(state, rules.COMMANDS.index(command))
    assert rules.solved(state)


def test_plans_do_not_depend_on_what_was_asked_before(level, walk):
    drawn = level(5)
    states = list(walk(drawn, 5, 30))
    used = Solver(drawn)
    lengths = [used.length(state) for state in states]
    order = np.random.default_rng(0).permutation(len(states))
    other = Solver(drawn)
    assert [other.length(states[index]) for index in order] == [lengths[index] for index in order]
