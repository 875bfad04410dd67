"""Pairs are what they say, on every world with an expert, and rewards are ranked by them as they deserve."""

import gymnasium as gym
import numpy as np
import pytest
from corridor import Corridor
from played import Played

import turnwise  # noqa: F401 - registers the ids
from turnwise.reward_shaping.diagnostics.played_episode import play, play_expert
from turnwise.reward_shaping.diagnostics.preferences import (
    make_pairs,
    outcome_preference,
    play_pair,
    trajectory_preference,
)
from turnwise.reward_shaping.diagnostics.preferences.pairs import KINDS
from turnwise.wrappers import GoalDistance, Milestones

WORLDS = {
    "lake": lambda: gym.make("turnwise/FrozenLake-v0"),
    "maze": lambda: gym.make("turnwise/Maze-v0"),
    "taxi": lambda: gym.make("turnwise/Taxi-v0"),
    "rooms": lambda: gym.make("turnwise/KeyRooms-v0"),
    "sokoban": lambda: gym.make("turnwise/Sokoban-v0"),
    "crafting": lambda: gym.make("turnwise/Crafting-v0"),
}


@pytest.fixture(scope="module", params=WORLDS)
def world(request):
    make = WORLDS[request.param]
    return make, make_pairs(make, range(3))


def edits(one, other):
    return sum(x != y for x, y in zip(one, other, strict=False))


def test_every_pair_is_what_its_kind_says(world):
    make, pairs = world
    assert {pair.kind for pair in pairs} == set(KINDS)
    env = make()
    for pair in pairs:
        better, worse = play_pair(pair, env)
        assert better.solved
        assert list(pair.better) == play_expert(env, seed=pair.seed).actions
        assert pair.strict is not worse.solved
        if pair.kind == "noisy":
            assert not worse.solved or len(worse) > len(better)
        if pair.kind == "corrupted":
            assert not worse.solved
            assert edits(pair.worse, pair.better) == 1
        if pair.kind == "truncated":
            assert list(pair.worse) == list(pair.better[: len(pair.better) // 2])
        if pair.kind == "looping":
            assert not worse.solved
            half = len(pair.better) // 2
            assert len(pair.worse) >= len(pair.better)
            assert len(set(pair.worse[half:])) <= 2
            assert pair.worse[:half] == pair.better[:half]
        if pair.kind == "verbose":
            assert worse.solved
            assert worse.observations == better.observations
            assert sum(map(len, pair.worse)) > 300 * len(pair.worse)


def test_the_same_pairs_are_made_again_and_others_with_another_seed():
    make = WORLDS["lake"]
    assert make_pairs(make, range(3)) == make_pairs(make, range(3))
    assert make_pairs(make, range(3)) != make_pairs(make, range(3), rng_seed=1)
    assert make_pairs(make, [2], kinds=["noisy"]) == [pair for pair in make_pairs(make, [2]) if pair.kind == "noisy"]
    assert make_pairs(make, range(3), kinds=["noisy"], noise=0.9) != make_pairs(make, range(3), kinds=["noisy"])


def test_levels_that_the_expert_fails_are_left_out():
    make = lambda: Corridor(limit=2)  # noqa: E731
    assert make_pairs(make, range(3)) == []
    assert make_pairs(make, []) == []


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match=r"knows the kinds \['noisy'.*got \['wordy'\]"):
        make_pairs(Corridor, [0], kinds=["wordy"])


def test_good_rewards_rank_all_pairs_right(world):
    make, pairs = world
    for layer in (lambda env: env, Milestones, GoalDistance):
        found = trajectory_preference(pairs, lambda layer=layer: layer(make()))
        assert found.overall.share == 1.0, found
        assert found.overall.made == len(pairs)
        assert found.tau > 0.3
        assert "every kind of worse trajectory is told apart" in found.feedback


def test_a_reward_for_every_turn_prefers_the_slow_and_says_so():
    make = WORLDS["maze"]
    pairs = make_pairs(make, range(6))
    found = trajectory_preference(pairs, lambda: Milestones(make(), "level"))
    assert found.by_kind["noisy"].share == 0.0
    assert found.by_kind["truncated"].share == 1.0
    assert found.feedback.startswith("80% of 30 pairs are ranked right. Not told from the better ones: noisy (0% of 6")


def test_bad_rewards_fail_by_kind():
    make = WORLDS["lake"]
    pairs = make_pairs(make, range(6))
    wordy = trajectory_preference(pairs, make, lambda episode: sum(map(len, episode.actions)))
    assert wordy.by_kind["verbose"].share == 0.0
    shorter = trajectory_preference(pairs, make, lambda episode: -len(episode))
    assert shorter.by_kind["truncated"].share == 0.0
    constant = trajectory_preference(pairs, make, lambda episode: 1.0)
    assert constant.by_kind["corrupted"].share == 0.5
    assert constant.by_kind["verbose"].share == 1.0
    assert np.isnan(constant.tau)
    silent = trajectory_preference(pairs, make, lambda episode: float("nan"))
    assert silent.overall.missing == len(pairs)
    assert silent.feedback == "No pair could be compared."


def test_lengths_are_told_apart_in_their_order():
    make = WORLDS["maze"]
    found = trajectory_preference(make_pairs(make, range(8)), make, bins=3)
    starts = [int(label.partition("-")[0]) for label in found.by_length]
    assert len(starts) == 3
    assert starts == sorted(starts)
    assert sum(each.made for each in found.by_length.values()) == found.overall.made


def test_solved_episodes_are_set_against_failed_ones_of_their_task():
    episodes = [
        Played.along("abc", solved=True, outcome=[0.0, 1.0]),
        Played.along("abz", outcome=[0.0, 0.5]),
        Played.along("ab", outcome=[2.0]),
        Played.along("xy", solved=True, task="other", outcome=[1.0]),
    ]
    found = outcome_preference(episodes, lambda episode: sum(episode.paid["outcome"]))
    assert (found.overall.made, found.overall.share) == (2, 0.5)
    assert list(found.by_kind) == ["failed"]
    assert outcome_preference([], lambda episode: 0.0).overall.made == 0


def test_a_played_pair_is_played_on_its_level():
    pair = make_pairs(WORLDS["maze"], [4], kinds=["truncated"])[0]
    better, worse = play_pair(pair, WORLDS["maze"]())
    assert better == play(WORLDS["maze"](), pair.better, seed=4)
    assert worse.seed == 4
