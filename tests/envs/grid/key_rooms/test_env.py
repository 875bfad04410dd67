"""The KeyRooms environment: turns, milestones, facts, channels, and the turns it remembers."""

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.envs.grid.key_rooms import rules, text, turns
from turnwise.envs.grid.key_rooms.env import KeyRoomsEnv


def random_messages(seed, count):
    return [rules.COMMANDS[index] for index in np.random.default_rng(seed).integers(6, size=count)]


@pytest.mark.parametrize("observation", KeyRoomsEnv.styles)
def test_remembered_turns_are_those_of_the_rules(observation):
    env = KeyRoomsEnv(observation=observation, subgoals=1)
    for seed in range(3):
        env.reset(seed=seed)
        for message in random_messages(seed, 300) * 2:
            before = env.state
            command = rules.COMMANDS.index(message)
            after = rules.transition(before, command)
            expected = text.event(before, command, after) + text.view(after, observation, 7)
            seen, reward, terminated, truncated, info = env.step(message)
            assert (seen, env.state) == (expected, after)
            assert (reward, terminated, truncated) == (float(rules.solved(after)), rules.solved(after), False)
            assert info["valid"]
            if terminated:
                break


def test_states_are_forgotten_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(turns, "MOST_STATES", 5)
    monkeypatch.setattr(turns, "MOST_MESSAGES", 2)
    small, large = KeyRoomsEnv(), KeyRoomsEnv()
    small.reset(seed=0)
    large.reset(seed=0)
    monkeypatch.undo()
    for message in [*random_messages(0, 200), "nonsense", "pick up"]:
        monkeypatch.setattr(turns, "MOST_STATES", 5)
        monkeypatch.setattr(turns, "MOST_MESSAGES", 2)
        seen = small.step(message)
        monkeypatch.undo()
        assert seen[:4] == large.step(message)[:4]
        assert small.state == large.state


def test_a_restored_episode_of_another_level_goes_on_as_it_would_have():
    env = gym.make("turnwise/KeyRooms-v0")
    env.reset(seed=1)
    env.step("turn left")
    kept = turnwise.snapshot(env)
    first = [env.step(message)[0] for message in random_messages(0, 20)]
    env.reset(seed=2)
    env.step("forward")
    turnwise.restore(env, kept)
    assert [env.step(message)[0] for message in random_messages(0, 20)] == first


@pytest.mark.parametrize("message", ["", "jump", 7, None, ["forward"], "forward forward", b"drop"])
def test_a_message_that_is_not_one_command_changes_nothing_and_says_what_is_accepted(message):
    env = KeyRoomsEnv()
    env.reset(seed=0)
    before = env.state
    seen, reward, terminated, _, info = env.step(message)
    assert env.state is before
    assert (reward, terminated, info["valid"]) == (0.0, False, False)
    assert seen.startswith(info["error"])
    assert "turn left, turn right, forward, pick up, drop, toggle" in seen
    assert seen.endswith(text.view(before, "egocentric", 7))


def test_several_moves_in_one_message_tell_every_event_and_then_the_view():
    one, many = KeyRoomsEnv(), KeyRoomsEnv(moves_per_turn=4)
    one.reset(seed=3)
    many.reset(seed=3)
    messages = random_messages(9, 200)
    for start in range(0, 200, 4):
        events = ""
        for message in messages[start : start + 4]:
            events += one.step(message)[0].removesuffix(text.view(one.state, "egocentric", 7))
        seen = many.step(many.grammar.write(messages[start : start + 4]))[0]
        assert seen == events + text.view(one.state, "egocentric", 7)
        assert many.state == one.state


def test_moves_after_the_goal_are_not_played():
    env = KeyRoomsEnv(rooms=1, locked=0, boxes=0, distractors=0, moves_per_turn=50)
    env.reset(seed=0)
    plan = env.plan(env.state)
    _, reward, terminated, _, info = env.step(env.grammar.write([*plan, "turn left", "turn left"]))
    assert (reward, terminated, info["success"]) == (1.0, True, True)
    assert rules.solved(env.state)


def test_milestones_fall_one_by_one_along_the_experts_way():
    env = KeyRoomsEnv(subgoals=1)
    _, info = env.reset(seed=3)
    assert not any(info["milestones"].values())
    fallen = []
    for message in env.expert():
        info = env.step(message)[4]
        fallen += [name for name, holds in info["milestones"].items() if holds and name not in fallen]
    assert set(fallen) == set(info["milestones"])
    for colour in [rules.COLOURS[colour] for _, colour in env.state.level.locks]:
        assert fallen.index(f"key_{colour}_found") < fallen.index(f"door_{colour}_open")
    assert fallen[-1] == "goal_reached"


def test_milestones_hold_now(corridor):
    env = KeyRoomsEnv()
    state = rules.initial_state(corridor("> Ky .. Ly GG"))

    def after(*commands):
        here = state
        for command in commands:
            here = rules.transition(here, rules.COMMANDS.index(command))
        return env.milestones(here)

    assert after() == {"key_yellow_found": False, "door_yellow_open": False, "goal_reached": False}
    assert after("pick up")["key_yellow_found"]
    assert not after("pick up", "drop")["key_yellow_found"]
    assert after("pick up", "forward", "drop")["key_yellow_found"]
    way = ("pick up", "forward", "forward", "toggle")
    assert after(*way)["door_yellow_open"]
    assert not after(*way, "toggle")["door_yellow_open"]
    assert after(*way, "toggle")["key_yellow_found"]


def test_a_key_in_a_carried_box_is_not_found():
    env = KeyRoomsEnv(rooms=2, locked=1, boxes=1, distractors=0)
    env.reset(seed=0)
    state = env.state
    (colour,) = [rules.COLOURS[colour] for _, colour in state.level.locks]
    box = next(code for code in state.cells if rules.THINGS[code].kind == "box")
    emptied = state.cells.replace(bytes([box]), bytes([rules.FLOOR]))
    carried = state._replace(cells=emptied, carrying=box)
    assert not env.milestones(carried)[f"key_{colour}_found"]
    facts = env.facts(carried)
    assert facts[f"key_{colour}.location"] == f"box_{rules.COLOURS[rules.THINGS[box].colour]}"
    assert facts["agent.carrying"] == text.NAMES[box]


def test_facts_follow_the_state():
    env = KeyRoomsEnv()
    _, info = env.reset(seed=3)
    first = dict(info["facts"])
    assert set(first) == set(env.facts(env.state))
    for message in env.expert():
        info = env.step(message)[4]
        facts = info["facts"]
        assert set(facts) == set(first)
        row, column = divmod(env.state.position, env.state.level.width)
        assert (facts["agent.row"], facts["agent.column"]) == (row, column)
        assert facts["agent.direction"] == rules.DIRECTIONS[env.state.direction]
        hand = "nothing" if not env.state.carrying else text.NAMES[env.state.carrying]
        assert facts["agent.carrying"] == hand
    assert facts["goal.location"] == f"({facts['agent.row']}, {facts['agent.column']})"
    opened = [f"door_{rules.COLOURS[colour]}.state" for _, colour in env.state.level.locks]
    assert [first[name] for name in opened] == ["locked"] * len(opened)
    assert [facts[name] for name in opened] == ["open"] * len(opened)
    assert "gone" in facts.values()


def test_the_goal_distance_counts_down_along_the_experts_way():
    env = KeyRoomsEnv()
    _, info = env.reset(seed=5)
    left = info["channels"]["goal_distance"]
    assert left == info["task"]["optimal_length"]
    for message in env.expert():
        info = env.step(message)[4]
        left -= 1
        assert info["channels"] == {"goal_distance": left, "state_changed": 1.0}
    assert left == 0.0


def test_a_turn_that_does_nothing_is_valid_and_changes_nothing():
    env = KeyRoomsEnv()
    env.reset(seed=0)
    info = env.step("drop")[4]
    assert info["valid"]
    assert info["channels"]["state_changed"] == 0.0


def test_the_task_names_the_settings():
    env = KeyRoomsEnv(rooms=3, locked=1, split="train")
    _, info = env.reset(seed=0)
    parameters = info["task"]["parameters"]
    assert (parameters["rooms"], parameters["locked"], parameters["split"]) == (3, 1, "train")
    assert info["task"]["id"].startswith("KeyRooms-")


def test_a_random_agent_hardly_ever_reaches_the_goal():
    env = gym.make("turnwise/KeyRooms-v0")
    solved = 0
    for seed in range(100):
        env.reset(seed=seed)
        for message in random_messages(seed, 150):
            *_, terminated, truncated, info = env.step(message)
            solved += info["success"]
            if terminated or truncated:
                break
    assert solved <= 5


def test_the_view_size_changes_what_is_seen():
    texts = {KeyRoomsEnv(view_size=size).reset(seed=0)[0] for size in (3, 5, 7, 9)}
    assert len(texts) == 4
