"""Quest's exact distances, beside trying everything."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quest_houses import COOKING, GRAMMAR, play, playing, shortest

from turnwise.envs.text.quest import plans, possible, solver, turns
from turnwise.envs.text.quest.levels import generate

KNOBS = {
    "rooms": st.integers(3, 6),
    "doors": st.integers(0, 2),
    "locks": st.integers(0, 2),
    "distractors": st.integers(0, 2),
}
FOOD = {"crafts": 0, "ingredients": 2, "cuts": 1, "cooking": 1}


def wandered(level, rng, turns_played):
    """Return a state that random play leads to, laying things down and closing doors included."""
    state = playing(level)
    for _ in range(turns_played):
        choices = possible.commands(state)
        after = turns.turn(state, GRAMMAR.read(choices[rng.integers(len(choices))])[0])[0]
        state = state if after.solved or after.lost else after
    return state


def test_the_house_built_by_hand_takes_what_counting_says():
    """Two rooms to walk and two back, 5 things to take, chest, key, door twice, read, grill, cut, prepare, eat."""
    walks = len(["go east", "go north", "go south"])
    assert solver.distance(playing(COOKING)) == walks + 5 + 1 + 1 + 2 + 1 + 1 + 1 + 1 + 1
    assert shortest(playing(COOKING)) == solver.distance(playing(COOKING))


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.sampled_from(["coin", "treasure"]), st.integers(0, 60), st.fixed_dictionaries(KNOBS))
def test_the_distance_of_a_search_is_the_one_found_by_trying_everything(seed, quest, walk, knobs):
    rng = np.random.default_rng(seed)
    level = generate(rng, quest, **{**FOOD, "crafts": min(knobs["locks"], 1)}, **knobs)
    state = wandered(level, rng, walk)
    assert solver.distance(state) == shortest(state)


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(0, 40), st.integers(0, 1))
def test_the_distance_to_a_meal_is_the_one_found_by_trying_everything(seed, walk, cooking):
    rng = np.random.default_rng(seed)
    small = {"rooms": 3, "doors": 1, "locks": 1, "crafts": 0, "distractors": 0}
    level = generate(rng, "cooking", ingredients=1, cuts=1, cooking=cooking, **small)
    state = wandered(level, rng, walk)
    assert solver.distance(state) == shortest(state)


@settings(max_examples=500)
@given(st.integers(0, 10_000), st.sampled_from(["coin", "treasure", "cooking"]), st.integers(0, 80))
def test_every_command_of_a_plan_brings_the_end_nearer_by_one(seed, quest, walk):
    rng = np.random.default_rng(seed)
    big = {"rooms": 12, "doors": 4, "locks": 3, "crafts": 2, "distractors": 4}
    level = generate(rng, quest, ingredients=4, cuts=3, cooking=3, **big)
    state = wandered(level, rng, walk)
    plan = plans.plan(state)
    assert len(plan) == solver.distance(state)
    for message in plan:
        left = solver.distance(state)
        state, _ = play(state, message)
        assert solver.distance(state) == left - 1
    assert state.solved


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.sampled_from(["coin", "treasure", "cooking"]), st.integers(0, 60))
def test_no_command_brings_the_end_nearer_by_more_than_one(seed, quest, walk):
    """With plans that are as long as the distance says, this makes the distance exact."""
    rng = np.random.default_rng(seed)
    level = generate(rng, quest, rooms=8, doors=3, locks=3, distractors=2, **{**FOOD, "crafts": 1})
    state = wandered(level, rng, walk)
    for message in possible.commands(state):
        after, _ = play(state, message)
        assert solver.distance(after) >= solver.distance(state) - 1


def test_parts_in_hand_are_joined_when_the_key_is_needed():
    state, _ = play(playing(COOKING), "open cedar chest", "take brass key blade", "go east", "take brass key handle")
    plan = plans.plan(state)
    assert plan.index("craft brass key") == plan.index("unlock red door with brass key") - 1
    assert len(plan) == solver.distance(state)


def test_a_lost_quest_is_far_away_and_has_no_plan():
    state, _ = play(playing(COOKING), "open cedar chest", "take carrot", "eat carrot")
    assert solver.distance(state) == solver.LOST == 1000
    assert plans.plan(state) is None


def test_a_solved_quest_has_nothing_left_to_do():
    state, _ = play(playing(COOKING), *plans.plan(playing(COOKING)))
    assert (solver.distance(state), plans.plan(state)) == (0, [])


@pytest.mark.parametrize("where", ["go west", "drop meal"])
def test_a_prepared_meal_is_only_fetched_and_eaten(where):
    state, _ = play(playing(COOKING), *plans.plan(playing(COOKING))[:-1], where)
    assert solver.distance(state) == (1 if where == "go west" else 2)
