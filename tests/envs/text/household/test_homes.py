"""Homes that are drawn: what each has, and that its task can be done and is not done yet."""

import pickle
from collections import Counter

import pytest
from household_homes import drawn, home
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.household import catalogue, levels, rules
from turnwise.envs.text.household.home import TASKS

seeds = st.integers(0, 100_000)


@given(seeds, st.integers(1, 6), st.data())
def test_a_home_has_its_rooms_places_and_things_in_number(seed, rooms, data):
    receptacles = data.draw(st.integers(5 + rooms, levels.MOST_RECEPTACLES))
    copies = data.draw(st.integers(0, 3))
    objects = data.draw(st.integers(2 + copies, 60))
    level = drawn(seed, rooms=rooms, receptacles=receptacles, objects=objects, copies=copies).level
    assert (len(level.rooms), len(level.places), len(level.things)) == (rooms, receptacles, objects)
    assert len(level.wanted) == copies + 1 + (level.goal.task == "pair")
    assert {place.room for place in level.places} == set(range(rooms))
    assert set(catalogue.REQUIRED) <= {place.kind for place in level.places}
    counts = Counter(place.kind for place in level.places)
    assert all(count <= catalogue.PLACES[kind].most for kind, count in counts.items())
    if rooms > 1:
        assert all(level.rooms[place.room] in catalogue.PLACES[place.kind].rooms for place in level.places)
        assert all(len(hops) == rooms and min(hops) == 0 for hops in level.hops)
    names = [*level.place_names, *level.thing_names, *level.lamp_names, *level.rooms]
    assert len(set(names)) == len(names)
    assert all(level.places[stand].kind in catalogue.LAMP_STANDS for stand in level.lamps)


@given(seeds, st.sampled_from(TASKS), st.integers(1, 3))
def test_a_task_is_sensible_and_nothing_of_it_is_done(seed, task, rooms):
    state = drawn(seed, task=task, rooms=rooms)
    level, goal = state.level, state.level.goal
    assert goal.task == task
    assert not rules.reached(state)
    facts = catalogue.THINGS[goal.kind]
    if task in ("clean", "heat", "cool", "examine"):
        assert task in facts.uses
    if task == "examine":
        assert goal.target == ""
    else:
        assert level.targets
        assert facts.group in catalogue.PLACES[goal.target].groups
    if task in ("place", "pair"):
        assert not {state.where[thing] for thing in level.wanted} & set(level.targets)
    if task in ("heat", "cool"):
        assert goal.target not in {*catalogue.TOOLS["heat"], *catalogue.TOOLS["cool"]}


def test_any_task_is_each_of_the_six():
    drawn_tasks = Counter(drawn(seed).level.goal.task for seed in range(300))
    assert set(drawn_tasks) == set(TASKS)
    assert min(drawn_tasks.values()) > 25


def test_names_can_be_told_apart_in_a_command():
    names = [*catalogue.PLACES, *catalogue.THINGS, *catalogue.ROOMS]
    assert len(set(names)) == len(names)
    for name in names:
        assert not {"in", "on", "into", "onto", "from", "with", "at"} & set(name.split())
    aliases = [kind.alias for kind in (*catalogue.PLACES.values(), *catalogue.THINGS.values()) if kind.alias]
    assert len(set(aliases)) == len(aliases)
    assert not set(aliases) & set(names)


def test_tools_stands_and_groups_are_known():
    for kinds in (*catalogue.TOOLS.values(), catalogue.LAMP_STANDS, catalogue.REQUIRED):
        assert set(kinds) <= set(catalogue.PLACES)
    assert all(not catalogue.PLACES[kind].lid for kind in catalogue.LAMP_STANDS)
    kept = {group for kind in catalogue.PLACES.values() for group in kind.groups}
    assert {kind.group for kind in catalogue.THINGS.values()} <= kept
    uses = {use for kind in catalogue.THINGS.values() for use in kind.uses}
    assert uses == {"clean", "heat", "cool", "examine"}


def test_any_number_of_rooms_has_room_for_the_most_places():
    for rooms in range(1, 7):
        for seed in range(20):
            assert len(drawn(seed, rooms=rooms, receptacles=levels.MOST_RECEPTACLES).level.places) == 30


def test_a_home_is_pickled_without_what_was_worked_out():
    level = home()
    empty = len(pickle.dumps(level))
    assert level.once("x", lambda: "y" * 10_000)
    assert level.hops
    again = pickle.loads(pickle.dumps(level))
    assert again == level
    assert len(pickle.dumps(level)) == empty


def test_what_was_worked_out_is_forgotten_when_it_is_too_much(monkeypatch):
    level = home()
    monkeypatch.setattr("turnwise.envs.text.household.home.MEMO_SIZE", 3)
    for number in range(10):
        assert level.once(number, lambda number=number: number + 1) == number + 1
    assert len(level.memo) <= 3


@pytest.mark.parametrize("task", TASKS)
def test_the_same_home_is_asked_for_in_other_words(task):
    plain, other = drawn(3, task=task).level, drawn(3, task=task, goal="paraphrased").level
    assert (plain.places, plain.things, plain.goal[:3]) == (other.places, other.things, other.goal[:3])
    assert plain.goal.wording == 0
