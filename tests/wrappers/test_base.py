"""The base of reward terms: the ledger's sum, names, what is recorded, what cannot be rebuilt."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.wrappers import RewardTerm
from turnwise.wrappers.base import as_lists, is_plain, load

LAKE = "turnwise/FrozenLake-v0"


class Bonus(RewardTerm):
    term = "bonus"
    memory = ("turns",)

    def __init__(self, env, amount=1.0, *, when=None, name=None):
        super().__init__(env, name=name)
        self.amount = amount
        self.when = when

    def begin(self, observation, info):
        self.turns = 0

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        self.turns += 1
        return self.amount * self.turns


class Plain(RewardTerm):
    term = "plain"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return 0.25


def test_a_term_is_added_and_written_down(tools):
    record = tools.play(Bonus(Plain(tools.Scripted([{"reward": 1}] * 2)), 0.5), ["go"] * 2)
    assert [row[1] for row in record] == [1.75, 2.25]
    assert record[1][4] == {"outcome": 1.0, "plain": 0.25, "bonus": 1.0}


def test_the_reset_begins_an_episode_and_an_empty_ledger(tools):
    env = Bonus(tools.Scripted([{}] * 3))
    for _ in range(2):
        assert env.reset()[1]["reward_terms"] == {}
        assert env.step("go")[1] == 1.0
        assert env.step("go")[1] == 2.0


@pytest.mark.parametrize("reward", [1, True, np.float32(1), np.int64(1)])
def test_rewards_become_plain_floats(tools, reward):
    env = Plain(tools.Scripted([{}]))
    env.unwrapped.step = lambda action: ("seen", reward, False, False, {})
    env.reset()
    _, total, _, _, info = env.step("go")
    assert type(total) is float
    assert total == 1.25
    assert {type(value) for value in info["reward_terms"].values()} == {float}


def test_one_info_that_an_environment_hands_out_again_and_again_gets_a_ledger_of_every_turn(tools):
    shared = {}
    inner = tools.Scripted([{}] * 9)
    inner.reset = lambda **keywords: ("seen", shared)
    inner.step = lambda action: ("seen", float(action), False, False, shared)
    env = Bonus(Plain(inner))
    for _ in range(2):
        assert env.reset()[1]["reward_terms"] == {}
        for turn, action in enumerate([3, 1], 1):
            _, reward, _, _, info = env.step(action)
            assert info["reward_terms"] == {"outcome": action, "plain": 0.25, "bonus": turn}
            assert reward == sum(info["reward_terms"].values())


def test_a_stack_pays_in_a_vector_environment_what_it_pays_alone(tools):
    layers = [{"name": "Milestones", "mode": "potential"}, {"name": "ProcessDelta", "of": "milestones"}]
    messages = tools.some_messages(LAKE, 12)
    record = tools.play(turnwise.stack({"id": LAKE, "max_episode_steps": 6}, layers), messages, seed=1)
    vector = gym.vector.SyncVectorEnv([lambda: turnwise.stack({"id": LAKE, "max_episode_steps": 6}, layers)] * 2)
    vector.reset(seed=1)
    for message, (_, reward, terminated, truncated, terms, late) in zip(messages, record, strict=False):
        _, rewards, ends, cuts, infos = vector.step([message, message])
        assert (rewards[0], ends[0], cuts[0]) == (reward, terminated, truncated)
        assert {name: float(values[0]) for name, values in infos["reward_terms"].items() if name[0] != "_"} == terms
        assert (infos["late"]["delta"][0] if late else None) == (late and late["delta"])


def test_terms_in_one_another_step_the_environment_once(tools):
    inner = tools.Scripted([{"reward": 1.0}] * 4)
    env = Bonus(Plain(inner))
    env.reset()
    assert [env.step("go")[1] for _ in range(4)] == [2.25, 3.25, 4.25, 5.25]
    assert inner.turn == 4


def test_a_term_that_steps_in_its_own_way_is_asked_to(tools):
    class Twice(Plain):
        def step(self, action):
            super().step(action)
            return super().step(action)

    inner = tools.Scripted([{}] * 4)
    record = tools.play(Bonus(Twice(Bonus(inner, name="first")), name="last"), ["go"] * 2)
    assert inner.turn == 4
    assert [(row[4]["first"], row[4]["plain"], row[4]["last"]) for row in record] == [
        (2.0, 0.25, 1.0),
        (4.0, 0.25, 2.0),
    ]


def test_a_step_that_was_replaced_on_an_inner_term_is_taken_from_the_next_reset_on(tools):
    inner = Plain(tools.Scripted([{}] * 2))
    env = Bonus(inner)
    inner.step = lambda action: ("replaced", 7.0, False, False, {"reward_terms": {"outcome": 7.0}})
    assert [row[:2] for row in tools.play(env, ["go"])] == [("replaced", 8.0)]


def test_an_environment_that_was_exchanged_is_stepped_from_the_next_reset_on(tools):
    inner = Plain(tools.Scripted([{}] * 2))
    env = Bonus(inner)
    tools.play(env, ["go"])
    inner.env = tools.Scripted([{"reward": 5.0}])
    assert tools.play(env, ["go"])[0][4] == {"outcome": 5.0, "plain": 0.25, "bonus": 1.0}


def test_a_foreign_wrapper_between_ours_is_stepped_and_written_down(tools):
    louder = gym.wrappers.TransformReward(Plain(tools.Scripted([{"reward": 1.0}] * 2)), lambda reward: 2 * reward)
    record = tools.play(Bonus(Bonus(louder, name="first")), ["go"] * 2)
    assert record[1][4] == {"outcome": 1.0, "plain": 0.25, "TransformReward": 1.25, "first": 2.0, "bonus": 2.0}
    assert record[1][1] == 6.5


def test_a_term_needs_its_turn_reward(tools):
    class Nothing(RewardTerm):
        term = "nothing"

    env = Nothing(tools.Scripted([{}]))
    env.reset()
    with pytest.raises(NotImplementedError):
        env.step("go")


@pytest.mark.parametrize("name", ["", "outcome", 7])
def test_a_term_needs_a_name_of_its_own(tools, name):
    with pytest.raises(ValueError, match=r"Bonus needs a name for its term, .*other than 'outcome'"):
        Bonus(tools.Scripted([{}]), name=name)


def test_a_class_without_a_term_needs_a_name(tools):
    class Nameless(Plain):
        term = ""

    with pytest.raises(ValueError, match=r"Nameless needs a name .*got ''"):
        Nameless(tools.Scripted([{}]))
    assert Nameless(tools.Scripted([{}]), name="some").term == "some"


def test_two_terms_of_one_name_are_refused_and_two_of_other_names_are_not(tools):
    inner = Bonus(tools.Scripted([{}]))
    with pytest.raises(ValueError, match=r"Bonus adds the reward term 'bonus', but an inner wrapper already .*`name`"):
        Bonus(gym.wrappers.TimeLimit(inner, 5))
    record = tools.play(Bonus(inner, 2.0, name="second"), ["go"])
    assert record[0][4] == {"outcome": 0.0, "bonus": 1.0, "second": 2.0}


def test_wrappers_that_leave_the_reward_alone_are_no_terms(tools):
    env = gym.wrappers.RecordEpisodeStatistics(gym.wrappers.TimeLimit(tools.Scripted([{"reward": 1.0}] * 3), 2))
    assert tools.play(Plain(env), ["go"])[0][4] == {"outcome": 1.0, "plain": 0.25}


@pytest.mark.parametrize(
    ("make", "recorded"),
    [
        (lambda env: Bonus(env), {}),
        (lambda env: Bonus(env, 2.0), {"amount": 2.0}),
        (lambda env: Bonus(env=env, amount=2.0), {"amount": 2.0}),
        (lambda env: Bonus(env, when=(1, (2, 3))), {"when": [1, [2, 3]]}),
        (lambda env: Bonus(env, when=None, name="b"), {"when": None, "name": "b"}),
        (lambda env: Plain(env), {}),
        (lambda env: Plain(env, name="p"), {"name": "p"}),
    ],
)
def test_arguments_are_recorded_as_they_were_given(tools, make, recorded):
    assert make(tools.Scripted([{}])).arguments == recorded


def test_a_live_argument_is_refused_where_the_wrapper_is_rebuilt():
    env = Bonus(gym.make(LAKE), when=object())
    assert env.spec.to_json()
    with pytest.raises(ValueError, match=r"Bonus on .* was made with live objects \(when\).*'package.module:name'"):
        gym.make(env.spec)


def test_an_environment_without_a_spec_leaves_the_wrapper_without_one(tools):
    assert Bonus(tools.Scripted([{}])).spec is None


@pytest.mark.parametrize(
    ("value", "plain"),
    [(1, True), ("x", True), (None, True), ([1, {"a": 2.5}], True), (object(), False), ({1: 2}, False), ({1}, False)],
)
def test_plain_is_what_survives_json(value, plain):
    assert is_plain(value) is plain


def test_tuples_become_lists_at_any_depth_and_nothing_else_changes():
    value = {"a": (1, [(2,)]), "b": {3}}
    assert as_lists(value) == {"a": [1, [[2]]], "b": {3}}
    assert as_lists("text") == "text"


def test_a_callable_is_loaded_from_itself_or_its_path():
    assert load(len) is len
    assert load("os.path:join").__name__ == "join"
    assert load("gymnasium:Env.step") is gym.Env.step


@pytest.mark.parametrize("target", ["os.path", "os.path:", ":join", "os.path:nothing", "no.such:thing", "", 7])
def test_a_path_that_leads_nowhere_is_refused(target):
    with pytest.raises(ValueError, match=r"'package\.module:name'; .* leads nowhere"):
        load(target)


def test_a_path_to_what_cannot_be_called_is_refused():
    with pytest.raises(ValueError, match="which cannot be called"):
        load("os:sep")


def test_late_values_stand_under_the_term_s_name(tools):
    class Late(Plain):
        term = "late_one"

        def turn_reward(self, action, observation, reward, terminated, truncated, info):
            self.write_late(info, [0.5, 0.5])
            return 1.0

    record = tools.play(Late(Late(tools.Scripted([{}])), name="other"), ["go"])
    assert record[0][5] == {"late_one": [0.5, 0.5], "other": [0.5, 0.5]}
