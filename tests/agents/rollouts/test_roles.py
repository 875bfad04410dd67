"""Games in rollouts: a conversation for each role, roles in the trace, and advantages by role."""

import gymnasium as gym
import numpy as np
import pytest

from turnwise.agents import ExpertAgent, RandomAgent, ReplayAgent, Reply, ScriptedAgent
from turnwise.agents.agent import Conversation
from turnwise.agents.rollouts import collect, read_run, replay, rescore, rollout
from turnwise.agents.rollouts.roles import Roles
from turnwise.reward_shaping.credit import PRESETS, Table

SELF_PLAY = {"env": {"id": "turnwise/KuhnPoker-v0", "opponent": "self", "hands": 2}, "layers": []}


class Listener:
    """Answers by the moves that are legal, and keeps what each conversation held when it was asked."""

    def __init__(self, *script):
        self.script = script
        self.heard = []

    def act(self, conversations):
        for talk in conversations:
            self.heard.append((talk.role, list(talk.observations), list(talk.actions), talk.seed))
        return [Reply(self.script[(len(self.heard) - 1) % len(self.script)]) for _ in conversations]


def test_each_role_has_a_conversation_of_its_own():
    agent = Listener("mark 1", "nonsense", "mark 5", "mark 2", "mark 9", "mark 3")
    episode = rollout(gym.make("turnwise/TicTacToe-v0", opponent="self"), agent, seed=0)
    assert episode.keys["role"] == ["first", "second", "second", "first", "second", "first"]
    assert episode.keys["thread"] == episode.keys["role"]
    assert episode.actions == ["mark 1", "nonsense", "mark 5", "mark 2", "mark 9", "mark 3"]
    assert [(role, actions) for role, _, actions, _ in agent.heard] == [
        ("first", []),
        ("second", []),
        ("second", ["nonsense"]),
        ("first", ["mark 1"]),
        ("second", ["nonsense", "mark 5"]),
        ("first", ["mark 1", "mark 2"]),
    ]
    for turn, (_, observations, actions, _) in enumerate(agent.heard):
        assert observations[-1] == episode.observations[turn]
        assert len(observations) == len(actions) + 1
    assert "You are X" in agent.heard[3][1][0]
    assert "You are O" in agent.heard[4][1][0]


def test_roles_have_seeds_of_their_own_and_the_first_keeps_the_episode_s():
    agent = Listener("mark 1", "mark 5", "mark 2", "mark 9", "mark 3")
    rollout(gym.make("turnwise/TicTacToe-v0", opponent="self"), agent, seed=0, agent_seed=11)
    seeds = {role: seed for role, _, _, seed in agent.heard}
    assert seeds["first"] == 11
    assert seeds["second"] != 11


def test_one_role_is_one_conversation_and_is_named_in_the_trace():
    episode = rollout("turnwise/TicTacToe-v0", RandomAgent(), seed=3)
    assert set(episode.keys) == {"role"}
    assert set(episode.keys["role"]) <= {"first", "second"}
    assert len(set(episode.keys["role"])) == 1
    assert {turn.thread for turn in episode.turns} == {"main"}


def test_an_environment_without_roles_has_none():
    assert rollout("turnwise/FrozenLake-v0", RandomAgent(), seed=0).keys == {}


def test_what_an_agent_says_of_a_turn_wins_over_the_role():
    talk = iter([None, {"role": "planner", "segment": 1}])

    class Planner(ExpertAgent):
        def act(self, conversations):
            return [Reply(reply.text, keys=next(talk, None)) for reply in super().act(conversations)]

    episode = rollout(gym.make("turnwise/MatrixGame-v0", rounds=2), Planner(), seed=0)
    assert episode.keys == {"role": ["first", "planner"], "segment": [None, 1]}


@pytest.mark.parametrize("threads", [0, 2])
def test_self_play_is_the_same_however_it_is_batched(threads):
    alone = collect(SELF_PLAY, RandomAgent(), episodes=6, slots=1)
    beside = collect(SELF_PLAY, RandomAgent(), episodes=6, slots=4, threads=threads)
    by_number = {episode.episode: episode for episode in beside}
    for episode in alone:
        assert episode == by_number[episode.episode]


def test_a_recorded_match_is_replayed_rescored_and_played_by_a_replay_agent(tmp_path):
    run = collect(SELF_PLAY, RandomAgent(), episodes=4, out=tmp_path / "run")
    assert replay(read_run(tmp_path / "run")) == []
    again = rescore(run, ["Milestones"])
    assert [episode.late["outcome"] for episode in again] == [episode.late["outcome"] for episode in run]
    assert [episode.keys for episode in again] == [episode.keys for episode in run]
    twins = collect(SELF_PLAY, ReplayAgent(run), episodes=4)
    assert [episode.actions for episode in twins] == [episode.actions for episode in run]


def test_a_replay_agent_says_when_a_role_has_nothing_more_on_record():
    episode = rollout(gym.make("turnwise/TicTacToe-v0", opponent="self"), RandomAgent(), seed=0)
    agent = ReplayAgent([episode])
    talk = Conversation(["?"], ["a"] * 9, 0, 0, role="second")
    with pytest.raises(ValueError, match="actions for episode 0"):
        agent.act([talk])


def test_scripted_agents_begin_their_list_for_each_role():
    script = ScriptedAgent(["play cooperate", "play defect"])
    env = gym.make("turnwise/MatrixGame-v0", opponent="self", rounds=2)
    assert rollout(env, script, seed=0).actions == ["play cooperate"] * 2 + ["play defect"] * 2


def test_advantages_by_role_of_poker_against_oneself_are_those_by_hand():
    run = collect(lambda: gym.make("turnwise/KuhnPoker-v0", opponent="self"), RandomAgent(), episodes=12, seed=1)
    episodes = sorted(run, key=lambda episode: episode.episode)
    assert {len(episode) for episode in episodes} == {2, 3}
    baseline = {"first": 0.0, "second": 0.0}
    expected = []
    for episode in episodes:
        env = gym.make("turnwise/KuhnPoker-v0", opponent="self")
        env.reset(seed=episode.seed)
        for action in episode.actions:
            env.step(action)
        first, second = env.unwrapped.payoffs(env.unwrapped.state)
        payoff = {"first": first, "second": second}
        expected += [payoff[role] - baseline[role] for role in episode.keys["role"]]
        for role in payoff:
            baseline[role] = 0.95 * baseline[role] + 0.05 * payoff[role]
    table = Table.from_episodes(episodes)
    np.testing.assert_allclose(PRESETS["spiral"]()(table).advantage, expected)
    assert table["reward"].data.sum() == pytest.approx(0.0)
    assert table["paid"].data.tolist() == [0.0] * len(expected)


def test_the_conversation_of_a_role_that_names_no_one_stays_where_it_is():
    talk = Conversation(["one"], [])
    roles = Roles(talk, "first")
    talk.actions.append("a")
    talk.observations.append("two")
    assert roles.hand_over(None, "a", "two") is talk
    assert roles.keys(2) == {"role": ["first", "first"]}
