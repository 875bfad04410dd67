"""AIRS and HIRE: one of several bonuses pays, or all of them as one."""

from __future__ import annotations

import numpy as np
import pytest

import turnwise
from turnwise.agents import RandomAgent
from turnwise.agents.rollouts import rollout
from turnwise.reward_shaping.learners import BonusSelection
from turnwise.wrappers import AutoIntrinsic, HybridIntrinsic, RewardTerm

NAN = float("nan")


class Says(RewardTerm):
    """Pays a list of values, NaN for a missing one."""

    def __init__(self, env, name, values):
        super().__init__(env, name=name)
        self.values = values

    def begin(self, observation, info):
        self.turn = 0

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        value = self.values[self.turn % len(self.values)]
        self.turn += 1
        if np.isnan(value):
            info.setdefault("missing", []).append(self.term)
            return 0.0
        return value


def two(tools, one=(1.0, 2.0, 3.0), other=(0.5, 0.25, 4.0)):
    """Return an environment whose two bonuses pay these."""
    env = tools.Scripted([{"reward": 0.1}] * 3)
    return Says(Says(env, "one", one), "other", other)


def paid(env, turns=3):
    """Return what each turn pays beside the outcome, and the ledger of the first."""
    env.reset(seed=0)
    steps = [env.step("go") for _ in range(turns)]
    return [step[1] - 0.1 for step in steps], steps[0][4]["reward_terms"]


@pytest.mark.parametrize(
    ("how", "fused"),
    [("sum", [1.5, 2.25, 7]), ("product", [0.5, 0.5, 12]), ("max", [1, 2, 4]), ("cycle", [1, 0.25, 3])],
)
def test_fusions_by_hand_with_every_bonus_still_in_the_ledger(how, fused, tools):
    env = HybridIntrinsic(two(tools), ["one", "other"], how=how)
    for _ in range(2):
        worth, ledger = paid(env)
        assert worth == pytest.approx(fused)
        assert ledger == pytest.approx({"outcome": 0.1, "one": 1, "other": 0.5, "hybrid_intrinsic": fused[0] - 1.5})


def test_weights_are_multiplied_first(tools):
    worth, _ = paid(HybridIntrinsic(two(tools), ["one", "other"], how="max", weights=[0.1, 1.0]))
    assert worth == pytest.approx([0.5, 0.25, 4])


def test_where_a_bonus_is_missing_so_is_the_fusion(tools):
    env = HybridIntrinsic(two(tools, one=(1.0, NAN, NAN)), ["one", "other"], how="product")
    env.reset(seed=0)
    steps = [env.step("go") for _ in range(3)]
    assert [step[1] - 0.1 for step in steps] == pytest.approx([0.5, 0, 0])
    assert "missing" not in steps[0][4]
    assert steps[1][4]["missing"] == ["one", "hybrid_intrinsic"]


def test_wrong_fusions_are_refused(tools):
    for arguments, said in (
        ({"of": ["one", "three"]}, "reads the reward term 'three'"),
        ({"of": ["one"], "how": "mean"}, "how to be one of"),
        ({"of": ["one", "other"], "weights": [1.0]}, "as many weights as bonuses"),
        ({"of": ["total"]}, "not 'total'"),
    ):
        with pytest.raises(ValueError, match=said):
            HybridIntrinsic(two(tools), **arguments)


def test_one_arm_pays_and_the_reset_says_which(tools):
    env = AutoIntrinsic(two(tools), ["one", "other"])
    for arm, worth in (("one", [1, 2, 3]), ("other", [0.5, 0.25, 4]), ("none", [0, 0, 0])):
        env.learner.arm = arm
        _, info = env.reset(seed=0)
        assert info["versions"]["auto_intrinsic"] == {"identity": "BonusSelection(ucb)", "version": 0, "arm": arm}
        steps = [env.step("go") for _ in range(3)]
        assert [step[1] - 0.1 for step in steps] == pytest.approx(worth)
        assert steps[0][4]["reward_terms"]["one"] == 1.0


def test_an_arm_that_is_changed_in_mid_episode_waits_for_the_next(tools):
    env = AutoIntrinsic(two(tools), ["one", "other"])
    env.reset(seed=0)
    first = env.step("go")[1]
    env.learner.arm = "none"
    assert [first - 0.1, env.step("go")[1] - 0.1] == pytest.approx([1, 2])
    assert paid(env)[0] == pytest.approx([0, 0, 0])


def test_the_arm_under_which_episodes_pay_is_found():
    """The agent is random, so the arm changes no outcome: what is learned is what the trace credits to each arm."""
    env = turnwise.stack(
        {"id": "turnwise/FrozenLake-v0", "max_episode_steps": 6},
        ["Curiosity", {"name": "Curiosity", "method": "e3b", "term": "elliptic"}],
    )
    learner = BonusSelection(["curiosity", "elliptic", "none"], c=0.05, outcome="score")
    env = Scored(AutoIntrinsic(env, ["curiosity", "elliptic"], learner=learner))
    for _ in range(12):
        episodes = [rollout(env, RandomAgent(), seed=seed) for seed in (1, 2)]
        learner.update(episodes)
    assert learner.arm == "elliptic"
    assert learner.pulls["elliptic"] == 10
    assert episodes[0].opening["versions"]["auto_intrinsic"]["arm"] == "elliptic"


class Scored(RewardTerm):
    """Pays 1 a turn where the arm was the elliptic bonus."""

    term = "score"

    def begin(self, observation, info):
        self.lucky = info["versions"]["auto_intrinsic"]["arm"] == "elliptic"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return float(self.lucky)


def test_wrong_selections_are_refused(tools):
    for arguments, said in (
        ({"of": ["one", "three"]}, "reads the reward term 'three'"),
        ({"of": ["one"], "learner": BonusSelection(["one", "other"])}, "Make them agree"),
        ({"of": ["one"], "learner": BonusSelection(["one", "none"], "another")}, "Make them agree"),
        ({"of": ["total"]}, "Make them agree"),
        ({"of": ["one"], "settings": {"c": -1.0}}, "c >= 0"),
    ):
        with pytest.raises(ValueError, match=said):
            AutoIntrinsic(two(tools), **arguments)
