"""Quest's rules in a house built by hand: what each command does, what it refuses, and what can't be undone."""

import pytest
from quest_houses import BLADE, CARROT, COOKING, HANDLE, KEY, KITCHEN, MEAL, RED_DOOR, TROUT, play, playing, refused

from turnwise.envs.text.quest.level import CLOSED, GONE, HELD, LOCKED, OPEN
from turnwise.envs.text.quest.levels import generate

START = playing(COOKING)
FETCHED, _ = play(
    START, "open cedar chest", "take carrot", "take brass key blade", "go east", "take trout", "take brass key handle"
)
ARMED, _ = play(FETCHED, "take kitchen knife")


def test_a_box_shows_what_is_in_it_once_it_is_open():
    assert refused(START, "take carrot") == "You see no such thing here."
    state, seen = play(START, "open cedar chest")
    assert seen == "You open the cedar chest. In it you see a carrot and a brass key blade."
    state, seen = play(state, "take the carrot from the cedar chest", "look")
    assert seen == "You are in the hall. You see a cedar chest (open) with a brass key blade in it.\nExits: east."
    _, seen = play(state, "take brass key blade", "close cedar chest", "open cedar chest")
    assert seen == "You open the cedar chest. It is empty."


def test_a_key_is_crafted_of_its_parts_and_opens_its_lock_only():
    assert FETCHED.status[RED_DOOR] == LOCKED
    assert refused(FETCHED, "go north") == "The door in that direction is not open."
    assert refused(FETCHED, "open red door") == "The red door is locked."
    assert refused(FETCHED, "unlock red door with brass key blade") == "The brass key blade does not fit the red door."
    state, _ = play(FETCHED, "craft brass key")
    assert [state.where[item] for item in (KEY, BLADE, HANDLE)] == [HELD, GONE, GONE]
    assert refused(state, "craft brass key") == "You do not have both parts of the brass key in your hands."
    state, _ = play(state, "unlock red door with brass key")
    assert state.status[RED_DOOR] == CLOSED
    state, seen = play(state, "open red door", "go north")
    assert state.status[RED_DOOR] == OPEN
    assert seen == "You are on the terrace. You see a grill.\nExits: south to the kitchen through the red door (open)."


def test_a_key_needs_both_its_parts():
    state, _ = play(FETCHED, "drop brass key handle")
    assert refused(state, "craft brass key") == "You do not have both parts of the brass key in your hands."


def test_what_can_be_crafted_is_not_told_before_its_parts_are_in_hand():
    names = ("brass key", "kitchen knife", "spaceship")
    told = {refused(START, f"craft {name}").replace(name, "thing") for name in names}
    assert told == {"You do not have both parts of the thing in your hands."}


def test_the_recipe_says_what_to_do_and_doing_it_makes_the_meal():
    state, seen = play(ARMED, "read cookbook")
    assert seen.splitlines()[1:4] == [
        "Ingredients: carrot, trout.",
        "- carrot: cut it into cubes and leave it raw.",
        "- trout: leave it whole and grill it (grill).",
    ]
    state, _ = play(state, "craft brass key", "unlock red door with brass key", "open red door", "go north")
    state, seen = play(state, "cook trout with grill", "cut carrot into cubes", "inventory")
    assert seen == "You carry a carrot (cubes), a trout (grilled), a kitchen knife and a brass key."
    assert refused(state, "prepare meal") == "Meals are prepared in the kitchen."
    state, _ = play(state, "go south", "prepare meal")
    assert [state.where[item] for item in (CARROT, TROUT, MEAL)] == [GONE, GONE, HELD]
    assert refused(state, "prepare meal") == "The meal is prepared already."
    state, seen = play(state, "eat meal")
    assert (state.solved, state.lost) == (True, False)
    assert seen == "You eat the harvest plate. It is delicious. The quest is done."


@pytest.mark.parametrize(
    "message",
    [
        "eat carrot",
        "cut carrot into slices",
        "cut trout into cubes",
        "cook trout with oven",
        "cook carrot in frying pan",
    ],
)
def test_an_ingredient_treated_otherwise_than_the_recipe_says_is_lost(message):
    state, seen = play(ARMED, message)
    assert (state.lost, state.solved) == (True, False)
    assert seen.endswith("That is not what the recipe says: the ingredient is lost, and the quest has failed.")


def test_what_is_cooked_a_second_time_burns():
    state, _ = play(FETCHED, "craft brass key", "unlock red door with brass key", "open red door", "go north")
    state, _ = play(state, "cook trout with grill")
    assert not state.lost
    state, seen = play(state, "cook trout on grill")
    assert state.lost
    assert seen.startswith("The trout burns to a cinder.")


def test_the_meal_is_not_prepared_unread_or_unready():
    assert refused(FETCHED, "prepare meal") == "You do not know the recipe yet; read the cookbook."
    state, _ = play(FETCHED, "read cookbook")
    assert refused(state, "prepare meal").startswith("You do not have all ingredients")


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("cut carrot into cubes", "You need the kitchen knife in your hands."),
        ("cut trout into dust", "Food can be cut into slices, cubes or strips."),
        ("cook carrot with worktop", "The worktop is nothing to cook with."),
        ("cook worktop with oven", "That is not possible with the worktop."),
        ("cook brass key blade with oven", "The brass key blade is no food that you can do this to."),
        ("open worktop", "The worktop does not open or close."),
        ("close red door", "The red door is not open."),
        ("unlock oven with brass key blade", "The oven is not locked."),
        ("take carrot", "You carry the carrot already."),
        ("take worktop", "That is not possible with the worktop."),
        ("put carrot on oven", "Nothing can be put there."),
        ("put kitchen knife on worktop", "You do not carry that."),
        ("drop kitchen knife", "You do not carry that."),
        ("read oven", "There is nothing to read on the oven."),
        ("go up", "There is no exit in that direction."),
        ("put carrot on trout", "That is not possible with the trout."),
        ("open cedar chest", "You see no such thing here."),
        ("examine cedar chest", "You see no such thing here."),
        ("eat kitchen knife", "The kitchen knife is no food that you can do this to."),
    ],
)
def test_what_is_not_possible_is_refused_with_its_reason(message, why):
    assert refused(FETCHED, message) == why


def test_things_can_be_laid_down_anywhere_and_taken_again():
    state, _ = play(FETCHED, "put carrot on worktop", "drop trout", "go west", "go east")
    assert state.where[TROUT] == KITCHEN
    _, seen = play(state, "look")
    assert "a worktop with a carrot and a kitchen knife on it" in seen
    assert "On the floor: a trout." in seen
    again, _ = play(state, "take carrot", "take trout")
    assert again.where == FETCHED.where


@pytest.mark.parametrize(
    ("message", "seen"),
    [
        ("examine red door", "The red door is locked, brass lock."),
        ("examine oven", "You can bake food with the oven."),
        ("examine cookbook", "The cookbook lies open. You can read it."),
        ("examine carrot", "The carrot is uncut and raw."),
        ("look at worktop", "You see a worktop with a kitchen knife on it."),
        (
            "x brass key blade",
            "The brass key blade is one of two parts. With both in your hands you can craft the brass key.",
        ),
        ("examine kitchen knife", "The kitchen knife is nothing special."),
    ],
)
def test_things_can_be_looked_at(message, seen):
    state, told = play(FETCHED, message)
    assert (state, told) == (FETCHED, seen)


def test_the_wrong_treasure_ends_the_quest(numbers):
    level = generate(numbers, "treasure", **SIZE)
    state = playing(level)
    for item, thing in enumerate(level.items):
        if thing.kind == "treasure":
            near = state._replace(
                where=tuple(state.room if n == item else place for n, place in enumerate(state.where))
            )
            after, seen = play(near, f"take {thing.name}")
            assert (after.solved, after.lost) == ((item == level.goal), (item != level.goal))
            assert ("a trap snaps shut" in seen) == after.lost


SIZE = {
    "rooms": 4,
    "doors": 1,
    "locks": 1,
    "crafts": 0,
    "ingredients": 1,
    "cuts": 0,
    "cooking": 0,
    "distractors": 3,
}
