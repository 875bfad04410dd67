"""Household's facts, goal and milestones, and the rewards that are made of them."""

import gymnasium as gym
import pytest
from household_homes import COUNTER, DESK, DRAWER, FRIDGE, MUG, PENCIL, SINK, drawn, every_command, start, walked
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.household import measures, rules
from turnwise.envs.text.household.home import TASKS
from turnwise.envs.text.household.rules import Command
from turnwise.reward_shaping.goals.goal_similarity import goal_similarity, objects_of
from turnwise.wrappers import GoalDistance, GoalSimilarity, Milestones
from turnwise.wrappers.goals.with_milestones import WithMilestones


def episode(env, seed):
    """Return what the expert is paid turn by turn, with the last ``info``."""
    _, info = env.reset(seed=seed)
    terms = []
    for message in env.unwrapped.expert():
        *_, terminated, _, info = env.step(message)
        terms.append(info["reward_terms"])
        if terminated:
            break
    return terms, info


def test_facts_of_a_home_by_hand():
    assert measures.facts(start()) == {
        "goal.task": "place",
        "goal.object": "mug",
        "goal.place": "drawer",
        "agent.place": "middle",
        "agent.room": "kitchen",
        "agent.holding": "nothing",
        "counter 1.room": "kitchen",
        "drawer 1.room": "study",
        "fridge 1.room": "kitchen",
        "sink 1.room": "kitchen",
        "desk 1.room": "study",
        "microwave 1.room": "kitchen",
        "drawer 1.open": False,
        "fridge 1.open": False,
        "microwave 1.open": False,
        "lamp 1.place": "desk 1",
        "lamp 1.on": False,
        **of_thing("mug 1", "mug", "counter 1"),
        **of_thing("mug 2", "mug", "fridge 1", temperature="cold"),
        **of_thing("pencil 1", "pencil", "desk 1"),
        "wanted_1.name": "mug 1",
        "wanted_1.place_kind": "counter",
        "wanted_1.cleanliness": "unwashed",
        "wanted_1.temperature": "room",
        "wanted_1.examined": False,
    }


def of_thing(name, kind, place, **other):
    facts = {"kind": kind, "place": place, "cleanliness": "unwashed", "temperature": "room"}
    facts |= {"examined": False, "seen": False, **other}
    return {f"{name}.{attribute}": value for attribute, value in facts.items()}


def test_facts_follow_what_happens():
    state = start()
    seen = measures.facts(state)
    for command, changed in [
        (Command("go", COUNTER), {"agent.place": "counter 1", "mug 1.seen": True}),
        (
            Command("take", MUG, COUNTER),
            {"agent.holding": "mug 1", "mug 1.place": "agent", "wanted_1.place_kind": "agent"},
        ),
        (Command("go", SINK), {"agent.place": "sink 1"}),
        (Command("clean", MUG, SINK), {"mug 1.cleanliness": "clean", "wanted_1.cleanliness": "clean"}),
        (Command("enter", 1), {"agent.place": "middle", "agent.room": "study"}),
        (Command("go", DRAWER), {"agent.place": "drawer 1"}),
        (Command("open", DRAWER), {"drawer 1.open": True}),
        (
            Command("put", MUG, DRAWER),
            {"agent.holding": "nothing", "mug 1.place": "drawer 1", "wanted_1.place_kind": "drawer"},
        ),
    ]:
        state = rules.transition(state, command)
        now = measures.facts(state)
        assert {name: value for name, value in now.items() if seen[name] != value} == changed
        seen = now


def held_by(state):
    return [name for name, holds in measures.milestones(state).items() if holds]


def test_milestones_by_hand():
    state = start(task="pair", target="sink")
    assert measures.milestones(state) == dict.fromkeys(["found", "holding", "found_two", "one_placed", "placed"], False)
    seen = state._replace(seen=1, held=MUG, where=(rules.HELD, FRIDGE, DESK))
    assert held_by(seen) == ["found", "holding"]
    placed = state._replace(seen=3, where=(SINK, FRIDGE, DESK))
    assert held_by(placed) == [
        "found",
        "found_two",
        "one_placed",
    ]
    lamp = start(task="examine", kind="pencil", target="")._replace(seen=1 << 3, lit=1)
    assert held_by(lamp) == ["lamp_found", "lamp_on"]
    hot = start(task="heat")._replace(hot=1 << PENCIL)
    assert not measures.milestones(hot)["hot"]
    assert measures.milestones(hot._replace(hot=1 << MUG))["hot"]


@given(st.integers(0, 10_000), st.sampled_from(TASKS), st.integers(1, 3), st.integers(0, 25), st.data())
def test_the_goal_as_facts_holds_exactly_where_the_task_is_done(seed, task, rooms, turns, data):
    state = walked(drawn(seed, task=task, rooms=rooms), data, turns)
    possible = [command for command in every_command(state.level) if not rules.refusal(state, command)]
    for after in [state, *(rules.transition(state, command) for command in possible)]:
        level = goal_similarity(
            objects_of(measures.facts(after)), measures.goal_facts(after.level), lambda one, other: float(one == other)
        )
        assert (level == 1.0) == rules.solved(after)


@pytest.mark.parametrize("task", TASKS)
def test_similarity_to_the_goals_facts_pays_one_minus_the_first_level(task):
    env = GoalSimilarity(gym.make("turnwise/Household-v0", task=task, rooms=2), "goal_facts")
    for seed in range(5):
        _, info = env.reset(seed=seed)
        goal = measures.goal_facts(env.unwrapped.state.level)
        first = goal_similarity(objects_of(info["facts"]), goal, lambda one, other: float(one == other))
        terms, info = episode(env, seed)
        assert info["success"]
        assert info["channels"]["similarity.level"] == 1.0
        assert sum(term["similarity"] for term in terms) == pytest.approx(1.0 - first)


def test_each_turn_of_the_expert_comes_one_nearer():
    env = GoalDistance(gym.make("turnwise/Household-v0", rooms=3))
    for seed in range(10):
        terms, info = episode(env, seed)
        assert info["channels"]["goal_distance"] == 0.0
        assert len(terms) == info["task"]["optimal_length"]
        paid = [term["goal_distance"] for term in terms]
        assert paid == pytest.approx([1 / len(terms)] * len(terms))


def test_milestones_are_paid_and_facts_make_milestones_of_ones_own():
    env = Milestones(gym.make("turnwise/Household-v0", task="cool"), weights={"found": 0.5, "cold": 0.25})
    terms, _ = episode(env, 0)
    assert sum(term["milestones"] for term in terms) == 0.75
    source = {"facts": {"chilled": 'facts["wanted_1.temperature"] == "cold"'}}
    own = WithMilestones(gym.make("turnwise/Household-v0", task="cool"), source)
    _, info = own.reset(seed=0)
    assert info["milestones"] == {"chilled": False}
    assert episode(own, 0)[1]["milestones"] == {"chilled": True}
