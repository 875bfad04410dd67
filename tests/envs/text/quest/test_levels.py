"""The houses that Quest draws: what they hold, and that every lock can be opened."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quest_houses import playing

from turnwise.envs.text.quest import plans
from turnwise.envs.text.quest.level import NO_DOOR, NO_KEY
from turnwise.envs.text.quest.levels import generate
from turnwise.envs.text.quest.maps import WINDING, Ways, draw_links, exits_of

SIZES = {"doors": 2, "locks": 2, "crafts": 1, "ingredients": 3, "cuts": 2, "cooking": 1, "distractors": 3}


def drawn(seed, quest="treasure", **knobs):
    return generate(np.random.default_rng(seed), quest, **{"rooms": 9, **SIZES, **knobs})


@given(st.integers(0, 10_000), st.integers(3, 24), st.integers(0, 8))
def test_every_room_can_be_reached_and_no_door_can_be_gone_around(seed, rooms, doors):
    doors = min(doors, rooms - 1)
    links = draw_links(np.random.default_rng(seed), rooms, doors)
    exits = exits_of(links, rooms)
    assert min(map(min, Ways(exits).distance)) >= 0
    for closed in range(doors):
        without = exits_of([link for link in links if link.door != closed], rooms)
        assert min(map(min, Ways(without).distance)) == -1


@given(st.integers(0, 10_000))
def test_an_exit_has_its_way_back(seed):
    exits = exits_of(draw_links(np.random.default_rng(seed), 10, 3), 10)
    back = {"north": "south", "south": "north", "east": "west", "west": "east"}
    for room, ways in enumerate(exits):
        assert len({way.direction for way in ways}) == len(ways)
        for direction, other, door in ways:
            assert (back[direction], room, door) in exits[other]


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(0, 4), st.integers(0, 4), st.integers(0, 8))
def test_every_quest_can_be_solved_whatever_is_locked(seed, locks, crafts, doors):
    for quest in ("treasure", "cooking"):
        level = drawn(seed, quest, locks=locks, crafts=min(crafts, locks), doors=doors)
        assert sum(fixture.key != NO_KEY for fixture in level.fixtures) == locks
        assert len(level.crafts) == min(crafts, locks)
        assert plans.plan(playing(level))


def test_most_locks_stand_in_the_way():
    opened = 0
    for seed in range(50):
        opened += sum(message.startswith("unlock") for message in plans.plan(playing(drawn(seed))))
    assert opened >= 90


@pytest.mark.parametrize(("quest", "kind"), [("coin", "junk"), ("treasure", "treasure"), ("cooking", "food")])
def test_distractors_are_of_the_kind_that_distracts(quest, kind):
    few, many = drawn(5, quest, distractors=0), drawn(5, quest, distractors=6)
    count = [sum(item.kind == kind for item in level.items) for level in (few, many)]
    assert count[1] - count[0] == 6


def test_a_recipe_has_the_ingredients_cuts_and_cooking_asked_for():
    level = drawn(1, "cooking", ingredients=5, cuts=3, cooking=4)
    assert len(level.recipe) == 5
    assert sum(step.form > 0 for step in level.recipe) == 3
    assert sum(step.way > 0 for step in level.recipe) == 4
    assert {"kitchen", "terrace"} <= set(level.rooms)


def test_a_coin_needs_no_key():
    level = drawn(2, "coin")
    assert all(fixture.key == NO_KEY for fixture in level.fixtures)
    assert sum(way.door != NO_DOOR for ways in level.exits for way in ways) == 2 * SIZES["doors"]


def test_a_coin_lies_at_the_other_end_of_the_longest_way():
    for seed in range(50):
        level = drawn(seed, "coin", rooms=12)
        distance = Ways(level.exits).distance
        room = level.room_of[level.items[level.goal].place]
        assert distance[level.start][room] == max(map(max, distance))


def test_winding_houses_have_longer_ways():
    def longest(winding):
        rng = np.random.default_rng(0)
        houses = (Ways(exits_of(draw_links(rng, 12, 2, winding), 12)) for _ in range(50))
        return np.mean([max(map(max, house.distance)) for house in houses])

    assert longest(WINDING) > longest(0.0) + 1


@given(st.integers(0, 10_000), st.sampled_from(["coin", "treasure", "cooking"]))
def test_no_two_things_or_rooms_share_a_name(seed, quest):
    level = drawn(seed, quest, rooms=24, doors=8, locks=4, crafts=4, distractors=8)
    names = [*level.rooms, *(fixture.name for fixture in level.fixtures), *(item.name for item in level.items)]
    assert len(set(names)) == len(names)
