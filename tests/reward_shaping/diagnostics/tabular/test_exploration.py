"""The walk behind the tables: chance, clocks, twins, wandering, and worlds of other makers."""

import subprocess
import sys
from itertools import pairwise

import gymnasium as gym
import numpy as np
import pytest
from corridor import Corridor

import turnwise
from turnwise.reward_shaping.diagnostics.tabular import AskedReward, Unending, tabulate
from turnwise.reward_shaping.diagnostics.tabular.exploration import Exploration
from turnwise.wrappers import Milestones, PotentialShaping, Retry, RewardTerm

FORK = (turnwise.snapshot, turnwise.restore)


def walked(env, *, limit=200, messages=(), turn_limit=False, draws=50):
    walk = Exploration(env, messages, turn_limit, draws, *FORK)
    walk.begin(0)
    walk.run(limit)
    return walk


def lake(**settings):
    return gym.make("turnwise/FrozenLake-v0", **{"size": 4} | settings)


def test_places_stand_in_the_order_of_a_breadth_first_search():
    walk = walked(lake())
    parents = [place.parent for place in walk.places]
    assert parents[0] == -1
    assert parents == sorted(parents)
    for number, place in enumerate(walk.places[1:], 1):
        assert walk.branches[place.parent][place.message][0].to == number or place.parent < number


def test_what_ended_has_no_branches():
    walk = walked(lake())
    for number, place in enumerate(walk.places):
        assert (number in walk.branches) is not (place.terminated or place.truncated)


def test_chance_has_as_many_branches_as_the_world_lists():
    walk = walked(lake(slippery=True, holes=0))
    assert walk.exact
    sizes = {len(row) for by in walk.branches.values() for row in by.values()}
    assert sizes == {2, 3}  # in a corner two of three slips lead to one cell
    for by in walk.branches.values():
        for row in by.values():
            assert sum(branch.probability for branch in row) == pytest.approx(1.0)
            assert {round(3 * branch.probability) for branch in row} <= {1, 2}


def test_a_world_that_lists_the_wrong_states_is_told_so():
    env = Corridor(slip=0.5, limit=None)
    env.chances = lambda state, message: [(1.0, (4, 0, True))]
    with pytest.raises(Unending, match=r"a state that the environment's chances\(\) do not list"):
        walked(env)


def test_a_world_that_lists_what_never_happens_is_told_so():
    env = Corridor(slip=0.5, limit=None)
    listed = env.chances
    env.chances = lambda state, message: [*listed(state, message), (0.0001, (99, 0, False))]
    with pytest.raises(Unending, match="has not gone every way in 10000 draws"):
        walked(env)


def test_wandering_starts_again_after_every_end():
    walk = Exploration(lake(), (), False, 1, *FORK)
    walk.begin(0)
    turns = walk.wander(80, np.random.default_rng(0))
    assert len(turns) == 80
    ends = 0
    for (_, _, to), (number, _, _) in pairwise(turns):
        over = walk.places[to].terminated
        assert number == (0 if over else to)
        ends += over
    assert ends


def test_wandering_is_the_same_with_the_same_generator():
    def wander(seed):
        walk = Exploration(lake(slippery=True), (), False, 1, *FORK)
        walk.begin(0)
        return walk.wander(30, np.random.default_rng(seed))

    assert wander(1) == wander(1) != wander(2)


class Stale(RewardTerm):
    """Pays by something outside of state and memory: how often it was asked at all."""

    term = "stale"
    memory = ()
    asked = 0

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        self.asked += 1
        return float(self.env.unwrapped.state.steps > 3)


def test_a_reward_that_reads_more_than_the_situation_is_found_out():
    """FrozenLake's count of steps is no part of its situation; a reward that reads it is no function of the state."""
    found = tabulate(Stale(lake()))
    assert "depends on more than the state" in found.reason
    assert "'stale': 1.0" in found.reason


def test_attempts_are_part_of_the_state():
    once, thrice = tabulate(Retry(lake(), 1)), tabulate(Retry(lake(), 3), limit=2_000)
    assert len(thrice.ended) > len(once.ended)
    assert thrice.terminated.any()


class Numbered(gym.Env):
    """A foreign environment: no state, no situation, messages are numbers, and it forks by a number."""

    can_fork = True

    def __init__(self):
        self.observation_space, self.action_space = gym.spaces.Discrete(5), gym.spaces.Discrete(2)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.at = 0
        return 0, {}

    def step(self, action):
        self.at += 1 + action
        return self.at, float(self.at == 4), self.at >= 4, False, {"success": self.at == 4}

    def actions(self):
        return [0, 1]

    def snapshot(self):
        return self.at

    def restore(self, state):
        self.at = state


def test_an_environment_of_other_makers_is_tabulated_by_its_snapshots():
    table = tabulate(Numbered())
    assert table.observations == (0, 1, 2, 3, 4, 5)
    assert table.messages == (0, 1)
    assert table.terminated.tolist() == [False] * 4 + [True] * 2
    assert table.success.tolist() == [False] * 4 + [True, False]
    assert list(table.terms) == ["outcome"]
    assert table.path(4) == [1, 1]
    shaped = tabulate(PotentialShaping(Numbered(), lambda observation, info: float(observation)))
    assert list(shaped.terms) == ["outcome", "potential"]


def test_it_cannot_be_asked_about_what_does_not_happen():
    walk = walked(Numbered())
    with pytest.raises(Unending, match="cannot be asked about transitions"):
        AskedReward(walk.env, walk.places, turnwise.restore)


def test_asking_twice_plays_once_and_states_can_be_asked_in_any_order():
    env = Milestones(lake(), "potential")
    walk = walked(env)
    asked = AskedReward(env, walk.places, turnwise.restore)
    first = asked.terms(3, "left", 0)
    assert asked.terms(3, "left", 0) is first
    goal = next(number for number, place in enumerate(walk.places) if place.success)
    assert asked.terms(goal, "up", goal)["outcome"] == 1.0
    np.testing.assert_allclose(asked.outcome([0, goal], ["up", "up"], [goal, 0]), [1.0, 0.0])
    np.testing.assert_allclose(asked.total([0], ["up"], [goal]), [1.0])  # a potential of 0 at both ends


PROGRAM = """
import gymnasium as gym, turnwise
from turnwise.wrappers import Milestones
from turnwise.reward_shaping.diagnostics.tabular import tabulate, reward_distances
from turnwise.reward_shaping.diagnostics.farming import farm
from turnwise.reward_shaping.diagnostics.preferences import make_pairs
make = lambda: Milestones(gym.make("turnwise/FrozenLake-v0", size=4, slippery=True))
table = tabulate(make())
print(table.next_state.tolist(), table.messages, table.probability.sum())
print(farm(make, steps=300, states=0).tried, make_pairs(make, range(4)), reward_distances(make(), most=1, samples=20))
"""


def test_nothing_depends_on_the_hash_seed():
    said = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert len(said.pop()) > 500
