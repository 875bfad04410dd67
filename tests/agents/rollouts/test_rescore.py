"""Recorded runs under other rewards: what would have been paid is paid, and nothing is stepped."""

from dataclasses import replace

import gymnasium as gym
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.agents import ExpertAgent, RandomAgent, ScriptedAgent
from turnwise.agents.rollouts import MissingRecord, RecordedEnv, collect, read_run, rescore, rollout
from turnwise.wrappers.base import RewardTerm

LAYERS = [{"name": "Milestones", "mode": "potential", "gamma": 0.9}, {"name": "GoalDistance"}]


class Careful(RewardTerm):
    """Pay minus a tenth for every turn whose temperature is below 22, and write the shares down late."""

    term = "careful"
    memory = ("turns",)

    def begin(self, observation, info):
        self.turns = []

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        self.turns.append(-0.1 if info["temperature"] < 22 else 0.0)
        if not (terminated or truncated):
            return 0.0
        self.write_late(info, self.turns)
        return sum(self.turns)


class Louder(gym.Wrapper):
    """Change what the agent reads."""

    def step(self, action):
        observation, *rest = self.env.step(action)
        return observation.upper(), *rest


@pytest.mark.parametrize("agent", [RandomAgent(), ExpertAgent(0.3)])
def test_a_run_is_paid_afterwards_as_it_would_have_been(agent):
    bare = collect(
        ["turnwise/FrozenLake-v0", "turnwise/Maze-v0"], agent, episodes=10, record=["channels", "milestones"]
    )
    stacks = [{"env": label, "layers": LAYERS} for label in ("turnwise/FrozenLake-v0", "turnwise/Maze-v0")]
    paid = collect(stacks, agent, episodes=10, record=["channels", "milestones"])
    scored = rescore(bare, LAYERS)
    assert scored.episodes == paid.episodes
    assert scored[0].paid.keys() == {"outcome", "milestones", "goal_distance"}
    assert any(episode.rewards != other.rewards for episode, other in zip(bare, scored, strict=True))


def test_late_values_are_written_anew(corridor):
    run = collect(corridor, RandomAgent(), episodes=6, record=["temperature"])
    paid = collect(lambda: Careful(corridor()), RandomAgent(), episodes=6, record=["temperature"])
    scored = rescore(run, Careful)
    assert [e.late for e in scored] == [e.late for e in paid]
    assert any(sum(e.late["careful"]) for e in scored)
    assert [e.rewards for e in scored] == [e.rewards for e in paid]


def test_rewards_that_were_paid_before_are_taken_away(corridor):
    run = collect(lambda: Careful(corridor()), RandomAgent(), episodes=6, record=["temperature"])
    bare = collect(corridor, RandomAgent(), episodes=6, record=["temperature"])
    scored = rescore(run, lambda env: env)
    assert [(e.rewards, e.paid, e.late) for e in scored] == [(e.rewards, e.paid, {}) for e in bare]


def test_a_run_on_disk_is_scored_to_disk(tmp_path):
    run = collect("turnwise/FrozenLake-v0", RandomAgent(), episodes=5, out=tmp_path / "run")
    scored = rescore(read_run(tmp_path / "run"), LAYERS, out=tmp_path / "scored", name="shaped")
    assert scored.folder == tmp_path / "scored"
    assert scored.config["rescored"] == LAYERS
    assert scored.name == "shaped"
    assert [e.run for e in scored] == ["shaped"] * 5
    assert scored.episodes == rescore(run, LAYERS, name="shaped").episodes
    assert [e.observations for e in scored] == [e.observations for e in run]


def test_an_entry_that_was_not_recorded_is_named():
    run = collect("turnwise/FrozenLake-v0", RandomAgent(), episodes=1, record=["facts"])
    with pytest.raises(
        MissingRecord, match=r"\(turnwise/FrozenLake-v0\) has no 'milestones' on record.*record=\[..., "
    ):
        rescore(run, ["Milestones"])


def test_an_entry_that_the_environment_does_not_have_is_no_missing_record(foreign):
    class Asking(RewardTerm):
        term = "asking"

        def turn_reward(self, action, observation, reward, terminated, truncated, info):
            assert info["facts"] == {}
            assert info.get("answer", "none") == "none"
            assert "task" not in info
            return 1.0

    run = collect(foreign, ScriptedAgent(["x"], repeat=True), record=["facts", "answer", "task"])
    assert rescore(run, Asking)[0].rewards == [1.5, 1.5, 1.5]


def test_a_layer_that_changes_more_than_the_reward_is_refused(corridor):
    run = collect(corridor, RandomAgent(), episodes=1)
    with pytest.raises(ValueError, match=r"changed its observations. Only wrappers that change nothing but the reward"):
        rescore(run, Louder)
    with pytest.raises(ValueError, match="changed its"):
        rescore(run, lambda env: gym.wrappers.TimeLimit(env, 1))


def test_a_crashed_episode_keeps_what_was_paid_until_then(corridor):
    run = collect(
        lambda: corridor("break"), ScriptedAgent(["left", "break"]), tolerate=(OSError,), record=["temperature"]
    )
    (scored,) = rescore(run, Careful)
    assert (scored.rewards, scored.late) == ([0.0], {})
    assert scored.crash


def test_a_recorded_environment_plays_the_episode_back(corridor):
    episode = rollout(corridor(), RandomAgent(), seed=3)
    env = RecordedEnv(episode)
    for _ in range(2):
        observation, info = env.reset(seed=99)
        assert (observation, info["facts"]) == (episode.observations[0], episode.opening["facts"])
        for turn in episode.turns:
            observation, reward, terminated, truncated, info = env.step(turn.action)
            assert (observation, reward) == (turn.next_observation, turn.reward)
            assert (terminated, truncated) == (turn.terminated, turn.truncated)
            assert {name: info[name] for name in turn.info} == turn.info
            assert info["answer"] == episode.opening["answer"]
        with pytest.raises(gym.error.ResetNeeded, match=r"has .* turns; call reset"):
            env.step("left")


def test_a_recorded_environment_takes_the_recorded_actions_only(corridor):
    env = RecordedEnv(rollout(corridor(), ScriptedAgent(["left"], repeat=True), seed=3))
    env.reset()
    with pytest.raises(ValueError, match=r"whose action on turn 1 was 'left'; got 'right'"):
        env.step("right")


def test_a_run_without_the_environments_own_reward_is_refused(corridor):
    run = collect(corridor, RandomAgent(), episodes=1)
    run.episodes[0] = replace(run[0], paid={"score": run[0].rewards})
    with pytest.raises(MissingRecord, match=r"no term 'outcome'.*it has \['score'\]"):
        rescore(run, lambda env: env)
