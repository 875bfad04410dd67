"""Household's plans: hand-counted, and compared with a search over everything that can happen."""

from collections import deque

import pytest
from household_homes import (
    COUNTER,
    DESK,
    DRAWER,
    FRIDGE,
    MUG,
    OTHER_MUG,
    PENCIL,
    SINK,
    drawn,
    every_command,
    home,
    start,
    walked,
)
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.household import rules, solver
from turnwise.envs.text.household.home import TASKS, Level
from turnwise.envs.text.household.rules import NOTHING, Command


@pytest.mark.parametrize(
    ("settings", "turns"),
    [
        # go counter, take, enter study, go drawer, open, put
        ({}, 6),
        ({"rooms": 1}, 5),
        # the mug in the fridge: go, open, take, go drawer, open, put
        ({"rooms": 1, "where": (FRIDGE, FRIDGE, DESK)}, 6),
        # go counter, take, go sink, clean, enter study, go drawer, open, put
        ({"task": "clean"}, 8),
        # go counter, take, go microwave, heat, go sink, put
        ({"task": "heat", "target": "sink"}, 6),
        # the mug in the fridge is cold: go, open, take, enter, go drawer, open, put
        ({"task": "cool"}, 7),
        # go counter, take, go fridge, cool, go counter, put; the cold one: go fridge, open, take, go counter, put
        ({"task": "cool", "target": "counter"}, 5),
        # enter, go desk, take, turn on, examine
        ({"task": "examine", "kind": "pencil", "target": ""}, 5),
        # go counter, take, go sink, put, go fridge, open, take, go sink, put
        ({"task": "pair", "target": "sink"}, 9),
        # it lies where it is to be, unwashed: go counter, take, go sink, clean, go counter, put
        ({"task": "clean", "target": "counter"}, 6),
    ],
)
def test_hand_counted_plans(settings, turns):
    state = start(**settings)
    assert solver.distance(state) == turns
    assert len(solver.plan(state)) == turns


def test_what_is_held_in_vain_is_put_down_where_the_mug_is_taken():
    state = start(rooms=1)._replace(held=PENCIL, where=(COUNTER, FRIDGE, rules.HELD))
    assert solver.plan(state)[:3] == [
        Command("go", COUNTER),
        Command("put", PENCIL, COUNTER),
        Command("take", MUG, COUNTER),
    ]
    assert solver.distance(state) == 6


def test_of_two_mugs_the_one_in_the_hand_is_brought_first():
    state = start(task="pair", target="sink", rooms=1)._replace(held=OTHER_MUG, where=(COUNTER, rules.HELD, DESK))
    plan = solver.plan(state)
    assert plan[:2] == [Command("go", SINK), Command("put", OTHER_MUG, SINK)]
    assert len(plan) == 6


def test_from_a_solved_state_nothing_is_left():
    state = start()._replace(where=(DRAWER, FRIDGE, DESK))
    assert (solver.distance(state), solver.plan(state)) == (0, [])


BEARING = {
    "clean": ("clean",),
    "heat": ("heat", "cool"),
    "cool": ("cool", "heat"),
    "examine": ("turn on", "turn off", "examine"),
}
"""Task → commands beside those that move things; the others change nothing that the goal asks for."""


def all_distances(first):
    """Return the turns to the goal from every state that can be reached by the commands that bear on the task."""
    verbs = {"go", "enter", "open", "close", "take", "put", *BEARING.get(first.level.goal.task, ())}
    commands = [command for command in every_command(first.level) if command.verb in verbs]
    first = first._replace(seen=0)
    into, queue = {first: []}, deque([first])
    while queue:
        state = queue.popleft()
        if rules.solved(state):
            continue
        for command in commands:
            if not rules.refusal(state, command):
                reached = rules.transition(state, command)._replace(seen=0)
                if reached not in into:
                    into[reached] = []
                    queue.append(reached)
                into[reached].append(state)
    found = {state: 0 for state in into if rules.solved(state)}
    queue.extend(found)
    while queue:
        state = queue.popleft()
        for before in into[state]:
            if before not in found:
                found[before] = found[state] + 1
                queue.append(before)
    assert set(found) == set(into), "every state can be solved"
    return found


SMALL = {
    "place": {"rooms": 2},
    "clean": {"task": "clean", "target": "drawer", "rooms": 2},
    "heat": {"task": "heat", "target": "desk", "rooms": 2},
    "cool": {"task": "cool", "target": "counter", "rooms": 1},
    "examine": {"task": "examine", "rooms": 2, "target": ""},
    "pair": {"task": "pair", "target": "drawer", "rooms": 2},
}


def smaller(task):
    """Return a home for a task with no more things than it takes to go wrong."""
    level = home(**SMALL[task])
    things = level.things if task in ("place", "pair") else (level.things[0], level.things[2])
    places = level.places
    if task == "pair":  # three mugs, two drawers
        things = (*things[:2], things[1]._replace(number=3, place=DESK))
        places = (*places[:5], places[DRAWER]._replace(number=2))
    if task == "cool":
        things = (level.things[1], level.things[0]._replace(place=DRAWER))
    fields = {name: getattr(level, name) for name in ("rooms", "doors", "lamps", "start", "goal")}
    return rules.first_state(Level(places=places, things=things, **fields))


@pytest.mark.parametrize("task", TASKS)
def test_the_distance_is_that_of_a_search_over_every_state(task):
    first = smaller(task)
    found = all_distances(first)
    assert len(found) > 500
    wrong = [state for state, turns in found.items() if solver.distance(state) != turns]
    assert wrong == []


@given(
    st.integers(0, 10_000), st.sampled_from(TASKS), st.integers(1, 4), st.integers(0, 3), st.integers(0, 30), st.data()
)
def test_a_plan_is_possible_and_each_command_of_it_saves_one_turn(seed, task, rooms, copies, turns, data):
    state = walked(drawn(seed, task=task, rooms=rooms, copies=copies, receptacles=12), data, turns)
    plan = solver.plan(state)
    for left, command in zip(range(len(plan), 0, -1), plan, strict=True):
        assert solver.distance(state) == left
        assert rules.refusal(state, command) == ""
        state = rules.transition(state, command)
    assert rules.solved(state)


@given(st.integers(0, 10_000), st.sampled_from(TASKS), st.integers(1, 4), st.integers(0, 30), st.data())
def test_no_command_saves_more_than_one_turn(seed, task, rooms, turns, data):
    state = walked(drawn(seed, task=task, rooms=rooms), data, turns)
    left = solver.distance(state)
    for command in every_command(state.level):
        if not rules.refusal(state, command):
            assert solver.distance(rules.transition(state, command)) >= left - 1
    assert state.held == NOTHING or state.where[state.held] == rules.HELD
