"""Quest as an environment: what it measures and which commands it takes."""

import gymnasium as gym
import pytest

from turnwise.wrappers import GoalDistance

QUESTS = ("coin", "treasure", "cooking")


def make(quest="any", **settings):
    return gym.make("turnwise/Quest-v0", quest=quest, **settings)


def solved(env, seed):
    """Play the expert's episode and return every ``info``."""
    infos = [env.reset(seed=seed)[1]]
    for message in env.unwrapped.expert():
        infos.append(env.step(message)[4])
        if infos[-1]["success"]:
            break
    return infos


@pytest.mark.parametrize("quest", QUESTS)
def test_every_milestone_is_reached_on_the_way_and_holds_none_at_first(quest):
    env = make(quest)
    for seed in range(20):
        infos = solved(env, seed)
        names = list(infos[0]["milestones"])
        assert sum(infos[0]["milestones"].values()) <= 1  # a coin may be seen at once
        assert all(any(info["milestones"][name] for info in infos) for name in names)
        assert infos[-1]["milestones"][names[-1]]


@pytest.mark.parametrize("quest", QUESTS)
def test_the_goal_as_facts_holds_at_the_end_and_not_before(quest):
    infos = solved(make(quest), 3)
    goal = {
        f"{thing}.{attribute}": value
        for thing, attributes in infos[0]["task"]["goal_facts"].items()
        for attribute, value in attributes.items()
    }
    met = [all(info["facts"][name] == value for name, value in goal.items()) for info in infos]
    assert met == [False] * (len(infos) - 1) + [True]


@pytest.mark.parametrize("quest", QUESTS)
def test_the_distance_counts_down_to_zero_and_pays_one_in_all(quest):
    env = GoalDistance(make(quest))
    infos = solved(env, 4)
    assert [info["channels"]["goal_distance"] for info in infos] == list(range(len(infos)))[::-1]
    assert sum(info["reward_terms"]["goal_distance"] for info in infos[1:]) == pytest.approx(1.0)


def test_a_failed_quest_ends_and_pays_nothing():
    env = make("treasure", distractors=8)
    seed, info = 0, {}
    while not info.get("failed"):
        env.reset(seed=seed)
        level = env.unwrapped.state.level
        goal = f"take {level.items[level.goal].name}"
        treasures = {f"take {item.name}" for item in level.items if item.kind == "treasure"} - {goal}
        bait = [message for message in env.unwrapped.actions() if message in treasures]
        if bait:
            observation, reward, terminated, truncated, info = env.step(bait[0])
            assert (reward, terminated, truncated, info["success"]) == (0.0, True, False, False)
            assert info["channels"]["goal_distance"] == 1000.0
            assert "the quest has failed" in observation
            info = {"failed": True}
        seed += 1


def test_each_quest_takes_the_commands_that_it_needs():
    assert "cut" not in make("treasure").unwrapped.commands.commands
    assert "unlock" not in make("coin").unwrapped.commands.commands
    assert {"cut", "unlock"} <= set(make("any").unwrapped.commands.commands)


def test_any_quest_is_one_of_the_three():
    env = make()
    assert {env.reset(seed=seed)[1]["task"]["quest"] for seed in range(20)} == set(QUESTS)


def test_rooms_that_were_visited_are_named_in_the_exits():
    env = make("coin", doors=0)
    env.reset(seed=1)
    state = env.unwrapped.state
    first, way = state.level.rooms[state.room], env.unwrapped.state.level.exits[state.room][0]
    observation, *_, info = env.step(f"go {way.direction}")
    assert f" to the {first}" in observation
    assert info["channels"]["rooms_visited"] == 2.0


@pytest.mark.parametrize("quest", QUESTS)
def test_what_lies_in_a_closed_box_is_not_told(quest):
    env = make(quest)
    for seed in range(20):
        seen = env.reset(seed=seed)[0].partition("\n\n")[2]
        state = env.unwrapped.state
        for item, place in zip(state.level.items, state.where, strict=True):
            fixture = place - len(state.level.rooms)
            if fixture >= 0 and state.status[fixture]:
                assert f" {item.name}" not in seen
