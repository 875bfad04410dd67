"""What conditions and written rewards read of a turn, and the info that computes its entries when they are read."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

from turnwise.reward_shaping.goals import Condition
from turnwise.wrappers.goals.derived_info import DerivedInfo
from turnwise.wrappers.goals.propositions import Propositions, check_conditions
from turnwise.wrappers.goals.written_inputs import TurnInputs, plain

INFO = {
    "facts": {"door.open": True, "success": "a fact of that name", "channels.odd": 1},
    "channels": {"heat": 0.5},
    "milestones": {"half": True},
    "success": False,
    "valid": True,
}


class Lazy(dict):
    """Computes its entries when they are read, and keeps which ones."""

    def __init__(self, entries, **ready):
        super().__init__(ready)
        self.entries, self.computed = entries, []

    def __missing__(self, key):
        self.computed.append(key)
        self[key] = self.entries[key]
        return self[key]

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("door.open", True),
        ("channels.heat", 0.5),
        ("milestones.half", True),
        ("success", False),
        ("valid", True),
    ],
)
def test_a_name_leads_to_its_value(name, value):
    assert Propositions(INFO)[name] == value


@pytest.mark.parametrize("name", ["door", "door.shut", "channels.cold", "channels.odd", "milestones.all", "milestones"])
def test_what_is_not_reported_is_missing(name):
    with pytest.raises(KeyError):
        Propositions(INFO)[name]
    with pytest.raises(KeyError):
        Propositions({})[name]


def test_only_what_a_condition_names_is_computed():
    info = Lazy({"facts": {"door.open": True}, "channels": {"heat": 1.0}, "milestones": {}}, valid=True)
    assert Condition("valid").holds(Propositions(info))
    assert info.computed == []
    assert Condition("door.open and door.open").holds(Propositions(info))
    assert info.computed == ["facts"]
    assert Condition("channels.heat > 0").holds(Propositions(info))
    assert info.computed == ["facts", "channels"]


def test_a_condition_that_cannot_be_asked_names_what_can(tools):
    env = tools.Scripted([{}])
    check_conditions(env, [Condition("door.open"), Condition("channels.heat > 0"), Condition("valid")], INFO)
    with pytest.raises(ValueError, match=r"Scripted on .* reads 'door.opens'.* Did you mean 'door.open'\?") as caught:
        check_conditions(env, [Condition("door.opens")], INFO)
    for name in ("channels.heat", "milestones.half", "success", "valid", "'door.open' in facts and door.open"):
        assert name in str(caught.value)
    with pytest.raises(ValueError, match="reads 'facts', which is not reported"):
        check_conditions(env, [Condition("door.open")], {"valid": True})
    with pytest.raises(ValueError, match="cannot be worked out"):
        check_conditions(env, [Condition("door.open < 'x'")], INFO)


def derived(inner, **entries):
    return DerivedInfo(inner, {name: (lambda info, value=value: value) for name, value in entries.items()})


def test_an_entry_is_computed_once_when_it_is_read_and_the_rest_stays():
    inner = Lazy({"facts": {"a.b": 1}}, success=False)
    calls = []
    info = DerivedInfo(inner, {"milestones": lambda given: calls.append(given) or {"x": True}})
    assert dict(info) == {"success": False}
    assert inner.computed == calls == []
    assert info["milestones"] == info.get("milestones") == {"x": True}
    assert calls == [inner]
    assert inner.computed == []
    assert info["facts"] == {"a.b": 1}
    assert inner.computed == ["facts"]


def test_an_entry_hides_the_other_s_also_where_that_is_computed():
    info = derived({"milestones": {"own": True}, "valid": True}, milestones={"mine": False})
    assert info["milestones"] == {"mine": False}
    assert info["valid"] is True


def test_what_is_nowhere_is_missing():
    info = derived({"success": True}, milestones={"x": True})
    assert "milestones" in info
    assert "success" in info
    for key in ("facts", "channels", "answer", "anything"):
        assert key not in info
        assert info.get(key) is None
        assert info.get(key, 3) == 3
        with pytest.raises(KeyError):
            info[key]
    assert "milestones" not in derived({}, milestones=None)


def test_it_is_a_dictionary_of_what_has_been_computed():
    info = derived({"success": True}, milestones={"x": True})
    assert pickle.loads(pickle.dumps(info)) == {"success": True}
    info["milestones"]
    twin = copy.deepcopy(info)
    assert type(twin) is dict
    assert twin == {"success": True, "milestones": {"x": True}}
    info["reward_terms"] = {"outcome": 1.0}
    assert info["reward_terms"] == {"outcome": 1.0}


def test_the_ledger_is_shared_with_the_layers_inside():
    inner = {"reward_terms": {"outcome": 0.0}}
    info = derived(inner, milestones={})
    info["reward_terms"]["milestones"] = 0.5
    assert inner["reward_terms"] == {"outcome": 0.0, "milestones": 0.5}


STEP = {"observation": "b", "action": "go", "turn": 1, "terminated": False, "truncated": True}


def test_inputs_are_read_by_their_names():
    reader = TurnInputs(["door.open", "previous.door.open", "action", "turn", "previous.observation", "channels.heat"])
    past = reader.first("a", {"facts": {"door.open": False}, "channels": {}})
    assert past == {"door.open": False, "observation": "a"}
    values, past = reader.read(past, STEP, INFO)
    assert values == {
        "previous.door.open": False,
        "previous.observation": "a",
        "door.open": True,
        "action": "go",
        "turn": 1,
        "channels.heat": 0.5,
    }
    assert past == {"door.open": True, "observation": "b"}


def test_what_is_not_reported_at_the_start_is_told():
    reader = TurnInputs(["door.open", "previous.door.shut", "channels.cold", "turn", "observation", "truncated"])
    assert reader.missing("a", INFO) == ["channels.cold", "door.shut"]
    assert TurnInputs([]).missing("a", {}) == []


def test_what_is_missing_later_is_none():
    reader = TurnInputs(["door.open", "previous.door.open"])
    values, past = reader.read({"door.open": True}, STEP, {})
    assert values == {"previous.door.open": True, "door.open": None}
    assert reader.read(past, STEP, INFO)[0] == {"previous.door.open": None, "door.open": True}


@pytest.mark.parametrize("names", [["turn", "turn"], ["previous.turn"], ["previous.action"], ["previous.terminated"]])
def test_names_that_mean_nothing_are_refused(names):
    with pytest.raises(ValueError, match="Inputs are named once each"):
        TurnInputs(names)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (3, 3),
        (2.5, 2.5),
        (True, True),
        ("text", "text"),
        (np.float64(0.5), 0.5),
        (np.int32(7), 7),
        (np.bool_(True), True),
        ((1, 2), "(1, 2)"),
        ([1], "[1]"),
        (np.array([1, 2]), "[1 2]"),
    ],
)
def test_values_are_given_plainly(value, expected):
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)
