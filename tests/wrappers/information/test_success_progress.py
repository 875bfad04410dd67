"""Progress (MRT, PAV), and values by playing on from a fork."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest
from code_breaking import CodeBreaking
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

import turnwise
from turnwise.reward_shaping.information import success_progress
from turnwise.wrappers import Milestones, RepetitionPenalty, SuccessProgress
from turnwise.wrappers.information import MonteCarloValue

NAN = float("nan")
END, SOLVED = {"terminated": True}, {"terminated": True, "success": True}


def progress(tools, values, last=END, **arguments):
    """Return what each turn earns; NaN where it is missing."""
    turns = [{}] * (len(values) - 2) + [last]
    env = SuccessProgress(tools.Scripted(turns), lambda history, info: values[len(history) // 2], **arguments)
    env.reset()
    told = [env.step("go")[4] for _ in turns]
    return [NAN if "missing" in info else info["reward_terms"]["success_progress"] for info in told]


def test_the_worked_example(tools):
    given_numbers, expected = example("pav")
    values, _, alpha = given_numbers.values()
    np.testing.assert_allclose(progress(tools, values, alpha=alpha, end="scored"), expected["progress"])


VALUES = st.lists(st.one_of(st.floats(0, 1), st.just(NAN)), min_size=2, max_size=10)


@given(values=VALUES, alpha=st.floats(0, 3))
def test_it_is_paid_as_the_formula_says_of_the_whole_episode(tools, values, alpha):
    paid = progress(tools, values, alpha=alpha, end="scored")
    np.testing.assert_allclose(paid, success_progress(values, alpha), atol=1e-12)


@pytest.mark.parametrize("flags", [{"terminated": True}, {"truncated": True}])
@pytest.mark.parametrize("success", [True, False])
def test_an_ended_episode_is_worth_its_success(tools, flags, success):
    paid = progress(tools, [0.2, 0.5, NAN], {**flags, "success": success})
    np.testing.assert_allclose(paid, [0.3, success - 0.5])


def test_the_value_of_the_end_is_not_asked_for(tools):
    asked = []
    env = SuccessProgress(tools.Scripted([{}, SOLVED]), lambda history, info: asked.append(len(history)) or 0.5)
    assert tools.terms(tools.play(env, ["go", "go"]), "success_progress") == [0.0, 0.5]
    assert asked == [1, 3]


def test_wrong_arguments_and_environments_are_refused(tools):
    with pytest.raises(ValueError, match=r"SuccessProgress needs end to be one of \['success', 'scored'\]"):
        SuccessProgress(tools.Scripted([{}]), max, end="zero")
    with pytest.raises(ValueError, match="a value that forks needs end='success'; got end='scored'"):
        SuccessProgress(tools.Scripted([{}]), MonteCarloValue(max), end="scored")
    with pytest.raises(
        ValueError, match=r"SuccessProgress needs info\['success'\], which .*CartPole.*Give end='scored'"
    ):
        SuccessProgress(gym.make("CartPole-v1"), max).reset()
    for arguments in ({"samples": 0}, {"max_turns": 0}):
        with pytest.raises(ValueError, match="MonteCarloValue needs samples >= 1 and max_turns >= 1"):
            MonteCarloValue(max, **arguments)


def guess(history, env, rng):
    """Guess any code, not reading what was said."""
    options = env.actions()
    return options[int(rng.integers(len(options)))]


def break_it(history, env, rng):
    return next(env.expert())


def dawdle(history, env, rng):
    return "what?"


def started(env, seed=0):
    observation, info = env.reset(seed=seed)
    return [observation], info, env


@pytest.mark.parametrize(("prover", "value"), [(break_it, 1.0), (dawdle, 0.0)])
def test_a_prover_that_always_or_never_succeeds(prover, value):
    assert MonteCarloValue(prover, 3, max_turns=5)(*started(CodeBreaking())) == value


def test_the_share_of_lucky_guesses_is_estimated():
    value = MonteCarloValue(guess, 4000, max_turns=1, seed=3)(*started(CodeBreaking(2, 2)))
    assert value == pytest.approx(1 / 4, abs=4 * (0.25 * 0.75 / 4000) ** 0.5)


def test_the_estimate_depends_on_the_seed_and_the_conversation_alone():
    history, info, env = started(CodeBreaking())
    value = MonteCarloValue(guess, 20, max_turns=10)
    first = value(history, info, env)
    assert value(history, info, env) == first
    others = {MonteCarloValue(guess, 20, max_turns=10, seed=seed)(history, info, env) for seed in range(1, 6)}
    others |= {value([*history, "000", str(turn)], info, env) for turn in range(5)}
    assert len(others | {first}) > 1


def layers(value, **arguments):
    return [
        "Milestones",
        {"name": "RepetitionPenalty", "weight": 0.3},
        {"name": "SuccessProgress", "value": value, **arguments},
    ]


def wander(history, env, rng):
    options = env.actions()
    return options[int(rng.integers(len(options)))]


def test_rollouts_leave_the_stack_and_its_ledger_as_they_were(tools):
    spec = {"id": "turnwise/FrozenLake-v0", "max_episode_steps": 8}
    messages = tools.some_messages("turnwise/FrozenLake-v0", 8)
    valued = tools.play(turnwise.stack(spec, layers(MonteCarloValue(wander, 2, max_turns=6))), messages)
    plain = tools.play(turnwise.stack(spec, layers(lambda history, info: 0.0)), messages)
    for mine, theirs in zip(valued, plain, strict=True):
        assert (mine[0], mine[2], mine[3]) == (theirs[0], theirs[2], theirs[3])
        for term in ("outcome", "milestones", "repetition"):
            assert mine[4][term] == theirs[4][term]


def test_under_an_expert_s_value_a_solved_episode_earns_nothing_that_was_not_sure():
    env = Milestones(RepetitionPenalty(gym.make("turnwise/FrozenLake-v0", slippery=False)))
    env = SuccessProgress(env, MonteCarloValue(break_it, 1))
    env.reset(seed=1)
    paid, over = [], False
    for message in env.unwrapped.expert():
        _, _, over, _, info = env.step(message)
        paid.append(info["reward_terms"]["success_progress"])
        if over:
            break
    assert over
    assert paid == [0.0] * len(paid)


class Coin(gym.Env):
    """Solved where the environment's own coin falls heads."""

    can_fork = True
    observation_space = action_space = gym.spaces.Text(10)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        return "toss", {"success": False}

    def step(self, action):
        heads = bool(self.np_random.random() < 0.5)
        return "done", float(heads), True, False, {"success": heads}

    def snapshot(self):
        return self.np_random.bit_generator.state

    def restore(self, state):
        self.np_random.bit_generator.state = state


def test_rollouts_draw_the_environment_s_own_chance_anew_unless_told_otherwise():
    history, info, env = started(Coin(), seed=5)
    fresh = MonteCarloValue(lambda history, env, rng: "toss", 400)(history, info, env)
    assert fresh == pytest.approx(0.5, abs=0.1)
    foreseen = MonteCarloValue(lambda history, env, rng: "toss", 5, fresh_chance=False)(history, info, env)
    assert foreseen == env.step("toss")[1]


def test_what_cannot_fork_says_so(tools):
    env = tools.Scripted([{}])
    env.can_fork = False
    with pytest.raises(NotImplementedError, match="cannot fork"):
        SuccessProgress(env, MonteCarloValue(guess)).reset()
