"""What holds of faults on random processes and on episodes that were really played."""

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted_rewards import BAD, GOOD, lake
from random_mdp import random_mdp, shaped

from turnwise.agents import ExpertAgent, RandomAgent
from turnwise.agents.rollouts import rollout
from turnwise.reward_shaping.diagnostics.faults import (
    INERT,
    RE_EARNABLE,
    UNZEROED,
    endless_gain,
    honest_return,
    inspect_episodes,
    inspect_table,
    situation_potential,
)
from turnwise.reward_shaping.diagnostics.played_episode import play
from turnwise.reward_shaping.diagnostics.tabular import Tabulated, tabulate
from turnwise.wrappers import GoalDistance, Milestones

SEEDS = st.integers(0, 10_000)


def table_of(mdp, **terms):
    """Return a process as the table of a stack that pays these terms."""
    count, actions = mdp.probability.shape[:2]
    paid = {"outcome": np.zeros(mdp.probability.shape), **terms}
    words, seen = tuple(map(str, range(actions))), tuple(map(str, range(count)))
    parents = np.zeros((count, 2), dtype=int) - 1
    never = np.zeros(count, dtype=bool)
    total = np.sum(list(paid.values()), axis=0)
    return Tabulated(
        mdp.next_state, mdp.probability, mdp.ended, total, paid, mdp.ended, never, never, words, seen, parents
    )


@given(SEEDS, st.sampled_from([1.0, 0.9, 0.5]))
@settings(max_examples=15)
def test_every_zeroed_potential_is_inert_and_every_kept_one_is_not(seed, gamma):
    mdp = random_mdp(seed, ends=2)
    potential = 1.0 + np.random.default_rng(seed).random(5)
    nothing = np.zeros(mdp.probability.shape)
    zeroed = table_of(mdp, shape=shaped(mdp, nothing, np.where(mdp.ended, 0.0, potential), gamma))
    kept = table_of(mdp, shape=shaped(mdp, nothing, potential, gamma))
    assert [finding.kind for finding in inspect_table(zeroed, gamma=gamma)] == [INERT]
    assert [finding.kind for finding in inspect_table(kept, gamma=gamma)] == [UNZEROED]


@given(SEEDS, st.sampled_from([0.9, 0.5]))
@settings(max_examples=15)
def test_below_one_the_potential_is_found_again(seed, gamma):
    mdp = random_mdp(seed)
    potential = np.random.default_rng(seed).normal(size=5)
    table = table_of(mdp, shape=shaped(mdp, np.zeros(mdp.probability.shape), potential, gamma))
    np.testing.assert_allclose(situation_potential(table, "shape", gamma), potential, atol=1e-5)


@given(SEEDS)
@settings(max_examples=15)
def test_a_random_reward_is_no_potential(seed):
    mdp = random_mdp(seed)
    table = table_of(mdp, noise=np.random.default_rng(seed).normal(size=mdp.probability.shape))
    assert situation_potential(table, "noise", 1.0) is None
    assert situation_potential(table, "noise", 0.9) is None


@given(SEEDS, st.floats(-3, 3))
@settings(max_examples=15)
def test_where_everything_ends_nothing_is_earned_for_ever(seed, paid):
    mdp = random_mdp(seed, ends=2)
    assert endless_gain(mdp, np.full(mdp.probability.shape, paid), mdp.ended) is None


def test_an_end_bonus_is_no_potential_and_no_term_is_none():
    mdp = random_mdp(1, ends=2)
    bonus = np.where(mdp.ended[mdp.next_state], 1.0, 0.0)
    assert situation_potential(table_of(mdp, bonus=bonus), "bonus", 1.0) is None
    assert inspect_table(table_of(mdp)) == []


def test_what_honesty_earns_by_hand():
    table = tabulate(Milestones(lake()))
    steps = int(table.parents.shape[0])
    assert honest_return(table) == pytest.approx(2.0)
    assert honest_return(table, 5) <= 0.5  # the goal is six steps away
    assert honest_return(table, without=["milestones"]) == pytest.approx(1.0)
    assert honest_return(table, without=["unknown"]) == pytest.approx(2.0)
    assert steps == len(table.ended)


def test_on_slippery_ice_honesty_earns_what_the_best_policy_can_expect():
    env = lake(slippery=True)
    table = tabulate(GoalDistance(env))
    best = env.unwrapped.task(env.unwrapped.state)["optimal_value"]
    assert honest_return(table, 30, without=["goal_distance"]) == pytest.approx(best, rel=1e-3)


def recorded(make, seeds=range(3)):
    """Return episodes of the expert and of a random agent, as rollouts record them."""
    return [rollout(make(), agent, seed=seed) for seed in seeds for agent in (ExpertAgent(), RandomAgent())]


@pytest.mark.parametrize("name", ["outcome alone", "first milestones", "gated milestones", "a small price of turns"])
def test_recorded_episodes_of_good_rewards_show_no_fault(name):
    found = inspect_episodes(recorded(lambda: GOOD[name](lake())))
    assert [finding for finding in found if finding.fault] == []


@pytest.mark.parametrize("name", ["milestone earned again and again", "milestone paid on every turn"])
def test_recorded_episodes_that_go_back_and_forth_show_what_is_earned_again(name):
    path = rollout(lake(), ExpertAgent(), seed=0).actions
    env = BAD[name](lake())
    for turn in range(1, len(path)):
        play(env, path[:turn], seed=0)
        if env.unwrapped.milestones(env.unwrapped.state)["halfway"]:
            break
    back = {"down": "up", "up": "down", "left": "right", "right": "left"}[path[turn - 1]]
    episode = play(env, [*path[:turn], *[back, path[turn - 1]] * 3], seed=0)
    found = inspect_episodes([episode])
    assert [finding.kind for finding in found] == [RE_EARNABLE]
    assert found[0].evidence["gain"] == pytest.approx(1.0 if "again" in name else 0.5, abs=0.5)


def test_a_distance_is_inert_in_episodes_that_ended_by_themselves():
    """Falling into a hole and reaching the goal are paid the same by a potential that is zeroed at both."""

    def make():
        return GoalDistance(lake())

    expert = rollout(make(), ExpertAgent(), seed=0)
    table = tabulate(make())
    hole = int(np.flatnonzero(table.terminated & ~table.success)[0])
    fallen = play(make(), table.path(hole), seed=0)
    solved = play(make(), expert.actions, seed=0)
    assert [finding.kind for finding in inspect_episodes([solved, fallen])] == [INERT]


def test_missing_values_pay_nothing():
    episode = play(Milestones(gym.make("turnwise/FrozenLake-v0")), ["down", "up", "down"], seed=0)
    episode.paid["unsure"] = [None, float("nan"), 0.5]
    assert inspect_episodes([episode]) == []
