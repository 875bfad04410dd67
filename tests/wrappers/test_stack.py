"""Stacks as plain data."""

from __future__ import annotations

import json

import gymnasium as gym
import pytest
from gymnasium.envs.registration import EnvSpec
from wrapper_cases import shaping

import turnwise
from turnwise.wrappers import GatedRewards, Milestones, PotentialShaping, RewardTerm
from turnwise.wrappers.stack import wrapper_class

LAKE = "turnwise/FrozenLake-v0"


class Bonus(RewardTerm):
    """A wrapper of somebody else."""

    term = "bonus"

    def __init__(self, env, amount=1.0, *, name=None):
        super().__init__(env, name=name)
        self.amount = amount

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return self.amount


@pytest.mark.parametrize(
    "data",
    [
        {"env": LAKE, "layers": []},
        {"env": {"id": LAKE, "size": 5}, "layers": ["Milestones"]},
        {"env": {"id": LAKE, "max_episode_steps": 7}, "layers": [{"name": "Milestones", "mode": "first"}]},
        {
            "env": LAKE,
            "layers": [{"name": "Milestones", "term": "steps"}, {"name": "GatedRewards", "terms": ["steps"]}],
        },
        {"env": LAKE, "layers": [{"name": "TimeAwareObservation", "flatten": False}, "RepetitionPenalty"]},
        {"env": LAKE, "layers": [{"name": "TurnBudgetAnneal", "every": 10}]},
        {"env": "CartPole-v1", "layers": ["RepetitionPenalty"]},
    ],
    ids=str,
)
def test_what_was_made_writes_itself_back_as_the_same_data(data):
    data = json.loads(json.dumps(data))
    env = turnwise.stack(**data)
    assert turnwise.describe(env) == data
    assert turnwise.describe(gym.make(EnvSpec.from_json(env.spec.to_json()))) == data


def test_the_data_is_not_changed_by_use():
    data = {"env": {"id": LAKE, "size": 5}, "layers": [{"name": "Milestones", "term": "steps"}]}
    before = json.dumps(data)
    turnwise.stack(**data)
    assert json.dumps(data) == before


def test_the_first_layer_stands_next_to_the_environment():
    env = turnwise.stack(LAKE, ["Milestones", "GoalDistance"])
    assert [layer.term for layer in (env, env.env)] == ["goal_distance", "milestones"]


def test_an_environment_that_is_already_made_is_wrapped_as_it_is():
    env = gym.make(LAKE)
    assert turnwise.stack(env, ["Milestones"]).env is env
    assert turnwise.stack(env) is env


def test_a_wrapper_made_by_hand_is_written_with_what_makes_it_again():
    env = Milestones(gym.make(LAKE), "level", weight=0.5)
    description = turnwise.describe(env)
    assert description["layers"] == [{"name": "Milestones", "mode": "level", "weight": 0.5}]
    assert turnwise.describe(turnwise.stack(**description)) == description


def test_a_wrapper_of_somebody_else_goes_by_its_dotted_path(tools):
    shaping.Bonus = Bonus
    Bonus.__module__, name = shaping.__name__, "wrapper_cases.shaping:Bonus"
    data = {"env": LAKE, "layers": [{"name": name, "amount": 0.5}]}
    env = turnwise.stack(**data)
    assert turnwise.describe(env) == data
    assert tools.terms(tools.play(env, ["down"]), "bonus") == [0.5]


def potential(observation, info):
    return 0.0


def test_live_objects_are_refused_by_name_when_written_and_when_rebuilt():
    env = PotentialShaping(gym.make(LAKE), lambda observation, info: 0.0)
    with pytest.raises(ValueError, match=r"PotentialShaping .* holds live objects \(potential\).*dotted"):
        turnwise.describe(env)
    with pytest.raises(ValueError, match=r"PotentialShaping .* made with live objects \(potential\)"):
        gym.make(env.spec)


def test_a_time_limit_is_written_as_the_environment_s():
    env = Milestones(gym.wrappers.TimeLimit(gym.make(LAKE), 5))
    assert turnwise.describe(env) == {"env": {"id": LAKE, "max_episode_steps": 5}, "layers": ["Milestones"]}


def test_tuples_are_written_as_lists():
    env = turnwise.stack(LAKE, ["Milestones", "FormatReward"])
    env = GatedRewards(env, (("format",), ("milestones",)), threshold=(0.0, 0.0))
    layers = turnwise.describe(env)["layers"]
    assert layers[2] == {"name": "GatedRewards", "terms": [["format"], ["milestones"]], "threshold": [0.0, 0.0]}


@pytest.mark.parametrize(
    ("world", "wrapping", "words"),
    [
        (LAKE, ["Milestone"], r"no wrapper 'Milestone'\. Did you mean 'Milestones'\?"),
        (LAKE, ["milestones"], "Did you mean 'Milestones'"),
        (LAKE, ["timelimit"], "Did you mean 'TimeLimit'"),
        (LAKE, ["Xyzzy"], r"no wrapper 'Xyzzy'\. Known are .*'ActionEfficacy', .*dotted paths"),
        (LAKE, ["RewardTerm"], "no wrapper 'RewardTerm'"),
        (LAKE, ["os.path:join"], "not a class of wrappers"),
        (LAKE, ["nowhere:Nothing"], "leads nowhere"),
        (LAKE, "Milestones", "needs a list of layers"),
        (LAKE, [{"mode": "first"}], "A layer is a wrapper's name or"),
        (LAKE, [7], "A layer is a wrapper's name or"),
        (
            LAKE,
            [{"name": "Milestones", "modes": "first"}],
            r"takes the arguments \['mode', .*'term'\].*Did you mean 'mode'",
        ),
        (LAKE, ["ProcessClip"], "ProcessClip .* refuses the arguments {}: .*missing"),
        ({"size": 5}, [], "as its id, as {'id': id"),
        (7, [], "as its id"),
    ],
)
def test_mistakes_are_answered_with_what_is_allowed(world, wrapping, words):
    with pytest.raises(ValueError, match=words):
        turnwise.stack(world, wrapping)


def test_an_unknown_id_is_gymnasium_s_error():
    with pytest.raises(gym.error.Error, match="FrozenLakes"):
        turnwise.stack("turnwise/FrozenLakes-v0")


def test_what_gym_make_did_not_make_cannot_be_written(tools):
    with pytest.raises(ValueError, match="has no spec"):
        turnwise.describe(tools.Scripted([{}]))


def test_a_wrapper_that_does_not_record_its_arguments_cannot_be_written():
    class Silent(gym.Wrapper):
        pass

    with pytest.raises(ValueError, match="does not record its arguments"):
        turnwise.describe(Silent(gym.make(LAKE)))


def test_every_name_leads_to_its_class():
    assert wrapper_class("Milestones") is Milestones
    assert wrapper_class("TimeLimit") is gym.wrappers.TimeLimit
    assert wrapper_class("turnwise.wrappers.milestones:Milestones") is Milestones
