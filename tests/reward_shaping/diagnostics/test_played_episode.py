"""Episodes played from lists of messages, as recorded ones are read."""

import gymnasium as gym
import pytest
from corridor import Corridor

from turnwise.agents import ScriptedAgent
from turnwise.agents.rollouts import rollout
from turnwise.reward_shaping.diagnostics.played_episode import PlayedEpisode, play, play_expert
from turnwise.wrappers import Milestones


def test_what_was_paid_is_written_down():
    episode = play(Corridor(lambda before, message, after, turn: 0.25 * after), ["left", "right", "right"], seed=3)
    assert episode.observations == ["cell 1", "cell 0", "cell 1", "cell 2"]
    assert episode.paid == {"outcome": [0, 0, 0], "planted": [0, 0.25, 0.5]}
    assert (episode.total_reward, episode.without("outcome"), len(episode)) == (0.75, 0.75, 3)
    assert (episode.without("planted"), episode.without(), episode.without("unknown")) == (0.0, 0.75, 0.75)
    assert (episode.solved, episode.terminated, episode.truncated, episode.task) == (False, False, False, "seed 3")


def test_it_stops_where_the_episode_ends():
    episode = play(Corridor(), ["right"] * 9)
    assert len(episode) == 3
    assert (episode.solved, episode.terminated, episode.term_totals["outcome"]) == (True, True, 1.0)
    cut = play(Corridor(limit=2), ["left"] * 9)
    assert (len(cut), cut.terminated, cut.truncated) == (2, False, True)


def test_nothing_said_is_an_episode_without_turns():
    episode = play(Corridor(), [])
    assert (len(episode), episode.total_reward, episode.solved, episode.paid) == (0, 0.0, False, {})


def test_a_term_that_speaks_up_late_was_silent_before():
    episode = PlayedEpisode(0)
    episode.add("a", ("", 1.0, False, False, {"reward_terms": {"outcome": 1.0}}))
    episode.add("b", ("", 2.0, False, False, {"reward_terms": {"late": 2.0}}))
    episode.add("c", ("", 3.0, True, True, {}))
    assert episode.paid == {"outcome": [1.0, 0.0, 3.0], "late": [0.0, 2.0, 0.0]}
    assert (episode.terminated, episode.truncated) == (True, False)


def test_the_expert_plays_and_can_be_stopped():
    assert play_expert(Corridor()).solved
    assert play_expert(Corridor(), turns=2).observations[-1] == "cell 3"


def test_other_dice_fall_otherwise_on_the_same_level():
    env = gym.make("turnwise/FrozenLake-v0", slippery=True, size=5)
    plain = [play(env, ["right"] * 6, seed=1) for _ in range(2)]
    assert plain[0] == plain[1]
    others = [play(env, ["right"] * 6, seed=1, dice=dice) for dice in range(4)]
    assert {episode.observations[0] for episode in others} == {plain[0].observations[0]}
    assert len({tuple(episode.observations) for episode in others}) > 1
    assert others[0] == play(env, ["right"] * 6, seed=1, dice=0)


def test_it_reads_as_a_rollout_does():
    env = Milestones(gym.make("turnwise/FrozenLake-v0", size=4))
    messages = ["down", "down", "right"]
    episode = play(env, messages, seed=0)
    recorded = rollout(env, ScriptedAgent(messages, repeat=True), seed=0)
    count = len(episode)
    assert recorded.actions[:count] == episode.actions
    assert recorded.observations[: count + 1] == episode.observations
    assert recorded.paid["milestones"][:count] == pytest.approx(episode.paid["milestones"])
