"""What is made of scores, by hand, and pairs on worlds of chance, of many commands a turn, and of no undoing."""

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted_rewards import BAD, GOOD, lake

from turnwise.reward_shaping.diagnostics.played_episode import play
from turnwise.reward_shaping.diagnostics.preferences import (
    make_pairs,
    play_pair,
    preference_accuracy,
    ranked,
    trajectory_preference,
)
from turnwise.wrappers import Milestones


def test_scores_are_ranked_by_kind_and_length_by_hand():
    found = ranked(["a", "b", "a", "b"], [3, 9, 3, 9], [1, 1, 0, 2], [0, 2, 0, 1], bins=2)
    assert found.overall.share == pytest.approx(2.5 / 4)
    assert {kind: each.share for kind, each in found.by_kind.items()} == {"a": 0.75, "b": 0.5}
    assert {label: each.share for label, each in found.by_length.items()} == {"3-3 turns": 0.75, "9-9 turns": 0.5}
    # Of the sixteen pairs across, 1 1 0 2 lies above 0 2 0 1 in seven and below it in four. Of the 28 pairs of scores
    # 0 0 0 1 1 1 2 2 seven tie, of the 28 of better and worse twelve do.
    assert found.tau == pytest.approx((7 - 4) / np.sqrt((28 - 7) * (28 - 12)))


def test_the_feedback_names_the_worst_kind_first():
    found = ranked(
        ["a"] * 4 + ["b"] * 4 + ["c"] * 9, [1] * 17, [1] * 4 + [0] * 4 + [1] * 9, [1] * 4 + [1] * 4 + [0] * 9
    )
    assert found.feedback == (
        "65% of 17 pairs are ranked right. Not told from the better ones: b (0% of 4, 0 tied), a (50% of 4, 4 tied). "
        "Reward what these trajectories lack."
    )


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_the_kinds_add_up_to_the_whole(rows):
    kinds, better, worse = ([row[place] for row in rows] for place in range(3))
    found = ranked(kinds, [1] * len(rows), better, worse)
    assert found.overall[1:] == preference_accuracy(better, worse)[1:]
    right = sum(each.share * each.made for each in found.by_kind.values())
    assert right == pytest.approx(found.overall.share * found.overall.made if rows else 0.0)
    assert sum(each.ties for each in found.by_kind.values()) == found.overall.ties


def test_in_a_world_of_chance_pairs_play_as_they_were_made():
    def ice():
        return gym.make("turnwise/FrozenLake-v0", slippery=True, size=4)

    pairs = make_pairs(ice, range(12))
    assert {pair.kind for pair in pairs} >= {"noisy", "truncated", "verbose"}
    for pair in pairs:
        better, worse = play_pair(pair, ice())
        assert better.solved
        assert worse.solved is not pair.strict


def test_with_several_commands_a_turn_pairs_are_made_too():
    def hasty():
        return gym.make("turnwise/Maze-v0", moves_per_turn=4)

    pairs = make_pairs(hasty, range(3))
    assert {"truncated", "verbose", "corrupted"} <= {pair.kind for pair in pairs}
    assert any(pair.better[0].startswith("[") for pair in pairs)
    assert trajectory_preference(pairs, hasty).overall.share == 1.0


def test_a_first_move_that_solves_has_no_half():
    class OneStep(gym.Env):
        def reset(self, *, seed=None, options=None):
            super().reset(seed=seed)
            return "door", {}

        def step(self, action):
            return "out", float(action == "open"), True, False, {"success": action == "open"}

        def actions(self):
            return ["open", "wait"]

        def expert(self):
            yield "open"

    pairs = make_pairs(OneStep, [0])
    assert {pair.kind for pair in pairs} == {"noisy", "corrupted"}
    assert {pair.worse for pair in pairs} == {("wait",)}


@pytest.mark.parametrize("name", ["success punished", "away from the goal", "bonus for being alive"])
def test_bad_rewards_are_ranked_worse_than_good_ones(name):
    pairs = make_pairs(lake, range(4))
    good = trajectory_preference(pairs, lambda: GOOD["first milestones"](lake()))
    bad = trajectory_preference(pairs, lambda: BAD[name](lake()))
    assert bad.overall.share < good.overall.share == 1.0
    assert bad.tau < good.tau


def test_a_reward_may_read_anything_of_an_episode():
    pairs = make_pairs(lake, range(4))
    seen = []

    def reward(episode):
        seen.append(episode)
        return float(episode.term_totals["milestones"] + episode.solved)

    found = trajectory_preference(pairs, lambda: Milestones(lake()), reward)
    assert found.overall.share == 1.0
    assert len(seen) == 2 * len(pairs)
    assert seen[0] == play(Milestones(lake()), pairs[0].better, seed=pairs[0].seed)
