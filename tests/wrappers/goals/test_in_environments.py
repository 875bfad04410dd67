"""Goals in the suite's own environments: what the expert does for them, recorded runs, and the published numbers."""

from __future__ import annotations

import gymnasium as gym
import pytest
from published_numbers import example

import turnwise
from turnwise.agents import ExpertAgent, RandomAgent
from turnwise.agents.rollouts import CONTRACT, collect, rescore, rollout
from turnwise.reward_shaping import milestone_rewards
from turnwise.reward_shaping.redistribution import progress_labels
from turnwise.wrappers import GoalSimilarity, Milestones, RewardMachineReward, TemporalGoal, WithMilestones

LAKE = {"id": "turnwise/FrozenLake-v0", "size": 4, "max_episode_steps": 30}
ROOMS = {"id": "turnwise/KeyRooms-v0", "max_episode_steps": 200}
SAFE = "G (agent.fallen == False) and F (agent.row == goal.row and agent.column == goal.column)"
DRY = {
    "initial": "walking",
    "transitions": [
        ["walking", "agent.fallen == True", "wet", -1.0],
        ["walking", "agent.row == goal.row and agent.column == goal.column", "there", 1.0],
        ["walking", "agent.row + agent.column >= 3", "far", 0.25],
        ["far", "agent.fallen == True", "wet", -1.0],
        ["far", "agent.row == goal.row and agent.column == goal.column", "there", 1.0],
    ],
    "terminal": ["wet", "there"],
}


def played(env, layers, agent, seed=0):
    return rollout(turnwise.stack(env, layers), agent, seed=seed)


@pytest.mark.parametrize("seed", range(3))
def test_the_expert_satisfies_what_a_fall_violates(seed):
    layer = {"name": "TemporalGoal", "formula": SAFE, "violated": -1.0}
    episode = played(LAKE, [layer], ExpertAgent(), seed)
    assert episode.paid["temporal"] == [0.0] * (len(episode) - 1) + [1.0]
    noisy = [played(LAKE, [layer], ExpertAgent(0.8), seed * 10 + each) for each in range(8)]
    for episode in noisy:
        fell = episode.facts["agent.fallen"][-1]
        assert sum(episode.paid["temporal"]) == (1.0 if episode.solved else -1.0)
        assert not (fell and episode.solved)
    assert any(not episode.solved for episode in noisy)


def test_the_machine_pays_the_way_and_the_arrival():
    episode = played(LAKE, [{"name": "RewardMachineReward", "machine": DRY}], ExpertAgent())
    assert sum(episode.paid["machine"]) == 1.25
    assert episode.paid["machine"][-1] == 1.0
    assert episode.channels["machine.state"][-1] == 2.0  # walking, wet, there, far


def test_a_lock_is_opened_before_its_room_is_entered():
    order = [["start", "channels.state_changed == 1", "moved", 0.0]]
    _, info = gym.make(**ROOMS).reset(seed=0)
    doors = [name for name in info["facts"] if name.startswith("door_") and name.endswith(".state")]
    source = {
        "temporal": {f"opened {name}": f"F ({name} == 'open')" for name in doors},
        "seen": {"has moved": "channels.state_changed == 1"},
        "machine": {"initial": "start", "transitions": order},
    }
    episode = played(ROOMS, [{"name": "WithMilestones", "source": source}, "Milestones"], ExpertAgent())
    assert episode.solved
    opened = [name for name in doors if "open" in episode.facts[name]]
    for name in doors:
        assert episode.milestones[f"opened {name}"][-1] is (name in opened)
    assert episode.milestones["has moved"][-1] is episode.milestones["moved"][-1] is True
    share = (len(opened) + 2) / (len(doors) + 2)
    assert sum(episode.paid["milestones"]) == pytest.approx(share)


def test_the_goal_s_place_is_what_the_agent_s_place_comes_to_be_like():
    def goal(observation, info):
        return {"agent": {"row": info["facts"]["goal.row"], "column": info["facts"]["goal.column"]}}

    env = GoalSimilarity(gym.make(**LAKE), goal)
    episode = rollout(env, ExpertAgent(), seed=1)
    assert sum(episode.paid["similarity"]) == pytest.approx(1.0 - env_start(goal))
    assert episode.channels["similarity.level"][-1] == 1.0


def env_start(goal):
    """Return the similarity of the first state: the share of the goal's attributes that hold there."""
    observation, info = gym.make(**LAKE).reset(seed=1)
    wanted = goal(observation, info)["agent"]
    own = {"row": info["facts"]["agent.row"], "column": info["facts"]["agent.column"]}
    return sum(own[key] == value for key, value in wanted.items()) / 2


LAYERS = [
    {
        "name": "WithMilestones",
        "source": {"seen": {"agent.row": [0, 1, 2, 3]}, "temporal": {"dry": "G (agent.fallen == False)"}},
    },
    {"name": "Milestones", "mode": "potential", "gamma": 0.9},
    {"name": "TemporalGoal", "formula": SAFE, "weight": 0.5, "violated": -1.0},
    {"name": "RewardMachineReward", "machine": DRY, "potential": "value"},
    {"name": "GoalSimilarity", "goal": {"agent": {"row": 3, "column": 3}}},
    {
        "name": "WrittenReward",
        "source": "def reward(inputs):\n    return inputs['agent.row'] - inputs['previous.agent.row']\n",
        "inputs": ["agent.row", "previous.agent.row"],
    },
]


def test_a_recorded_run_is_paid_as_it_would_have_been():
    bare = collect({"env": LAKE}, ExpertAgent(0.5), episodes=4, record=CONTRACT, progress=False)
    live = collect({"env": LAKE, "layers": LAYERS}, ExpertAgent(0.5), episodes=4, record=CONTRACT, progress=False)
    for recorded, paid in zip(rescore(bare, LAYERS), live, strict=True):
        assert recorded.actions == paid.actions
        assert recorded.paid == paid.paid
        assert recorded.rewards == paid.rewards


def test_the_environments_of_a_vector_keep_their_own_goals():
    def make(seed):
        return lambda: turnwise.stack(LAKE, LAYERS)

    envs = gym.vector.SyncVectorEnv([make(0), make(1)])
    envs.reset(seed=[0, 1])
    alone = [turnwise.stack(LAKE, LAYERS) for _ in range(2)]
    for seed, env in enumerate(alone):
        env.reset(seed=seed)
    for message in ("right", "down", "right", "up"):
        _, rewards, *_ = envs.step([message, message])
        assert rewards.tolist() == pytest.approx([env.step(message)[1] for env in alone])
    envs.close()


def holding(tools, rows):
    turns = [{"facts": {f"done.m{place}": bit == "1" for place, bit in enumerate(row)}} for row in rows]
    return tools.Scripted(turns[1:], turns[0])


FOUR = {"facts": {f"m{place}": f"done.m{place}" for place in range(4)}}


@pytest.mark.parametrize(
    ("mode", "key"),
    [("first", "first-time bonus 1/K (ratchet)"), ("potential", "difference of the raw level")],
)
def test_milestones_that_un_happen_by_the_worked_example(tools, mode, key):
    inputs, expected = example("first_reach")
    rows = inputs["milestone mask per step (4 milestones, bitset)"]
    env = Milestones(WithMilestones(holding(tools, rows), FOUR), mode)
    assert tools.terms(tools.play(env, ["go"] * 4), "milestones") == pytest.approx(expected[key])
    holds = [[bit == "1" for bit in row] for row in rows]
    assert milestone_rewards(holds, mode=mode).tolist() == pytest.approx(expected[key])


def test_progress_labels_of_milestones_of_one_s_own_by_the_worked_example(tools):
    inputs, expected = example("mira_labels")
    done = inputs["milestones at steps (1-based)"]
    rows = ["".join("1" if turn >= at else "0" for at in done) for turn in range(inputs["steps"] + 1)]
    source = {"seen": {f"m{place}": f"done.m{place}" for place in range(inputs["K"])}}
    env = WithMilestones(holding(tools, rows), source)
    held = [env.reset()[1]["milestones"], *(env.step("go")[4]["milestones"] for _ in range(inputs["steps"]))]
    labels = progress_labels([list(row.values()) for row in held])
    assert labels.tolist() == pytest.approx(expected["progress label at step 0..8"], abs=1e-6)


@pytest.mark.parametrize(
    ("end", "key"),
    [((True, False), "F (terminated: Phi(s2)=0)"), ((False, True), "F (truncated: Phi(s2)=.2)")],
)
def test_potentials_by_the_worked_example(tools, end, key):
    inputs, expected = example("pbrs")
    levels = inputs["Phi"]
    turns = [{"reward": reward} for reward in inputs["rewards"]]
    turns[-1] |= {"terminated": end[0], "truncated": end[1]}
    similarity = {f"s{place}": level for place, level in enumerate(levels)}

    def alike(text):
        level = similarity.get(text, 1.0)
        return [level, (1 - level**2) ** 0.5]

    def place(observation, info):
        return {f"s{observation[-1]}": {}}

    env = GoalSimilarity(
        tools.Scripted(turns), {"goal": {}}, mode="potential", embed=alike, extract=place, gamma=inputs["gamma"]
    )
    assert tools.terms(tools.play(env, ["go"] * 2), "similarity") == pytest.approx(expected[key])


def test_a_fork_remembers_what_was_seen_and_what_is_owed():
    env = turnwise.stack(LAKE, LAYERS)
    env.reset(seed=0)
    env.step("right")
    state = turnwise.snapshot(env)
    first = [env.step(message)[1] for message in ("down", "right", "down")]
    turnwise.restore(env, state)
    assert [env.step(message)[1] for message in ("down", "right", "down")] == first
    layers = {}
    layer = env
    while isinstance(layer, gym.Wrapper):
        layers[type(layer)] = layer
        layer = layer.env
    assert isinstance(layers[WithMilestones].states, list)
    assert isinstance(layers[TemporalGoal].state, int)
    assert layers[RewardMachineReward].state in layers[RewardMachineReward].machine.states


def test_a_random_player_seldom_does_what_the_expert_does():
    layer = {"name": "TemporalGoal", "formula": SAFE}
    run = collect({"env": LAKE, "layers": [layer]}, RandomAgent(), episodes=10, progress=False)
    paid = [sum(episode.paid["temporal"]) for episode in run]
    assert paid == [float(bool(episode.solved)) for episode in run]
    assert sum(paid) < 5
