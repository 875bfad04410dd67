"""Many episodes: what they hold depends on seeds and places alone."""

import gc
import json
from dataclasses import replace

import gymnasium as gym
import pytest
from gymnasium.envs.registration import EnvSpec

import turnwise  # noqa: F401 - registers the ids
from turnwise.agents import ExpertAgent, RandomAgent, Reply, ScriptedAgent
from turnwise.agents.rollouts import CONTRACT, collect, read_run, rollout
from turnwise.agents.rollouts.seeds import agent_seeds, env_seeds

RIGHT = ScriptedAgent(["right"], repeat=True)


class Counting(RandomAgent):
    """A random agent that notes how many conversations it was asked at a time, and which episodes it saw."""

    def __init__(self):
        self.sizes = []
        self.episodes = set()

    def act(self, conversations):
        self.sizes.append(len(conversations))
        self.episodes |= {talk.episode for talk in conversations}
        return super().act(conversations)


@pytest.fixture
def reference(corridor):
    """Return a run of two environments in groups of three, played one episode at a time."""
    return collect(two(corridor), ExpertAgent(0.5), episodes=6, group_size=3, seed=4, slots=1, record=CONTRACT)


def two(corridor):
    """Return two environments, the second one cut at five turns."""
    return {"long": corridor, "short": lambda: gym.wrappers.TimeLimit(corridor(), 5)}


@pytest.mark.parametrize(("slots", "threads"), [(2, 0), (5, 0), (100, 0), (1, 1), (4, 2), (5, 5), (3, 8)])
def test_slots_and_threads_do_not_change_what_episodes_hold(reference, corridor, slots, threads):
    options = {"episodes": 6, "group_size": 3, "seed": 4, "record": CONTRACT}
    run = collect(two(corridor), ExpertAgent(0.5), slots=slots, threads=threads, **options)
    assert run.episodes == reference.episodes


def test_a_longer_run_begins_with_the_same_episodes(reference, corridor):
    run = collect(two(corridor), ExpertAgent(0.5), episodes=9, group_size=3, seed=4, record=CONTRACT)
    assert run.episodes[:12] == reference.episodes


def test_an_environment_played_alone_plays_the_same_as_beside_another(reference, corridor):
    alone = collect(corridor, ExpertAgent(0.5), episodes=6, group_size=3, seed=4, record=CONTRACT)
    beside = [episode for episode in reference if episode.env == "long"]
    assert [(e.observations, e.actions) for e in alone] == [(e.observations, e.actions) for e in beside]


def test_another_seed_plays_otherwise(reference, corridor):
    run = collect(two(corridor), ExpertAgent(0.5), episodes=6, group_size=3, seed=5, record=CONTRACT)
    assert run.episodes != reference.episodes


def test_episodes_of_a_group_share_the_task_and_differ_in_the_agent(reference):
    groups = {}
    for episode in reference:
        groups.setdefault(episode.group, []).append(episode)
    assert list(groups) == [0, 1, 2, 3]
    for group in groups.values():
        assert [episode.member for episode in group] == [0, 1, 2]
        assert len({(e.env, e.seed, e.task, e.observations[0]) for e in group}) == 1
        assert len({e.agent_seed for e in group}) == 3
    assert len({group[0].seed for group in groups.values()}) == 4
    assert [groups[number][0].env for number in groups] == ["long", "short", "long", "short"]
    assert [episode.episode for episode in reference] == list(range(12))


def test_seeds_are_prefixes_and_unlike_each_other():
    assert env_seeds(3, 0, 100)[:10] == env_seeds(3, 0, 10)
    assert agent_seeds(3, 1, 2, 100)[:10] == agent_seeds(3, 1, 2, 10)
    every = env_seeds(3, 0, 50) + env_seeds(3, 1, 50) + env_seeds(4, 0, 50)
    every += [seed for member in range(3) for seed in agent_seeds(3, 0, member, 50)]
    assert len(set(every)) == 300


def test_given_seeds_are_the_ones_of_reset(corridor):
    run = collect(corridor, RIGHT, seeds=[11, 7], group_size=2)
    assert [episode.seed for episode in run] == [11, 11, 7, 7]
    assert run[2].observations == rollout(corridor(), RIGHT, seed=7).observations


def test_slots_that_fall_free_are_filled_at_once(corridor):
    agent = Counting()
    run = collect(corridor, agent, episodes=60, slots=4)
    assert max(agent.sizes) == 4
    assert sum(agent.sizes) == sum(map(len, run))
    full = next(place for place, size in enumerate(agent.sizes) if size < 4)
    turns_at_the_end = max(map(len, run))
    assert full >= len(agent.sizes) - turns_at_the_end


def test_no_more_instances_are_made_than_slots_and_all_are_closed(corridor):
    made = []

    def make():
        made.append(corridor())
        return made[-1]

    collect(make, RIGHT, episodes=30, slots=3)
    assert len(made) == 1 + 3  # one is looked at for its name
    assert all(env.closed for env in made)


def test_an_environment_is_made_played_and_closed_by_one_thread(corridor):
    import threading

    touched, before = {}, threading.active_count()

    class Watched(corridor):
        def touch(self):
            touched.setdefault(id(self), [self]).append(threading.get_ident())

        def reset(self, **options):
            self.touch()
            return super().reset(**options)

        def step(self, action):
            self.touch()
            return super().step(action)

        def close(self):
            self.touch()

    collect(Watched, RIGHT, episodes=12, slots=4, threads=2)
    played = [threads for _, *threads in touched.values() if len(threads) > 1]
    assert played
    assert all(len(set(threads)) == 1 for threads in played)
    assert threading.get_ident() not in {threads[0] for threads in played}
    assert threading.active_count() <= before


@pytest.mark.parametrize("threads", [0, 2])
def test_every_environment_is_closed_also_when_closing_one_fails(corridor, threads):
    closed = []

    class Stuck(corridor):
        def close(self):
            closed.append(self)
            if len(closed) == 2:
                raise OSError("stuck")

    with pytest.raises(OSError, match="stuck"):
        collect(Stuck, RIGHT, episodes=8, slots=4, threads=threads)
    assert len({id(env) for env in closed}) == len(closed) == 1 + 4


def test_an_instance_is_played_in_one_slot_and_left_open(corridor):
    env = corridor()
    run = collect(env, RIGHT, episodes=3, slots=1)
    assert len(run) == 3
    assert not env.closed
    with pytest.raises(ValueError, match="cannot play 2 episodes in it at the same time"):
        collect(env, RIGHT, episodes=3, slots=2)


@pytest.mark.parametrize(
    "given",
    [
        "turnwise/FrozenLake-v0",
        "turnwise:turnwise/FrozenLake-v0",
        {"env": "turnwise/FrozenLake-v0", "layers": []},
        gym.spec("turnwise/FrozenLake-v0"),
        lambda: gym.make("turnwise/FrozenLake-v0"),
    ],
)
def test_an_environment_can_be_given_in_any_form(given):
    run = collect(given, ExpertAgent(), seeds=[3])
    assert run[0].env == "turnwise/FrozenLake-v0"
    assert run[0].observations == rollout("turnwise/FrozenLake-v0", ExpertAgent(), seed=3).observations
    spec = run.config["envs"][0]["spec"]
    assert collect(spec, ExpertAgent(), seeds=[3])[0].actions == run[0].actions
    assert EnvSpec.from_json(json.dumps(spec)).id == "turnwise/FrozenLake-v0"


def test_a_stack_as_plain_data_is_played_under_its_rewards():
    data = {"env": {"id": "turnwise/FrozenLake-v0", "size": 4}, "layers": ["Milestones"]}
    run = collect(data, ExpertAgent(), seeds=[3])
    assert run.config["envs"][0]["stack"] == data
    assert list(run[0].paid) == ["outcome", "milestones"]


def test_environments_of_one_name_are_told_apart(corridor):
    run = collect([corridor, corridor], RIGHT, seeds=[1])
    assert [episode.env for episode in run] == ["Corridor#1", "Corridor#2"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"episodes": 0}, "needs episodes >= 1"),
        ({"episodes": 5, "group_size": 2}, "a multiple of group_size=2; got episodes=5. Ask for 6"),
        ({"group_size": 0}, "group_size >= 1; got 0"),
        ({"slots": 0}, "slots >= 1.*got slots=0"),
        ({"threads": -1}, "threads >= 0.*threads=-1"),
        ({"seed": -1}, "seed >= 0.*seed=-1"),
        ({"seeds": []}, "a non-empty list of seeds"),
        ({"seeds": [1], "episodes": 1}, "takes episodes or a non-empty list"),
    ],
)
def test_wrong_arguments_are_refused(corridor, arguments, said):
    with pytest.raises(ValueError, match=said):
        collect(corridor, RIGHT, **arguments)


@pytest.mark.parametrize("given", [3, None, [], [3]])
def test_what_is_no_environment_is_refused(given):
    with pytest.raises(ValueError, match=r"A rollout (plays|needs)"):
        collect(given, RIGHT)


def test_an_unknown_id_gets_gymnasiums_own_hint():
    with pytest.raises(gym.error.NameNotFound, match="Did you mean"):
        collect("turnwise/FrozenLak-v0", RIGHT)


def test_an_agent_that_answers_too_little_is_named(corridor):
    class Silent:
        def act(self, conversations):
            return []

    for threads in (0, 1):
        with pytest.raises(ValueError, match=r"Silent.act was given 1 conversations and returned 0 replies"):
            collect(corridor, Silent(), threads=threads)


def test_nothing_is_computed_that_was_not_asked_for(monkeypatch):
    from turnwise.envs.grid.frozen_lake.env import FrozenLakeEnv

    asked = []
    for name in CONTRACT:
        monkeypatch.setattr(FrozenLakeEnv, name, lambda self, *state, name=name: asked.append(name) or {})
    collect("turnwise/FrozenLake-v0", RIGHT, episodes=2)
    assert asked == []
    collect("turnwise/FrozenLake-v0", RIGHT, episodes=2, record=["milestones", "task"])
    assert set(asked) == {"milestones", "task"}


def test_what_is_asked_for_is_recorded(corridor):
    episode = collect(corridor, RIGHT, seeds=[0], record=[*CONTRACT, "temperature"])[0]
    turns = len(episode)
    assert episode.channels == {"goal_distance": [float(turns - 1 - t) for t in range(turns)]}
    assert episode.milestones["halfway"][-1] is True
    assert episode.facts == {"walker.place": [*range(1, turns + 1)], "corridor.name": ["é"] * turns}
    assert episode.extra == {"temperature": [21.0 + t for t in range(turns)]}
    assert episode.opening["answer"] == str(turns)
    assert episode.opening["facts"]["walker.place"] == 0
    assert episode.opening["task"] == {"id": f"corridor-{turns}", "optimal_length": turns}
    assert episode.paid == {"outcome": episode.rewards}


def test_a_run_on_disk_records_the_whole_contract_unless_told_otherwise(corridor, tmp_path):
    run = collect(corridor, RIGHT, seeds=[0], out=tmp_path / "all")
    assert run.config["record"] == list(CONTRACT)
    assert run[0] == replace(rollout(corridor(), RIGHT, seed=0, agent_seed=run[0].agent_seed), run="all")
    assert collect(corridor, RIGHT, seeds=[0], out=tmp_path / "none", record=[])[0].facts == {}


def test_a_foreign_environment_gets_a_ledger_and_its_own_success(foreign):
    run = collect(foreign, RIGHT, seeds=[1], record=["step", "facts"])
    (episode,) = run
    assert episode.paid == {"outcome": [0.5, 0.5, 0.5]}
    assert episode.successes == [False, False, True]
    assert episode.valid == [True] * 3
    assert episode.extra == {"step": [1, 2, 3]}
    assert episode.facts == {}


def test_terminated_wins_over_truncated(corridor):
    class Both(corridor):
        def step(self, action):
            observation, reward, _, _, info = super().step(action)
            return observation, reward, True, True, info

    episode = rollout(Both(), RIGHT, seed=0)
    assert (episode.terminated, episode.truncated) == (True, False)
    cut = rollout(gym.wrappers.TimeLimit(corridor(), 1), RIGHT, seed=0)
    assert (cut.terminated, cut.truncated) == (False, True)


def test_late_values_stand_beside_what_was_paid(corridor):
    class Late(gym.Wrapper):
        def step(self, action):
            observation, reward, terminated, truncated, info = self.env.step(action)
            info["reward_terms"]["lump"] = 3.0 if terminated else 0.0
            if terminated:
                info["late"] = {"lump": [1.0] * self.env.turn}
            return observation, reward + info["reward_terms"]["lump"], terminated, truncated, info

    env = Late(corridor())
    episode = rollout(env, RIGHT, seed=0)
    assert episode.late == {"lump": [1.0] * len(episode)}
    assert episode.paid["lump"][-1] == 3.0
    assert [turn.reward_terms["lump"] for turn in episode.turns] == [1.0] * len(episode)


@pytest.mark.parametrize("threads", [0, 2])
def test_a_step_that_breaks_ends_the_run_unless_it_is_tolerated(corridor, threads):
    agent = ScriptedAgent(["left", "break"], repeat=True)
    with pytest.raises(OSError, match="the floor gave way"):
        collect(lambda: corridor("break"), agent, episodes=2, threads=threads)
    made = []

    def make():
        made.append(corridor("break"))
        return made[-1]

    run = collect(make, agent, episodes=4, slots=2, threads=threads, tolerate=(OSError,))
    assert len(run) == 4
    for episode in run:
        assert episode.crash == "OSError: the floor gave way (on turn 2, 'break')"
        assert (len(episode), episode.terminated, episode.truncated) == (1, False, False)
        assert len(episode.observations) == 2
        assert episode.turns[0].action == "left"
    assert len(made) == 1 + 4
    assert all(env.closed for env in made)


def test_an_episode_of_no_turns_can_crash(corridor):
    (episode,) = collect(lambda: corridor("right"), RIGHT, tolerate=(OSError,))
    assert episode.actions == []
    assert episode.turns == []
    assert episode.total_reward == 0.0


def test_a_rollout_without_a_seed_can_be_played_again(corridor):
    episode = rollout(corridor(), RandomAgent())
    again = rollout(corridor(), RandomAgent(), seed=episode.seed, agent_seed=episode.agent_seed)
    assert again == episode


def test_a_rollout_takes_options_of_reset(corridor):
    class Optional(corridor):
        def reset(self, *, seed=None, options=None):
            self.given = options
            return super().reset(seed=seed)

    env = Optional()
    assert rollout(env, RIGHT, seed=0, options={"level": 3}).options == {"level": 3}
    assert env.given == {"level": 3}


def test_what_was_recorded_does_not_keep_the_environment_alive(corridor):
    import weakref

    made = []

    def make():
        env = corridor()
        made.append(weakref.ref(env))
        return env

    run = collect(make, RIGHT, episodes=2, record=CONTRACT)
    gc.collect()
    assert len(run) == 2
    assert all(ref() is None for ref in made)


@pytest.mark.parametrize("threads", [0, 2])
def test_an_interrupted_run_is_resumed_to_the_same_result(corridor, tmp_path, threads):
    class Interrupted(Counting):
        turns = 0

        def act(self, conversations):
            self.turns += 1
            if self.turns == 25:
                raise KeyboardInterrupt
            return super().act(conversations)

    options = {"episodes": 30, "group_size": 2, "slots": 3, "threads": threads}
    whole = collect(corridor, Counting(), out=tmp_path / "whole" / "run", **options)
    with pytest.raises(KeyboardInterrupt):
        collect(corridor, NamedAlike(Interrupted()), out=tmp_path / "run", **options)
    before = {episode.episode for episode in read_run(tmp_path / "run").stream()}
    assert 0 < len(before) < 30
    agent = Counting()
    run = collect(corridor, NamedAlike(agent), out=tmp_path / "run", resume=True, **options)
    assert run.episodes == whole.episodes
    assert agent.episodes == set(range(30)) - before


class NamedAlike(RandomAgent):
    """Another random agent under the name of the first."""

    def __init__(self, agent):
        self.act = agent.act


def test_a_finished_run_that_is_resumed_plays_nothing(corridor, tmp_path):
    first = collect(corridor, RIGHT, episodes=3, out=tmp_path)
    agent = Counting()
    assert collect(corridor, RIGHT, episodes=3, out=tmp_path, resume=True).episodes == first.episodes
    with pytest.raises(ValueError, match="made otherwise: agent was"):
        collect(corridor, agent, episodes=3, out=tmp_path, resume=True)
    assert agent.sizes == []


def test_a_run_can_be_made_longer(corridor, tmp_path):
    collect(corridor, RIGHT, episodes=3, out=tmp_path / "run")
    run = collect(corridor, RIGHT, episodes=5, out=tmp_path / "run", resume=True)
    whole = collect(corridor, RIGHT, episodes=5, out=tmp_path / "whole")
    assert [replace(episode, run="") for episode in run] == [replace(episode, run="") for episode in whole]
    assert run.config["tasks"] == 5


def test_an_agents_reply_may_be_one_object_for_all(corridor):
    class Same:
        reply = Reply("right")

        def act(self, conversations):
            return [self.reply] * len(conversations)

    assert all(episode.solved for episode in collect(corridor, Same(), episodes=4))
