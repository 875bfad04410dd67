"""What each agent says, and what agents are shown."""

import dataclasses

import gymnasium as gym
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.agents import (
    Agent,
    Conversation,
    ExpertAgent,
    HumanAgent,
    Message,
    RandomAgent,
    ReplayAgent,
    Reply,
    ScriptedAgent,
    describe_agent,
)
from turnwise.agents.rollouts import collect, rollout


class Watcher:
    """Say "right" and keep every conversation it was shown."""

    def __init__(self, privileged=None):
        self.seen = []
        if privileged is not None:
            self.privileged = privileged

    def act(self, conversations):
        self.seen += conversations
        return [Reply("right")] * len(conversations)


def conversation(env=None, seed=0, episode=0):
    """Return a conversation that waits for its first reply."""
    return Conversation(["hello"], [], seed, episode, env)


@pytest.mark.parametrize(
    "agent", [RandomAgent(), ExpertAgent(), ScriptedAgent(["a"]), ReplayAgent([]), HumanAgent(), Watcher()]
)
def test_every_agent_has_the_protocol(agent):
    assert isinstance(agent, Agent)
    assert describe_agent(agent)["agent"] == type(agent).__name__


def test_observations_and_actions_alternate_in_messages():
    talk = Conversation(["one", "two", "three"], ["a", "b"])
    assert talk.turn == 2
    assert talk.messages == [
        Message("user", "one"),
        Message("assistant", "a"),
        Message("user", "two"),
        Message("assistant", "b"),
        Message("user", "three"),
    ]
    assert Conversation().messages == []


@pytest.mark.parametrize("privileged", [None, False])
@pytest.mark.parametrize("threads", [0, 2])
def test_an_agent_without_privilege_gets_neither_environment_nor_info(corridor, privileged, threads):
    agent = Watcher(privileged)
    collect(corridor, agent, episodes=4, threads=threads)
    assert agent.seen
    for talk in agent.seen:
        shown = [getattr(talk, field.name) for field in dataclasses.fields(talk)]
        assert not any(isinstance(value, gym.Env) for value in shown)
        assert all(isinstance(text, str) for text in (*talk.observations, *talk.actions))
        assert talk.memory == {}


def test_a_privileged_agent_gets_the_wrapped_environment(corridor):
    agent = Watcher(privileged=True)
    env = gym.wrappers.TimeLimit(corridor(), 7)
    rollout(env, agent, seed=1)
    assert all(talk.env is env for talk in agent.seen)


def test_random_agent_draws_every_action_about_equally_often(corridor):
    said = [reply.text for reply in RandomAgent().act([conversation(corridor(), seed) for seed in range(400)])]
    assert 160 <= said.count("left") <= 240
    assert set(said) == {"left", "right"}


def test_random_agent_plays_the_same_whatever_is_played_beside_it(corridor):
    agent = RandomAgent()
    beside = [conversation(corridor(), seed) for seed in range(5)]
    alone = conversation(corridor(), 3)
    mixed = [[reply.text for reply in agent.act(beside[::-1])][1] for _ in range(20)]
    assert mixed == [agent.act([alone])[0].text for _ in range(20)]


def test_random_agent_says_nothing_where_nothing_is_admissible(corridor):
    env = corridor()
    env.actions = list
    assert RandomAgent().act([conversation(env)])[0].text == ""


@pytest.mark.parametrize("agent", [RandomAgent(), ExpertAgent()])
def test_privileged_agents_name_what_the_environment_lacks(foreign, agent):
    with pytest.raises(ValueError, match=r"(actions|expert)\(\), which <Foreign"):
        rollout(foreign(), agent, seed=0)


def test_expert_solves_and_noise_costs_turns(corridor):
    perfect = collect(corridor, ExpertAgent(), episodes=40, record=["task"])
    noisy = collect(corridor, ExpertAgent(noise=0.4), episodes=40)
    assert all(episode.solved for episode in perfect)
    assert [len(episode) for episode in perfect] == [e.opening["task"]["optimal_length"] for e in perfect]
    assert sum(map(len, noisy)) > sum(map(len, perfect))


def test_an_expert_that_only_slips_plays_as_the_random_agent_does_in_the_mean(corridor):
    always = collect(corridor, ExpertAgent(noise=1.0), episodes=300)
    random = collect(corridor, RandomAgent(), episodes=300)
    assert abs(sum(map(len, always)) - sum(map(len, random))) < 300


def test_expert_plans_anew_after_a_slip(corridor):
    env = corridor()
    asked = []
    expert = env.expert
    env.expert = lambda: (asked.append(env.place), expert())[1]
    episode = rollout(env, ExpertAgent(noise=0.5), seed=2, agent_seed=1)
    slips = episode.actions.count("left")
    assert slips
    assert len(asked) > 1


def test_expert_plays_at_random_where_there_is_no_plan(corridor):
    env = corridor()
    env.expert = lambda: iter(())
    assert set(rollout(env, ExpertAgent(), seed=0).actions) == {"left", "right"}


@pytest.mark.parametrize("noise", [-0.1, 1.1, float("nan")])
def test_noise_is_a_probability(noise):
    with pytest.raises(ValueError, match=r"ExpertAgent needs 0 <= noise <= 1.*got noise="):
        ExpertAgent(noise=noise)


def test_a_script_is_said_in_order_in_every_episode(corridor):
    run = collect(corridor, ScriptedAgent(["left", "right"], repeat=True), episodes=3)
    assert all(episode.actions == ["left", "right"] * 6 for episode in run)


def test_a_script_that_is_too_short_says_so(corridor):
    with pytest.raises(ValueError, match="ScriptedAgent has 1 messages and the episode goes on"):
        rollout(corridor(), ScriptedAgent(["left"]), seed=0)


def test_a_script_may_be_a_function_of_the_conversation(corridor):
    agent = ScriptedAgent(lambda talk: "right" if talk.turn else talk.observations[-1])
    episode = rollout(corridor(), agent, seed=0)
    assert episode.actions[0] == episode.observations[0]
    assert episode.valid[0] is False
    assert set(episode.actions[1:]) == {"right"}


@pytest.mark.parametrize("script", [[], "left", ""])
def test_a_script_is_a_list_of_messages(script):
    with pytest.raises(ValueError, match="ScriptedAgent needs a list"):
        ScriptedAgent(script)


def test_replay_agent_plays_the_recorded_actions_and_tokens(corridor):
    class Speaker(RandomAgent):
        def act(self, conversations):
            said = super().act(conversations)
            return [dataclasses.replace(r, token_ids=[1, len(r.text)], log_probs=[-0.5, -1.0]) for r in said]

    run = collect(corridor, Speaker(), episodes=4)
    again = collect(corridor, ReplayAgent(run), episodes=4)
    assert [episode.actions for episode in again] == [episode.actions for episode in run]
    assert [episode.tokens for episode in again] == [episode.tokens for episode in run]


def test_replay_agent_names_an_episode_it_has_not(corridor):
    run = collect(corridor, RandomAgent(), episodes=1)
    with pytest.raises(ValueError, match=r"ReplayAgent has no episode 1; it has \[0\]"):
        collect(corridor, ReplayAgent(run), episodes=2)


def test_replay_agent_says_when_the_recording_is_over(corridor):
    run = collect(corridor, ScriptedAgent(["right"], repeat=True), seeds=[0])
    shorter = [dataclasses.replace(run[0], actions=run[0].actions[:-1])]
    with pytest.raises(ValueError, match="the environment differs from the recorded one"):
        collect(corridor, ReplayAgent(shorter), seeds=[0])


def test_a_human_reads_every_observation_and_is_asked_for_every_action(corridor):
    shown, typed = [], iter(["left", "right", "right", "right", "right", "right", "right"])
    episode = rollout(corridor(), HumanAgent(ask=lambda prompt: next(typed), show=shown.append), seed=0)
    assert shown == episode.observations[:-1]
    assert episode.actions[:2] == ["left", "right"]


def test_the_end_of_a_humans_input_ends_the_rollout(corridor):
    def ask(prompt):
        raise EOFError

    with pytest.raises(EOFError):
        rollout(corridor(), HumanAgent(ask=ask, show=lambda text: None), seed=0)


def test_a_human_reads_on_standard_output(capsys):
    HumanAgent(ask=lambda prompt: "yes").act([conversation()])
    assert capsys.readouterr().out == "hello\n"
