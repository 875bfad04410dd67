"""What a run is asked to be, on the command line and in a file."""

import gymnasium as gym
import pytest

from turnwise.cli import catalogue
from turnwise.cli.plan import Plan, available, check_record, label, read_plan
from turnwise.cli.specs import Spec

LAKE, MAZE = "turnwise/FrozenLake-v0", "turnwise/Maze-v0"


def read(tmp_path, text, **given):
    file = tmp_path / "plan.toml"
    file.write_text(text)
    return read_plan(file, given)


def test_a_file_and_flags_say_the_same(tmp_path):
    from_file = read(
        tmp_path,
        """
        env = ["FrozenLake:size=4", { name = "Maze", size = 5 }]
        agent = "random"
        reward = [{ name = "Milestones", mode = "first" }]
        episodes = 4
        group = 2
        seed = 7
        max-turns = 9
        record = ["facts"]
        skip-unavailable = true
        """,
    )
    from_flags = read_plan(
        None,
        {
            "env": ("FrozenLake:size=4", "Maze:size=5"), "agent": ("random",), "reward": ("Milestones:mode=first",),
            "episodes": 4, "group": 2, "seed": 7, "max_turns": 9, "record": ("facts",), "skip_unavailable": True,
        },
    )  # fmt: skip
    assert from_file == from_flags
    assert from_file.env == (Spec(LAKE, {"size": 4}), Spec(MAZE, {"size": 5}))


def test_flags_win_over_the_file_also_with_zero(tmp_path):
    plan = read(tmp_path, 'env = "Maze"\nagent = "random"\nseed = 5\nepisodes = 3', seed=0, episodes=None, agent=())
    assert (plan.seed, plan.episodes, plan.agent) == (0, 3, (Spec("random", {}),))


def test_a_plan_s_data_makes_the_same_plan(tmp_path):
    plan = read_plan(None, {"env": ("FrozenLake:slippery=true",), "agent": ("expert:noise=0.2",)})
    data = {key.replace("-", "_"): value for key, value in plan.data().items()}
    assert read_plan(None, data) == plan


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("env = [", "is not a TOML file"),
        ('envs = ["Maze"]', "unknown key 'envs'. Did you mean 'env'?"),
        ('agent = "random"', "needs at least one env"),
        ('env = "Maze"', "needs at least one agent"),
        ('env = [3]\nagent = "random"', "takes \"NAME:key=value\" or a table with a name; got 3"),
        ('env = "Maze"\nagent = "random"\nepisodes = 0', "episodes must be a whole number >= 1; got 0"),
        ('env = "Maze"\nagent = "random"\nepisodes = true', "episodes must be a whole number >= 1; got True"),
        ('env = "Maze"\nagent = "random"\nmax-turns = 0', "max-turns must be a whole number >= 1"),
        ('env = "Maze"\nagent = "random"\nseed = -1', "seed must be a whole number >= 0; got -1"),
        ('env = "Maze"\nagent = "random"\nepisodes = 5\ngroup = 2', "multiple of group=2; got 5. Ask for 6"),
        ('env = "Maze"\nagent = "random"\nskip-unavailable = 1', "skip-unavailable must be true or false"),
        ('env = "Mazes"\nagent = "random"', "Did you mean 'turnwise/Maze-v0'?"),
        ('env = ["Maze", "turnwise/Maze-v0"]\nagent = "random"', "Maze-v0 is given twice"),
        ('family = "gird"\nagent = "random"', "Did you mean 'grid'?"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_played_is_refused(tmp_path, text, why):
    with pytest.raises(ValueError, match=r".") as refusal:
        read(tmp_path, text)
    assert why in str(refusal.value)


def test_a_family_adds_what_is_not_named():
    plan = read_plan(None, {"env": ("FrozenLake:slippery=true",), "family": ("grid", "web"), "agent": ("random",)})
    assert [spec.name for spec in plan.env] == [LAKE, *(one for one in catalogue.of_family("grid") if one != LAKE)]


@pytest.mark.parametrize(("name", "means"), [("Maze", MAZE), ("maze-v0", MAZE), (MAZE, MAZE), ("CartPole-v1",) * 2])
def test_an_environment_goes_by_several_names(name, means):
    assert catalogue.find_id(name) == means


def test_a_label_names_the_knobs():
    assert (
        label(Spec(LAKE, {"slippery": True, "observation": "ascii"})) == "FrozenLake-v0 slippery=true observation=ascii"
    )


def plan_of(*envs, **changes):
    return Plan(env=tuple(Spec(*env) for env in envs), agent=(Spec("random", {}),), **changes)


def test_the_turn_limit_and_the_rewards_reach_the_environment():
    plan = plan_of((LAKE, {"size": 4}), max_turns=3, reward=(Spec("Milestones", {"term": "m"}),))
    makers, left_out = available(plan)
    env = makers["FrozenLake-v0 size=4"]()
    env.reset(seed=0)
    ends = [env.step("left")[3] for _ in range(3)]
    assert ends == [False, False, True]
    assert env.spec.max_episode_steps == 3
    assert env.step.__self__.term == "m"
    assert left_out == []


def test_a_family_without_an_environment_is_left_out_with_its_reason():
    _, left_out = available(plan_of((MAZE, {}), family=("web",)))
    assert left_out == [{"name": "the family web", "why": "no environment in this release"}]


def unavailable(**_):
    raise gym.error.DependencyNotInstalled('install it with `pip install "turnwise[grid]"`')


@pytest.fixture
def missing():
    gym.register("Missing-v0", entry_point=unavailable)
    yield "Missing-v0"
    del gym.registry["Missing-v0"]


def test_what_cannot_be_made_here_is_left_out_if_asked(missing):
    makers, left_out = available(plan_of((MAZE, {}), (missing, {}), skip_unavailable=True))
    assert list(makers) == ["Maze-v0"]
    assert left_out == [{"name": "Missing-v0", "why": 'install it with `pip install "turnwise[grid]"`'}]


def test_what_cannot_be_made_here_ends_the_run_if_not(missing):
    with pytest.raises(gym.error.DependencyNotInstalled, match="turnwise"):
        available(plan_of((missing, {})))


def test_nothing_to_play_is_refused(missing):
    with pytest.raises(ValueError, match=r"Nothing is left to play: Missing-v0 \(install"):
        available(plan_of((missing, {}), skip_unavailable=True))


class Weather(gym.Wrapper):
    """An environment that reports an entry of its own."""

    def reset(self, **given):
        observation, info = super().reset(**given)
        return observation, {**info, "weather": "fair"}


def test_an_entry_that_one_of_the_environments_reports_can_be_recorded():
    makers = [lambda: gym.make(LAKE), lambda: Weather(gym.make(MAZE))]
    check_record(plan_of((LAKE, {}), record=("weather",)), makers)
    with pytest.raises(ValueError, match=r"no entry 'wether' .*Did you mean 'weather'\?"):
        check_record(plan_of((LAKE, {}), record=("wether",)), makers)
    with pytest.raises(ValueError, match="no entry 'weather'"):
        check_record(plan_of((LAKE, {}), record=("weather",)), makers[:1])


def test_no_environment_is_made_to_record_what_the_contract_knows():
    check_record(plan_of((LAKE, {}), record=("facts", "error")), [lambda: pytest.fail("made")])


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        (Spec("exprt", {}), "There is no agent 'exprt'"),
        (Spec("exprt", {}), "Did you mean 'expert'?"),
        (Spec("expert", {"nose": 1}), "no argument 'nose'. Did you mean 'noise'? It takes noise."),
        (Spec("expert", {"noise": 2}), "0 <= noise <= 1"),
        (Spec("random", {"a": 1}), "It takes none."),
        (Spec("scripted", {}), "cannot be made"),
        (Spec("no.such:Agent", {}), "leads nowhere"),
        (Spec("expert:noise", {}), "The agent expert is given arguments as expert:key=value; got 'expert:noise'"),
    ],
)
def test_an_agent_that_cannot_be_made_is_refused(spec, why):
    with pytest.raises(ValueError, match=r".") as refusal:
        catalogue.build_agent(spec)
    assert why in str(refusal.value)


def test_an_agent_can_be_given_by_its_dotted_path():
    agent = catalogue.build_agent(Spec("turnwise.agents:ScriptedAgent", {"script": ["up"], "repeat": True}))
    assert (agent.script, agent.repeat) == (["up"], True)
