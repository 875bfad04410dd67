"""The turn limit nears the turns that are used."""

from __future__ import annotations

import gymnasium as gym
import pytest

from turnwise.wrappers import TurnBudgetAnneal


def lasting(tools, turns):
    """Return an environment whose episodes terminate after so many turns."""
    return tools.Scripted([*[{}] * (turns - 1), {"terminated": True}])


def length(env):
    """Return how long an episode lasts, and how it ends."""
    env.reset()
    for turn in range(1, 1000):
        _, _, terminated, truncated, _ = env.step("go")
        if terminated or truncated:
            return turn, terminated, truncated
    return None


def test_the_worked_example(tools):
    env = TurnBudgetAnneal(lasting(tools, 12), every=2)
    assert env.budget == 30.0
    for _ in range(3):
        assert length(env) == (12, True, False)
    assert env.budget == 21.0


def test_the_limit_cuts_episodes_and_changes_between_them_only(tools):
    env = TurnBudgetAnneal(lasting(tools, 50), start=8, every=1)
    inner = env.unwrapped
    assert length(env) == (8, False, True)
    inner.turns = [{"terminated": True}]
    assert length(env) == (1, True, False)
    inner.turns = [{}] * 50
    assert [length(env) for _ in range(2)] == [(4, False, True)] * 2
    assert env.budget == 4.25


def test_where_it_falls_on_a_terminal_turn_the_episode_terminated(tools):
    assert length(TurnBudgetAnneal(lasting(tools, 5), start=5)) == (5, True, False)


def test_an_episode_that_is_cut_short_by_a_reset_is_not_counted(tools):
    env = TurnBudgetAnneal(lasting(tools, 4), start=10, every=1)
    for _ in range(3):
        env.reset()
        env.step("go")
    env.reset()
    assert env.budget == 10.0


def test_steps_after_the_end_are_counted_once(tools):
    env = TurnBudgetAnneal(tools.Scripted([{}] * 9), start=3)
    env.reset()
    assert [env.step("go")[3] for _ in range(5)] == [False, False, True, True, True]
    assert (env.finished, env.used) == (1, 3)


def test_it_never_falls_below_the_minimum(tools):
    env = TurnBudgetAnneal(lasting(tools, 1), start=8, every=1, minimum=5)
    for _ in range(6):
        length(env)
    assert env.budget == 5.0


def test_it_starts_from_the_environment_s_own_limit_and_not_above_it():
    env = gym.make("turnwise/FrozenLake-v0", max_episode_steps=12)
    assert TurnBudgetAnneal(env).budget == 12.0
    with pytest.raises(ValueError, match=r"no larger than the environment's own limit \(12\); got start=13"):
        TurnBudgetAnneal(env, 13)


@pytest.mark.parametrize("arguments", [{"start": 0}, {"every": 0}, {"minimum": 0}, {"start": 3, "minimum": 4}])
def test_wrong_arguments_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="1 <= minimum <= start"):
        TurnBudgetAnneal(lasting(tools, 2), **arguments)
