"""Milestones of one's own: what each source says, when it is worked out, and who reads it."""

from __future__ import annotations

import pickle
import re

import gymnasium as gym
import pytest

import turnwise
from turnwise.reward_shaping import milestone_rewards
from turnwise.reward_shaping.goals import RewardMachine
from turnwise.reward_shaping.redistribution import progress_labels
from turnwise.wrappers import GatedRewards, Milestones, TieredReward, WithMilestones
from turnwise.wrappers.goals.fact_milestones import FactMilestones

ROOMS = ["1", "1", "2", "3", "2"]
DOORS = [False, False, True, False, False]
MACHINE = {"initial": "out", "transitions": [["out", "agent.room == '2'", "in"], ["in", "door.open == False", "shut"]]}


def walk(tools, rooms=ROOMS, doors=DOORS, **opening):
    """Return an environment whose facts are a walk through rooms."""
    states = [
        {"facts": {"agent.room": room, "door.open": door}, "milestones": {"own": door}}
        for room, door in zip(rooms, doors, strict=True)
    ]
    return tools.Scripted(states[1:], {**states[0], **opening})


def told(env, turns=4):
    """Return the milestones of the first state and of each turn."""
    rows = [env.reset(seed=0)[1]["milestones"]]
    return rows + [env.step("go")[4]["milestones"] for _ in range(turns)]


def columns(rows):
    return {name: [row[name] for row in rows] for name in rows[0]}


def opened(facts):
    return facts["door.open"]


def asked(observation, info):
    return {"late": observation == "turn 3", "valid": info["valid"]}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            {"facts": {"two": "agent.room == '2' and door.open == True", "open": opened}},
            {"two": [0, 0, 1, 0, 0], "open": [0, 0, 1, 0, 0]},
        ),
        (
            {"seen": {"open": "door.open", "agent.room": ["1", "2", "3"]}},
            {
                "open": [0, 0, 1, 1, 1],
                "agent.room=1": [1, 1, 1, 1, 1],
                "agent.room=2": [0, 0, 1, 1, 1],
                "agent.room=3": [0, 0, 0, 1, 1],
            },
        ),
        (
            {"temporal": {"one": "G (agent.room == '1')", "then": "F (agent.room == '3' and F (agent.room == '2'))"}},
            {"one": [1, 1, 0, 0, 0], "then": [0, 0, 0, 0, 1]},
        ),
        ({"machine": MACHINE}, {"in": [0, 0, 1, 1, 1], "shut": [0, 0, 0, 1, 1]}),
        ({"machine": RewardMachine.from_data(MACHINE)}, {"in": [0, 0, 1, 1, 1], "shut": [0, 0, 0, 1, 1]}),
        (
            {"similar": {"goal": {"agent": {"room": "3"}, "door": {"open": True}}}},
            {"agent": [0, 0, 0, 1, 0], "door": [0, 0, 1, 0, 0]},
        ),
        (
            {"similar": {"goal": {"agents": {"room": "3"}}, "least": 0.5, "embed": "ngrams"}},
            {"agents": [0, 0, 0, 1, 0]},
        ),
        ({"ask": asked}, {"late": [0, 0, 0, 1, 0], "valid": [1, 1, 1, 1, 1]}),
        (asked, {"late": [0, 0, 0, 1, 0], "valid": [1, 1, 1, 1, 1]}),
        (FactMilestones({"open": "door.open"}), {"open": [0, 0, 1, 0, 0]}),
        (
            {"facts": {"had": "milestones.own", "fine": "valid and not success"}},
            {"had": [0, 0, 1, 0, 0], "fine": [1] * 5},
        ),
        (
            {"facts": {"two": "agent.room == '2'"}, "seen": {"two": "door.open"}},
            {"two": [0, 0, 1, 1, 1]},
        ),
    ],
    ids=lambda given: re.sub(" at 0x[0-9a-f]+", "", str(given)),
)
def test_what_a_source_says(tools, source, expected):
    env = WithMilestones(walk(tools), source)
    for _ in range(2):
        assert columns(told(env)) == expected


def test_the_environment_s_own_are_kept_if_asked_and_hidden_by_name(tools):
    source = {"facts": {"two": "agent.room == '2'"}}
    assert list(told(WithMilestones(walk(tools), source))[0]) == ["two"]
    assert columns(told(WithMilestones(walk(tools), source, keep=True))) == {"own": DOORS, "two": [0, 0, 1, 0, 1]}
    hidden = WithMilestones(walk(tools), {"facts": {"own": "agent.room == '3'"}}, keep=True)
    assert columns(told(hidden)) == {"own": [0, 0, 0, 1, 0]}


def test_what_reads_milestones_reads_these(tools):
    source = {"seen": {"agent.room": ["1", "2", "3"]}}
    env = Milestones(WithMilestones(walk(tools), source))
    paid = tools.terms(tools.play(env, ["go"] * 4), "milestones")
    holds = [list(row.values()) for row in told(WithMilestones(walk(tools), source))]
    assert paid == pytest.approx(milestone_rewards(holds, mode="first"))
    gated = GatedRewards(Milestones(WithMilestones(walk(tools), source)), ["milestones"])
    assert sum(row[1] for row in tools.play(gated, ["go"] * 4)) == 0.0
    assert progress_labels(holds).tolist() == pytest.approx([1 / 3, 1 / 2, 2 / 3, 1, 1])


def test_tiers_measure_the_share_of_these_milestones(tools):
    states = [{"facts": {"agent.room": room}, "truncated": room == "3"} for room in ("2", "3")]
    env = tools.Scripted(states, {"facts": {"agent.room": "1"}})
    env = TieredReward(WithMilestones(env, {"seen": {"agent.room": ["1", "2", "3", "4"]}}), alpha=0.8)
    assert tools.terms(tools.play(env, ["go"] * 2), "tier") == pytest.approx([0.0, 0.8 * 0.75])


def test_nothing_is_worked_out_that_nobody_reads(tools):
    calls = []

    class Counted(dict):
        def __missing__(self, key):
            calls.append(key)
            if key != "facts":
                raise KeyError(key)
            return {"door.open": True}

        def get(self, key, default=None):
            try:
                return self[key]
            except KeyError:
                return default

    class Lazy(gym.Wrapper):
        def step(self, action):
            *rest, _ = self.env.step(action)
            return *rest, Counted(reward_terms={"outcome": 0.0}, success=False, valid=True)

    env = WithMilestones(Lazy(walk(tools)), {"facts": {"open": "door.open"}})
    env.reset()
    info = env.step("go")[4]
    assert calls == []
    assert info["milestones"] == {"open": True}
    assert info["milestones"] is info["milestones"]
    assert calls == ["facts"]
    assert "answer" not in info
    assert dict.get(info, "facts") is None
    assert info["facts"] == {"door.open": True}
    assert pickle.loads(pickle.dumps(info)) == dict(info)


def test_an_environment_s_info_stays_lazy_and_whole():
    env = turnwise.stack(
        "turnwise/KeyRooms-v0", [{"name": "WithMilestones", "source": {"facts": {"far": "agent.row > 3"}}}]
    )
    bare = gym.make("turnwise/KeyRooms-v0")
    env.reset(seed=0)
    bare.reset(seed=0)
    message = next(bare.unwrapped.expert())
    info, own = env.step(message)[4], bare.step(message)[4]
    assert not dict.__contains__(info, "facts")
    assert info["milestones"] == {"far": own["facts"]["agent.row"] > 3}
    for key in ("facts", "channels", "task"):
        assert info[key] == own[key]
    assert ("answer" in info) == ("answer" in own)
    assert info.get("no such entry", 7) == 7


def test_a_callable_source_cannot_be_rebuilt_and_plain_data_can(tools):
    plain = WithMilestones(gym.make("turnwise/FrozenLake-v0"), {"facts": {"far": "agent.row > 3"}})
    assert gym.make(plain.spec).reset(seed=0)[1]["milestones"] == {"far": False}
    with pytest.raises(ValueError, match=r"WithMilestones .* live objects \(source\)"):
        gym.make(WithMilestones(gym.make("turnwise/FrozenLake-v0"), asked).spec)


def test_facts_that_are_not_reported_are_refused_at_the_reset_with_those_that_are(tools):
    env = WithMilestones(walk(tools), {"facts": {"open": "door.opened == True"}})
    with pytest.raises(ValueError, match=r"reads 'door.opened', which is not reported. Did you mean 'door.open'\?"):
        env.reset()
    for source in (
        {"seen": {"door.opened": [1]}},
        {"temporal": {"t": "F x.y"}},
        {"machine": {**MACHINE, "transitions": [["out", "x.y", "in"]]}},
    ):
        with pytest.raises(ValueError, match=r"Reported are \['agent.room', 'door.open', 'milestones.own', 'success'"):
            WithMilestones(walk(tools), source).reset()
    WithMilestones(walk(tools), {"facts": {"open": "'door.opened' in facts and door.opened"}}).reset()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({}, "Milestones come from a dictionary"),
        ({"fact": {"a": "b"}}, r"some of the keys \['facts', 'seen'"),
        ("facts", "Milestones come from a dictionary"),
        ({"facts": {}}, "Milestones from 'facts' are given by name, at least one"),
        ({"facts": {"a": "open('x')"}}, "may not stand in a condition"),
        ({"temporal": {"a": "F"}}, "cannot be read"),
        ({"machine": {"initial": "u"}}, "A reward machine is given"),
        ({"facts": {"a": "no.such_module:name"}}, "leads nowhere"),
        ("no.such_module:name", "leads nowhere"),
    ],
)
def test_what_is_no_source_is_refused(tools, source, words):
    with pytest.raises(ValueError, match=words):
        WithMilestones(walk(tools), source)
