"""The games as PettingZoo games."""

import importlib.util
import warnings

import gymnasium as gym
import pytest
from gymnasium.error import DependencyNotInstalled

from turnwise.envs.text.two_player.aec import aec

GAMES = ("TicTacToe", "ConnectFour", "KuhnPoker", "LiarsDice", "Negotiation", "MatrixGame")

pytestmark = pytest.mark.needs("pettingzoo")


def played(env, seed=0):
    """Play legal messages to the end; return who moved, what each was paid in all, and what each read last."""
    env.reset(seed=seed)
    order, paid, last = [], dict.fromkeys(env.possible_agents, 0.0), {}
    for agent in env.agent_iter():
        observation, reward, terminated, truncated, info = env.last()
        order.append(agent)
        paid[agent] += reward
        last[agent] = observation["text"]
        over = terminated or truncated
        env.step(None if over else env.action_space(agent).sample(info["action_mask"]))
    return order, paid, last


@pytest.mark.parametrize("game", GAMES)
def test_petting_zoo_s_own_tests_pass(game):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its examples are deprecated; spaces of text are only unusual
        from pettingzoo.test import api_test, seed_test

        api_test(aec(f"turnwise/{game}-v0"), num_cycles=30)
        seed_test(lambda: aec(f"turnwise/{game}-v0"), num_cycles=30)


@pytest.mark.parametrize("game", GAMES)
def test_each_agent_is_paid_its_own_payoff(game):
    env = aec(f"turnwise/{game}-v0")
    for seed in range(5):
        _, paid, last = played(env, seed)
        assert tuple(paid.values()) == pytest.approx(env.game.payoffs(env.game.state))
        assert set(last) == {"first", "second"}


def test_agents_move_in_turn_and_read_how_it_ended_from_their_side():
    order, paid, last = played(aec("turnwise/KuhnPoker-v0"), seed=4)
    assert order[:2] == ["first", "second"]
    winner, loser = sorted(paid, key=paid.get, reverse=True)
    assert "You win" in last[winner]
    assert "You lose" in last[loser]


def test_an_illegal_message_leaves_the_agent_to_move():
    env = aec("turnwise/TicTacToe-v0")
    env.reset(seed=0)
    env.step("nonsense")
    assert env.agent_selection == "first"
    observation, _, _, _, info = env.last()
    assert "No command was found" in observation["text"]
    assert info["valid"] is False
    env.step("mark 5")
    assert env.agent_selection == "second"


def test_both_are_truncated_at_the_turn_limit():
    env = aec("turnwise/TicTacToe-v0", max_episode_steps=2, render_mode="ansi")
    env.reset(seed=0)
    env.step("mark 1")
    env.step("mark 2")
    assert env.truncations == {"first": True, "second": True}
    assert env.terminations == {"first": False, "second": False}
    assert env.rewards == {"first": 0.0, "second": 0.0}
    assert "Your move, X." in env.render()
    env.close()


def test_settings_reach_the_game():
    env = aec("turnwise/KuhnPoker-v0", hands=3)
    env.reset(seed=0)
    assert "3 hands" in env.observe("first")["text"]
    assert str(env) == "kuhnpoker_v0"


@pytest.mark.parametrize("settings", [{"opponent": "random"}, {"seat": "first"}])
def test_who_sits_where_is_not_a_setting(settings):
    with pytest.raises(ValueError, match="neither opponent nor seat"):
        aec("turnwise/TicTacToe-v0", **settings)


def test_an_id_that_is_no_game_for_two_is_named():
    with pytest.raises(ValueError, match="FrozenLake"):
        aec("turnwise/FrozenLake-v0")


def test_a_missing_package_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DependencyNotInstalled, match=r'pip install "turnwise\[text\]"'):
        aec("turnwise/TicTacToe-v0")


def test_a_step_without_agents_asks_for_a_reset():
    env = aec("turnwise/TicTacToe-v0")
    with pytest.raises(gym.error.ResetNeeded, match=r"call reset\(\) before step\(\)"):
        env.step("mark 1")
    env.reset(seed=0)
    for agent in env.agent_iter():
        *_, terminated, truncated, info = env.last()
        env.step(None if terminated or truncated else env.action_space(agent).sample(info["action_mask"]))
    with pytest.raises(gym.error.ResetNeeded):
        env.step(None)
