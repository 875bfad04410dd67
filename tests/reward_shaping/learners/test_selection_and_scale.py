"""AIRS's choice of a bonus and MaxInfoRL's scale: moved by finished episodes, saved exactly."""

from __future__ import annotations

import json
from math import exp
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.learners.bonus_selection import BonusSelection
from turnwise.reward_shaping.learners.exploration_scale import ExplorationScale
from turnwise.reward_shaping.learners.learner import Learner

ARMS = ["counts", "rnd", "none"]


def played(arm, outcome):
    versions = {"auto_intrinsic": {"identity": "", "version": 0, "arm": arm}}
    return SimpleNamespace(opening={"versions": versions}, paid={"outcome": [0.0, None, outcome], "rnd": [9.0] * 3})


def test_every_arm_is_tried_once_and_then_the_best_is_kept():
    selection, earns = BonusSelection(ARMS, c=0.1), {"counts": 0.2, "rnd": 0.9, "none": 0.1}
    chosen = []
    for _ in range(12):
        chosen.append(selection.arm)
        selection.update([played(selection.arm, earns[selection.arm])] * 2)
    assert chosen[:3] == ARMS
    assert set(chosen[3:]) == {"rnd"}
    assert selection.pulls == {"counts": 1, "rnd": 10, "none": 1}
    assert selection.version == 12


def test_an_episode_counts_for_the_arm_it_was_played_under():
    selection = BonusSelection(ARMS)
    told = selection.update([played("rnd", 1.0), played("rnd", 0.0), played("counts", 0.25)])
    assert told == {"counts": 0.25, "rnd": 0.5, "none": pytest.approx(float("nan"), nan_ok=True)}
    assert selection.pulls == {"counts": 1, "rnd": 1, "none": 0}
    assert selection.arm == "none"


def test_old_returns_leave_the_window():
    selection = BonusSelection(ARMS, window=2)
    for outcome in (1.0, 0.0, 0.5):
        told = selection.update([played("rnd", outcome)])
    assert told["rnd"] == 0.25


def test_another_term_may_be_the_return():
    selection = BonusSelection(ARMS, outcome="rnd")
    assert selection.update([played("none", 1.0)])["none"] == 27.0


def test_an_outcome_that_no_episode_has_is_refused():
    with pytest.raises(
        ValueError, match=r"judges arms by the reward term 'score'; the episode has \['outcome', 'rnd'\]"
    ):
        BonusSelection(ARMS, outcome="score").update([played("rnd", 1.0)])


def test_episodes_of_nobody_s_arm_count_for_none():
    selection = BonusSelection(ARMS)
    selection.update([played("e3b", 1.0), SimpleNamespace(opening={}, paid={})])
    selection.update([])
    assert selection.pulls == dict.fromkeys(ARMS, 0)
    assert (selection.version, selection.arm) == (2, "counts")


def test_epsilon_greedy_tries_all_and_now_and_then_any():
    selection = BonusSelection(ARMS, how="epsilon_greedy", epsilon=0.3, seed=1)
    chosen = []
    for _ in range(600):
        chosen.append(selection.arm)
        selection.update([played(selection.arm, float(selection.arm == "rnd"))])
    assert chosen.count("rnd") / 600 == pytest.approx(0.8, abs=0.06)


def test_a_saved_selection_goes_on_exactly():
    selection = BonusSelection(ARMS, how="epsilon_greedy", epsilon=0.5, seed=1)
    assert isinstance(selection, Learner)
    for _ in range(5):
        selection.update([played(selection.arm, 0.5)])
    twin = BonusSelection(ARMS, how="epsilon_greedy", epsilon=0.5, seed=9)
    twin.load_state_dict(json.loads(json.dumps(selection.state_dict())))
    for _ in range(20):
        assert (twin.arm, twin.version) == (selection.arm, selection.version)
        assert twin.update([played(twin.arm, 0.5)]) == pytest.approx(
            selection.update([played(selection.arm, 0.5)]), nan_ok=True
        )
    with pytest.raises(ValueError, match="the state has"):
        BonusSelection(["a", "b"]).load_state_dict(selection.state_dict())


@pytest.mark.parametrize(
    "wrong",
    [
        {"arms": ["rnd"]},
        {"arms": ["rnd", "rnd"]},
        {"how": "best"},
        {"window": 0},
        {"c": -1.0},
        {"epsilon": 2.0},
    ],
)
def test_wrong_selections_are_refused(wrong):
    with pytest.raises(ValueError, match="BonusSelection needs"):
        BonusSelection(**{"arms": ARMS, **wrong})


def gathered(gains, scale=2.0):
    versions = {"info_gain_exploration": {"identity": "", "version": 0, "scale": scale}}
    paid = [None if gain is None else gain * scale for gain in gains]
    return SimpleNamespace(opening={"versions": versions}, paid={"info_gain_exploration": paid})


def test_the_scale_by_hand():
    learner = ExplorationScale(scale=2.0, lr=0.1, tau=0.5)
    assert isinstance(learner, Learner)
    assert learner.update([gathered([1.0, 3.0])]) == {"gain": 2.0, "target": 2.0, "scale": 2.0}
    told = learner.update([gathered([4.0, None], scale=5.0)])
    assert told == {"gain": 4.0, "target": 2.0, "scale": pytest.approx(2.0 * exp(-0.2))}
    assert learner.target == 3.0


def test_the_scale_rises_while_less_is_gathered_than_before():
    learner = ExplorationScale(lr=0.1)
    for gain in (4.0, 2.0, 1.0):
        learner.update([gathered([gain])])
    assert learner.scale > 1.2
    assert learner.version == 3


def test_episodes_without_the_term_move_nothing():
    learner = ExplorationScale()
    told = learner.update([SimpleNamespace(opening={}, paid={"outcome": [1.0]})])
    assert np.isnan(told["gain"])
    assert (learner.scale, learner.target, learner.version) == (1.0, None, 1)


def test_a_saved_scale_goes_on_exactly():
    learner, twin = ExplorationScale(lr=0.1), ExplorationScale(lr=0.1)
    learner.update([gathered([1.0])])
    twin.load_state_dict(json.loads(json.dumps(learner.state_dict())))
    assert twin.identity == "ExplorationScale(info_gain_exploration)"
    assert twin.update([gathered([3.0])]) == learner.update([gathered([3.0])])


@pytest.mark.parametrize("wrong", [{"scale": 0.0}, {"lr": -1.0}, {"tau": 2.0}])
def test_wrong_scales_are_refused(wrong):
    with pytest.raises(ValueError, match="ExplorationScale needs"):
        ExplorationScale(**wrong)


RETURNS = st.lists(st.tuples(st.sampled_from(ARMS), st.floats(0, 1)), max_size=30)


@given(RETURNS, st.sampled_from(["ucb", "epsilon_greedy"]), st.integers(1, 5))
def test_whatever_was_earned_one_of_the_arms_is_on_and_all_pulls_are_counted(earned, how, window):
    selection = BonusSelection(ARMS, how=how, window=window)
    for arm, outcome in earned:
        told = selection.update([played(arm, outcome)])
        assert selection.arm in ARMS
        assert all(np.isnan(mean) or 0 <= mean <= 1 for mean in told.values())
    assert selection.pulls == {arm: sum(each == arm for each, _ in earned) for arm in ARMS}
    assert all(len(returns) == min(window, selection.pulls[arm]) for arm, returns in selection.returns.items())


@given(st.lists(st.floats(0.1, 5), min_size=1, max_size=20))
def test_the_scale_is_its_beginning_and_the_sum_of_its_moves(gains):
    learner = ExplorationScale(scale=3.0, lr=0.1, tau=0.25)
    moves = 0.0
    for gain in gains:
        told = learner.update([gathered([gain])])
        moves -= 0.1 * (gain - told["target"])
        assert min(gains) - 1e-9 <= learner.target <= max(gains) + 1e-9
    assert learner.scale == pytest.approx(3.0 * exp(moves))


def test_a_scale_that_may_not_move_stays():
    learner = ExplorationScale(scale=0.7, lr=0.0)
    for gain in (1.0, 9.0, 0.1):
        learner.update([gathered([gain])])
    assert learner.scale == pytest.approx(0.7)


def test_a_target_that_follows_at_once_is_the_last_gain():
    learner = ExplorationScale(tau=1.0)
    for gain in (1.0, 9.0, 0.1):
        learner.update([gathered([gain])])
        assert learner.target == pytest.approx(gain)
