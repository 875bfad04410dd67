"""ScienceWorld's tasks through our contract: solutions complete them, forks are exact, splits are its own."""

import multiprocessing

import gymnasium as gym
import pytest

import turnwise
from turnwise.envs.text.scienceworld import tasks
from turnwise.envs.text.scienceworld.world import Scene, World

pytestmark = pytest.mark.needs("java", "scienceworld")


def make(**kwargs):
    return gym.make("turnwise/ScienceWorld-v0", **kwargs)


@pytest.mark.parametrize("task", ["find-living-thing", "power-component", "lifespan-longest-lived", "boil"])
def test_the_packages_solution_completes_the_task_and_the_score_adds_up(task):
    env = make(task=task, simplifications="easy", reward="score")
    _, info = env.reset(seed=1)
    assert not any(info["milestones"].values())
    paid = 0.0
    for message in env.unwrapped.expert():
        _, reward, terminated, truncated, info = env.step(message)
        paid += reward
        if terminated or truncated:
            break
    assert info["success"]
    assert info["milestones"]["completed"]
    assert info["channels"]["score"] == 100.0
    assert paid == pytest.approx(1.0)


def test_a_fork_goes_on_the_same_in_another_instance():
    env = make()
    env.reset(seed=3)
    plan = list(env.unwrapped.plan(env.unwrapped.state))
    for message in plan[:3]:
        env.step(message)
    fork = turnwise.snapshot(env)
    first = [env.step(message)[:3] for message in ["look around", plan[3]]]
    turnwise.restore(env, fork)
    assert [env.step(message)[:3] for message in ["look around", plan[3]]] == first
    other = make()
    other.reset(seed=9)
    turnwise.restore(other, fork)
    assert [other.step(message)[:3] for message in ["look around", plan[3]]] == first


def test_two_environments_of_a_process_share_a_machine_and_not_a_house():
    one, two = make(), make(task="boil")
    first = one.reset(seed=0)[0]
    two.reset(seed=1)
    two.step("look around")
    again = make()
    assert again.reset(seed=0)[0] == first
    assert one.step("look around")[0] == again.step("look around")[0]


BEES = ("teleport to greenhouse", "open bee hive", *["wait1"] * 6, "look around")
"""Bees fly where chance takes them."""


def test_houses_played_in_turns_keep_their_own_chance():
    scene = Scene("mendelian-genetics-known-plant", 5, "easy")
    alone, one, two = World(), World(), World()
    alone.reach(scene, ())
    expected = [alone.send(message) for message in BEES]
    assert "bee" in expected[-1]
    for world in (one, two):
        world.reach(scene, ())
    replies = [(one.send(message), two.send(message)) for message in BEES]
    assert replies == [(reply, reply) for reply in expected]


def test_asking_for_the_admissible_messages_changes_nothing():
    scene = Scene("mendelian-genetics-known-plant", 5, "easy")
    asked, silent = World(), World()
    for world in (asked, silent):
        world.reach(scene, BEES[:3])
    assert asked.admissible()
    assert [asked.send(message) for message in BEES[3:]] == [silent.send(message) for message in BEES[3:]]


def test_a_forked_process_starts_a_machine_of_its_own_and_the_parents_goes_on():
    env, twin = make(), make()
    for each in (env, twin):
        each.reset(seed=2)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    child = context.Process(target=lambda: theirs.send(env.step("look around")[0]))
    child.start()
    told = ours.recv()
    child.join()
    assert told == env.step("look around")[0] == twin.step("look around")[0]


def test_the_solution_is_followed_past_a_question_of_the_simulators():
    env = make(task="find-plant", simplifications="easy", variation=0)
    env.reset(seed=0)
    env.step("teleport to greenhouse")
    asked = env.step("open door")[0]
    assert asked.startswith("Ambiguous request")
    assert env.unwrapped.actions() == ["0", "1"]
    assert env.step("2")[4]["valid"] is False
    assert env.step("1")[0] == "The door is already open."
    for message in env.unwrapped.expert():
        if env.step(message)[2]:
            break
    assert env.unwrapped.state.solved


def test_splits_are_the_packages_own_and_share_nothing():
    drawn = {}
    for split in ("train", "dev", "test"):
        env = make(split=split)
        drawn[split] = {env.reset(seed=seed)[1]["task"]["id"] for seed in range(5)}
    assert drawn["train"].isdisjoint(drawn["dev"] | drawn["test"])
    assert drawn["dev"].isdisjoint(drawn["test"])


def test_tasks_are_named_by_name_or_number_and_others_refused():
    known = tasks.names()
    assert len(known) == 30
    number, name = next(iter(known.items()))
    by_number, by_name = (make(task=asked).unwrapped.tasks for asked in (number, name))
    assert by_number == by_name == (name,)
    assert len(make(task="all").unwrapped.tasks) == 30
    with pytest.raises(ValueError, match="names of ScienceWorld's 30 tasks"):
        make(task="bake a cake")
    with pytest.raises(ValueError, match="simplifications"):
        make(simplifications=["hard"])
    with pytest.raises(ValueError, match="variation"):
        make(variation=3, split="test")


def test_a_message_that_the_simulator_does_not_know_changes_nothing():
    env = make()
    env.reset(seed=0)
    before = env.unwrapped.state
    for message in ("fly to the moon", "", "pick up the unicorn"):
        _, reward, terminated, _, info = env.step(message)
        assert (reward, terminated, info["valid"]) == (0.0, False, False)
        assert env.unwrapped.state == before
