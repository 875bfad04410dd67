"""A wrong answer becomes another attempt at the same task."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.envs import TextEnv
from turnwise.wrappers import Milestones, PotentialShaping, Retry


class Guess(TextEnv):
    """Guess a number that is drawn at the reset; a hint may be asked for, and chance decides what it says."""

    def __init__(self, fork=True):
        super().__init__()
        self.can_fork = fork

    def begin(self, options):
        self.state = (int(self.np_random.integers(100)), 0)
        return f"guess #{self.state[0]}"

    def play(self, message):
        number, turns = self.state
        self.state = (number, turns + 1)
        if message == "hint":
            return str(self.np_random.integers(10**9)), 0.0, False, False, ""
        right = message == str(number)
        return "right" if right else "wrong", float(right), True, right, ""

    def milestones(self, state):
        return {"begun": state[1] > 0}

    def channels(self, before, state):
        return {"turns": float(state[1])}


@pytest.fixture(params=[True, False], ids=["fork", "reset"])
def env(request):
    return Guess(request.param)


def answer_of(wrapper):
    return str(wrapper.unwrapped.state[0])


def test_a_success_at_the_third_attempt_by_hand(env):
    retry = Retry(env, gamma=0.5, penalty=0.1)
    retry.reset(seed=1)
    right = answer_of(retry)
    for message in ("no", "no"):
        observation, reward, terminated, truncated, info = retry.step(message)
        assert (observation, reward, terminated, truncated) == ("Let's try again.", 0.0, False, False)
        assert info["success"] is False
        assert answer_of(retry) == right
    _, reward, terminated, _, info = retry.step(right)
    assert terminated
    assert reward == pytest.approx(0.216667, abs=1e-6)
    assert info["reward_terms"] == {"outcome": 1.0, "retry": pytest.approx(0.216667 - 1.0, abs=1e-6)}


def test_the_first_attempt_is_worth_the_whole(env):
    retry = Retry(env)
    retry.reset(seed=1)
    assert retry.step(answer_of(retry))[1] == 1.0


@pytest.mark.parametrize("attempts", [1, 2, 4])
def test_after_the_last_attempt_the_episode_ends(env, attempts):
    retry = Retry(env, attempts=attempts)
    for _ in range(2):
        retry.reset(seed=1)
        ends = [retry.step("no")[2] for _ in range(attempts)]
        assert ends == [False] * (attempts - 1) + [True]
        with pytest.raises(gym.error.ResetNeeded):
            retry.step("no")


def test_an_unseeded_task_is_the_same_in_every_attempt(env):
    retry = Retry(env)
    for _ in range(3):
        retry.reset()
        right = answer_of(retry)
        retry.step("no")
        assert answer_of(retry) == right


def test_chance_goes_on_from_attempt_to_attempt(env):
    retry = Retry(env)
    retry.reset(seed=1)
    hints = []
    for _ in range(3):
        hints.append(retry.step("hint")[0])
        retry.step("no")
    assert len(set(hints)) == 3


def test_after_a_wrong_answer_info_tells_the_start(env):
    retry = Retry(env)
    retry.reset(seed=1)
    assert retry.step("hint")[4]["milestones"] == {"begun": True}
    info = retry.step("no")[4]
    assert info["milestones"] == {"begun": False}
    assert info["channels"] == {"turns": 0.0}
    assert retry.step("hint")[4]["channels"] == {"turns": 1.0}


def test_what_was_computed_before_the_turn_was_handed_out_is_told_anew():
    env = Guess()
    env.info_keys = ("milestones",)
    retry = Retry(env)
    retry.reset(seed=1)
    retry.step("hint")
    assert dict(retry.step("no")[4])["milestones"] == {"begun": False}


def test_potentials_around_it_telescope_over_the_attempts(env):
    shaped = PotentialShaping(Retry(env), lambda observation, info: info["channels"]["turns"] + 3.0)
    shaped.reset(seed=1)
    right = answer_of(shaped)
    paid = [shaped.step(message)[4]["reward_terms"]["potential"] for message in ("hint", "hint", "no", "hint", right)]
    assert paid == [1.0, 1.0, -2.0, 1.0, -4.0]
    assert sum(paid) == -3.0


def test_milestones_around_it_are_paid_once_over_all_attempts(env):
    paid = Milestones(Retry(env))
    paid.reset(seed=1)
    assert [paid.step(message)[4]["reward_terms"]["milestones"] for message in ("hint", "no", "hint")] == [
        1.0,
        0.0,
        0.0,
    ]


def test_a_turn_limit_inside_counts_over_all_attempts(env):
    retry = Retry(gym.wrappers.TimeLimit(env, 3), penalty=0.5)
    retry.reset(seed=1)
    assert [retry.step("no")[2:4] for _ in range(2)] == [(False, False)] * 2
    _, reward, terminated, truncated, _ = retry.step("hint")
    assert (terminated, truncated) == (False, True)
    assert reward == pytest.approx(-0.25)


def test_a_wrong_answer_on_the_last_turn_of_the_limit_terminates(env):
    retry = Retry(gym.wrappers.TimeLimit(env, 2), penalty=0.0)
    retry.reset(seed=1)
    retry.step("no")
    assert retry.step("no")[2]


def test_the_message_and_the_task_may_be_repeated(env):
    retry = Retry(env, message="Wrong.", repeat_task=True)
    first, _ = retry.reset(seed=1)
    assert retry.step("no")[0] == f"Wrong.\n\n{first}"


def test_a_fork_in_a_later_attempt_goes_on_the_same():
    retry, twin = Retry(Guess()), Retry(Guess())
    retry.reset(seed=1)
    retry.step("no")
    state = turnwise.snapshot(retry)
    twin.reset(seed=9)
    turnwise.restore(twin, state)
    for message in ("no", "hint", "no"):
        assert retry.step(message)[:4] == twin.step(message)[:4]


def test_an_environment_that_speaks_numbers_shows_its_first_observation_again():
    lake = gym.make("FrozenLake-v1", is_slippery=True)

    class Told(gym.Wrapper):
        def reset(self, **keywords):
            observation, info = super().reset(**keywords)
            return observation, {**info, "success": False, "milestones": {"start": True}}

        def step(self, action):
            observation, reward, terminated, truncated, info = super().step(action)
            return observation, reward, terminated, truncated, {**info, "success": reward > 0}

    retry = Retry(Told(lake), attempts=1000)
    retry.reset(seed=3)
    rng = np.random.default_rng(0)
    again = 0
    while again < 3:
        observation, _, terminated, truncated, info = retry.step(int(rng.integers(4)))
        if "milestones" in info:
            again += 1
            assert int(observation) == retry.unwrapped.s == 0
        if terminated or truncated:
            retry.reset()


def test_a_reward_term_inside_is_refused(env):
    with pytest.raises(ValueError, match=r"Retry stands around <Milestones.*Wrap Retry first"):
        Retry(gym.wrappers.TimeLimit(Milestones(env), 5))


def test_an_environment_that_does_not_tell_success_is_refused_at_the_reset():
    with pytest.raises(ValueError, match=r"Retry needs info\['success'\].*it reports \['prob'"):
        Retry(gym.make("FrozenLake-v1")).reset()


@pytest.mark.parametrize("arguments", [{"attempts": 0}, {"gamma": 1.5}, {"gamma": -0.1}, {"penalty": -1.0}])
def test_wrong_arguments_are_refused(env, arguments):
    with pytest.raises(ValueError, match="attempts >= 1, 0 <= gamma <= 1 and penalty >= 0"):
        Retry(env, **arguments)
