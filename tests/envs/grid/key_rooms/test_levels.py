"""KeyRooms' levels: solvable, as asked for, and split by content."""

import zlib

import gymnasium as gym
import numpy as np
import pytest

from turnwise.envs.grid.key_rooms import rules
from turnwise.envs.grid.key_rooms.env import KeyRoomsEnv
from turnwise.envs.grid.key_rooms.levels import Settings, draw_level
from turnwise.envs.grid.key_rooms.solver import Solver


def kinds(level):
    things = [rules.THINGS[code] for code in level.cells]
    things += [rules.THINGS[thing.inside] for thing in things if thing.inside]
    return [thing.kind for thing in things]


@pytest.mark.parametrize("seed", range(0, 300, 50))
def test_every_level_is_solved_by_its_plan(seed, level):
    for number in range(seed, seed + 50):
        state = rules.initial_state(level(number))
        plan = Solver(state.level).plan(state)
        assert plan is not None
        for command in plan:
            assert not rules.solved(state)
            state = rules.transition(state, rules.COMMANDS.index(command))
        assert rules.solved(state)


@pytest.mark.parametrize("seed", range(30))
def test_levels_of_every_kind_are_solvable(kind, seed, level):
    state = rules.initial_state(level(seed, kind))
    assert Solver(state.level).length(state) is not None


def reached(level, keys):
    """Return the cells that can be reached without moving an object, through doors whose key is in ``keys``."""
    found = [level.position]
    for cell in found:
        for move in level.moves:
            there = level.cells[cell + move]
            thing = rules.THINGS[there]
            opens = thing.kind == "door" and (thing.state != rules.LOCKED or rules.UNLOCKS[there] in keys)
            if cell + move not in found and (there in (rules.FLOOR, rules.GOAL) or opens):
                found.append(cell + move)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_each_key_lies_behind_the_door_before_its_own_and_no_object_is_in_the_way(kind, seed, level):
    drawn = level(seed, kind)
    keys = []
    for cell, colour in drawn.locks:
        free = reached(drawn, keys)
        assert any(cell + move in free for move in drawn.moves)
        key = rules.key(colour)
        at = [spot for spot, code in enumerate(drawn.cells) if key in (code, rules.THINGS[code].inside)]
        assert len(at) == 1
        assert any(at[0] + move in free for move in drawn.moves)
        if keys:
            before = reached(drawn, keys[:-1])
            assert not any(at[0] + move in before for move in drawn.moves)
        keys.append(key)
    assert drawn.cells.index(rules.GOAL) in reached(drawn, keys)
    if keys:
        assert drawn.cells.index(rules.GOAL) not in reached(drawn, keys[:-1])


def test_levels_hold_what_was_asked_for(kind, level):
    for seed in range(20):
        drawn = level(seed, kind)
        found = kinds(drawn)
        assert found.count("door") == kind.rooms - 1
        assert len(drawn.locks) == kind.locked
        assert found.count("box") == kind.boxes
        assert found.count("goal") == 1
        assert len(drawn.errands) == kind.subgoals
        assert found.count("key") + found.count("ball") == kind.locked + kind.subgoals + kind.distractors
        assert drawn.cells[drawn.position] == rules.FLOOR
        assert all(code == rules.WALL for code in drawn.cells[: drawn.width] + drawn.cells[:: drawn.width])


@pytest.mark.parametrize(
    "change",
    [{"rooms": 5}, {"room_size": 6}, {"locked": 1}, {"boxes": 3}, {"distractors": 4}, {"subgoals": 2}],
    ids=str,
)
def test_each_setting_changes_the_level(change, level):
    assert level(0, Settings(**change)) != level(0)


def test_min_solution_holds_and_rejects_shorter_levels(level):
    for seed in range(10):
        drawn = level(seed, Settings(min_solution=45))
        assert Solver(drawn).length(rules.initial_state(drawn)) >= 45
    lengths = [Solver(level(seed)).length(rules.initial_state(level(seed))) for seed in range(10)]
    assert min(lengths) < 45


def test_a_min_solution_out_of_reach_is_refused():
    with pytest.raises(ValueError, match="smaller min_solution"):
        draw_level(np.random.default_rng(0), Settings(rooms=1, room_size=3, locked=0, boxes=0, min_solution=500))


@pytest.mark.parametrize(
    "wrong",
    [
        {"rooms": 0},
        {"rooms": 2.0},
        {"rooms": "4"},
        {"room_size": 2},
        {"locked": 4},
        {"locked": -1},
        {"boxes": 7},
        {"boxes": True},
        {"distractors": 11},
        {"subgoals": 7},
        {"min_solution": -1},
        {"view_size": 4},
        {"view_size": 17},
        {"observation": "pixels"},
        {"split": "dev"},
        {"moves_per_turn": 0},
    ],
    ids=str,
)
def test_wrong_arguments_are_refused_by_name(wrong):
    (name, value), *_ = wrong.items()
    with pytest.raises(ValueError, match=f"{name}={value!r}"):
        KeyRoomsEnv(**wrong)


def test_rooms_too_small_for_their_objects_are_refused():
    crowded = Settings(rooms=1, room_size=3, locked=0, boxes=6, distractors=12)
    with pytest.raises(ValueError, match="Enlarge room_size"):
        draw_level(np.random.default_rng(0), crowded)


def test_train_and_test_levels_are_disjoint_by_content():
    found = {}
    for split in ("train", "test"):
        env = gym.make("turnwise/KeyRooms-v0", split=split, rooms=2, room_size=3, locked=1, boxes=0, distractors=0)
        found[split] = set()
        for seed in range(150):
            env.reset(seed=seed)
            found[split].add(env.unwrapped.layout(env.unwrapped.state))
    assert not found["train"] & found["test"]
    assert {zlib.crc32(text.encode()) % 5 == 0 for text in found["test"]} == {True}
    assert len(found["test"]) > 100


def test_the_same_seed_gives_the_same_level(level):
    assert level(3) == level(3)
    assert level(3) != level(4)
