"""Levels as tables, beside the environments played step by step and beside what their solvers know."""

import gymnasium as gym
import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids

RAIN = {"rain": 0.2, "fickle": 0.3, "size": 4, "stations": 3, "walls": 2}
SMALL = [
    ("FrozenLake-v0", {"size": 5}),
    ("FrozenLake-v0", {"size": 4, "slippery": True}),
    ("Maze-v0", {"size": 7}),
    ("Taxi-v0", {"size": 4, "stations": 3, "walls": 2}),
    ("Taxi-v0", RAIN),
    ("KeyRooms-v0", {"rooms": 2, "room_size": 3, "locked": 0, "boxes": 0, "distractors": 0}),
    ("Sokoban-v0", {}),
    ("MiniGrid-v0", {"env_id": "MiniGrid-DoorKey-5x5-v0"}),
    ("MiniGrid-v0", {"env_id": "BabyAI-GoToRedBallNoDists-v0"}),
]


def made(name, settings, seed=0):
    env = gym.make(f"turnwise/{name}", **settings).unwrapped
    env.reset(seed=seed)
    return env


@pytest.fixture(params=SMALL, ids=lambda case: f"{case[0]}{case[1]}")
def env(request):
    return made(*request.param)


def stepped(env, state, message):
    """Return the turn as played from ``state``, and where it led."""
    env.state, env._running = state, True
    played = env.step(message)
    return env.situation(env.state), played[1], played[2], played[4]["success"]


def test_the_table_says_what_stepping_does(env):
    table = env.transition_table(limit=5000)
    numbers = {env.situation(state): index for index, state in enumerate(table.states)}
    assert len(numbers) == len(table.states) == len(table.terminal)
    rng = np.random.default_rng(0)
    going = np.flatnonzero(~table.terminal)
    for index in rng.choice(going, size=min(40, len(going)), replace=False):
        for action, message in enumerate(table.messages):
            row = table.probability[index, action]
            assert row.sum() == pytest.approx(float(message in env.legal(table.states[index])))
            if not row.any():
                continue
            where, reward, ended, solved = stepped(env, table.states[index], message)
            number = numbers[where]
            branch = [b for b in np.flatnonzero(row) if table.next_state[index, action, b] == number]
            assert len(branch) == 1
            assert table.rewards[index, action, branch[0]] == reward
            assert (table.terminal[number], table.success[number]) == (ended, solved)


def test_nothing_leads_on_from_an_end_and_nothing_is_drawn(env):
    before = env.np_random.bit_generator.state
    state = env.state
    table = env.transition_table(limit=5000)
    assert table.terminal.any()
    assert not table.probability[table.terminal].any()
    assert env.np_random.bit_generator.state == before
    assert env.state is state is table.states[0]


@pytest.mark.parametrize(("name", "settings"), [case for case in SMALL if "slippery" in case[1] or "rain" in case[1]])
def test_chance_falls_as_the_probabilities_say(name, settings):
    env = made(name, settings)
    table = env.transition_table()
    numbers = {env.situation(state): index for index, state in enumerate(table.states)}
    widest = np.unravel_index(np.argmax((table.probability > 0).sum(axis=2)), table.probability.shape[:2])
    counts = np.zeros(len(table.states))
    for _ in range(2000):
        counts[numbers[stepped(env, table.states[widest[0]], table.messages[widest[1]])[0]]] += 1
    expected = np.zeros(len(table.states))
    np.add.at(expected, table.next_state[widest], table.probability[widest])
    assert (expected > 0).sum() == (table.probability[widest] > 0).sum()
    np.testing.assert_allclose(counts / 2000, expected, atol=0.045)  # four standard deviations at p = 1/2
    assert not counts[expected == 0].any()


def backwards(table, turns):
    """Return the best probability of success within so many turns, by backward induction."""
    values = table.success.astype(float)
    for _ in range(turns):
        best = (table.probability * values[table.next_state]).sum(axis=2).max(axis=1)
        values = np.where(table.terminal, table.success, best)
    return values[0]


def test_slippery_lakes_have_the_value_that_the_expert_plans_with():
    env = made("FrozenLake-v0", {"size": 4, "slippery": True, "horizon": 12})
    assert backwards(env.transition_table(), 12) == pytest.approx(env.task(env.state)["optimal_value"])


def test_a_city_in_rain_takes_as_many_commands_as_its_policy_expects():
    env = made("Taxi-v0", RAIN)
    table = env.transition_table()
    costs = np.zeros(len(table.states))
    allowed = table.probability.sum(axis=2) > 0
    for _ in range(2000):
        each = 1 + (table.probability * costs[table.next_state]).sum(axis=2)
        costs = np.where(table.terminal, 0.0, np.where(allowed, each, np.inf).min(axis=1))
    assert costs[0] == pytest.approx(env.task(env.state)["expected_length"], rel=1e-6)


@pytest.mark.parametrize("name", ["FrozenLake-v0", "Maze-v0", "Sokoban-v0", "Taxi-v0"])
def test_the_shortest_way_through_the_table_is_the_optimal_length(name):
    env = made(name, {}, seed=3)
    table, length = env.transition_table(), env.task(env.state)["optimal_length"]
    assert backwards(table, length) == 1.0
    assert backwards(table, length - 1) == 0.0


def test_a_state_that_ended_is_a_table_of_its_own(env):
    env.state = env.transition_table().states[int(np.flatnonzero(env.transition_table().terminal)[0])]
    table = env.transition_table()
    assert table.probability.shape[:2] == (1, 0)
    assert table.terminal.tolist() == [True]


def test_more_states_than_the_limit_are_refused():
    with pytest.raises(ValueError, match="FrozenLakeEnv has more than limit=7 states to reach from here"):
        made("FrozenLake-v0", {}).transition_table(limit=7)


def test_before_a_reset_there_is_no_table():
    with pytest.raises(gym.error.ResetNeeded, match=r"MazeEnv has no episode yet; call reset\(\)"):
        gym.make("turnwise/Maze-v0").unwrapped.transition_table()


def test_chances_that_nobody_wrote_down_are_refused():
    env = made("MiniGrid-v0", {"env_id": "MiniGrid-Dynamic-Obstacles-5x5-v0"})
    with pytest.raises(NotImplementedError, match="where its balls roll is not listed"):
        env.transition_table()


def test_a_message_can_be_made_to_lead_anywhere_and_then_no_more():
    env = made("FrozenLake-v0", {"size": 5})
    table, snapshot = env.transition_table(), env.snapshot()
    goal = table.states[int(np.flatnonzero(table.success)[0])]
    with env.leading_to(goal):
        observation, reward, terminated, _, info = env.step("left")
    assert (reward, terminated, info["success"], env.state) == (1.0, True, True, goal)
    assert info["channels"] == {"goal_distance": 0.0, "state_changed": 1.0}
    assert "You reached the goal." in observation
    with env.leading_to(table.states[1]):  # even from the goal
        assert env.step("anything")[1:3] == (0.0, False)
    env.restore(snapshot)
    assert env.step("left")[1:3] == (0.0, False)
    assert env.state.cell == 0
