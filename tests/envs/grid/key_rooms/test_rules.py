"""KeyRooms' rules: what can be said of every state, and each rule by hand."""

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from turnwise.envs.grid.key_rooms import rules
from turnwise.envs.grid.key_rooms.levels import Settings, draw_level

COMMANDS = st.lists(st.integers(0, 5), max_size=120)
SEEDS = st.integers(0, 10_000)


def contents(state):
    """Count the objects, those in boxes included, and the boxes."""
    things = [rules.THINGS[there] for there in (*state.cells, state.carrying)]
    boxes = Counter(thing.colour for thing in things if thing.kind == "box")
    loose = [(thing.kind, thing.colour) for thing in things if thing.kind in ("key", "ball")]
    inside = [(rules.THINGS[thing.inside].kind, rules.THINGS[thing.inside].colour) for thing in things if thing.inside]
    return Counter(loose + inside), boxes


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, commands=COMMANDS)
def test_no_object_is_lost_or_made_and_walls_stay(seed, commands):
    level = draw_level(np.random.default_rng(seed), Settings(boxes=2, distractors=2, subgoals=1))
    state = rules.initial_state(level)
    for command in commands:
        before, state = state, rules.transition(state, command)
        assert contents(state)[0] == contents(before)[0]
        assert contents(state)[1] <= contents(before)[1]
        assert rules.PASSABLE[state.cells[state.position]]
        assert state.fetched | before.fetched == state.fetched
        fixed = {rules.WALL, rules.GOAL}
        assert [c in fixed and c for c in state.cells] == [c in fixed and c for c in level.cells]
        doors = [rules.THINGS[state.cells[cell]] for cell in level.doors]
        assert [(door.kind, door.colour) for door in doors] == [
            ("door", rules.THINGS[level.cells[cell]].colour) for cell in level.doors
        ]


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, commands=COMMANDS)
def test_turning_back_undoes_a_turn_and_dropping_undoes_a_pick_up(seed, commands):
    state = rules.initial_state(draw_level(np.random.default_rng(seed), Settings()))
    for command in commands:
        assert rules.transition(rules.transition(state, rules.LEFT), rules.RIGHT) == state
        picked = rules.transition(state, rules.PICK_UP)
        if picked is not state:
            assert rules.transition(picked, rules.DROP)[1:5] == state[1:5]
        state = rules.transition(state, command)


def test_a_command_that_does_nothing_returns_the_same_state(corridor):
    state = rules.initial_state(corridor("> Ly GG"))
    for command in (rules.FORWARD, rules.PICK_UP, rules.DROP, rules.TOGGLE):
        assert rules.transition(state, command) is state


def play(level, *commands):
    state = rules.initial_state(level)
    for command in commands:
        state = rules.transition(state, rules.COMMANDS.index(command))
    return state


def test_only_the_key_of_its_colour_unlocks_a_door(corridor):
    opening = ("pick up", "forward", "forward", "toggle", "forward", "forward", "forward")
    assert rules.solved(play(corridor("> Ky .. Ly . GG"), *opening))
    assert (
        play(corridor("> Kr .. Ly . GG"), *opening).position == play(corridor("> Kr .. Ly . GG"), *opening[:3]).position
    )


def test_an_unlocked_door_can_be_shut_and_opened_without_its_key(corridor):
    state = play(corridor("> Ky .. Ly GG"), "pick up", "forward", "forward", "toggle", "toggle", "turn left")
    assert rules.THINGS[state.cells[state.level.doors[0]]].state == rules.CLOSED


def test_the_goal_counts_only_when_every_errand_is_done(corridor):
    level = corridor("Br > GG", errands=[rules.ball(0)])
    early = play(level, "forward")
    assert early.cells[early.position] == rules.GOAL
    assert not rules.solved(early)
    late = play(level, "turn left", "turn left", "pick up", "turn left", "turn left", "forward")
    assert rules.solved(late)
    assert late.fetched == 1


def test_dropping_a_fetched_ball_keeps_its_errand_done(corridor):
    level = corridor("> Br GG", errands=[rules.ball(0)])
    assert play(level, "pick up", "drop").fetched == 1
