"""Reward machines pay as their table says, and are worth what value iteration finds."""

from __future__ import annotations

import pickle
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.goals import Condition, RewardMachine

COFFEE = {
    "initial": "start",
    "transitions": [
        ["start", "agent.fallen == True", "broken", -1.0],
        ["start", "coffee", "carrying", 0.1],
        ["carrying", "agent.fallen == True", "broken", -1.0],
        ["carrying", "office", "done", 1.0],
    ],
    "terminal": ["broken", "done"],
}
QUIET = {"agent.fallen": False, "coffee": False, "office": False}


def run(machine, *turns):
    state, paid = machine.initial, []
    for facts in turns:
        state, reward = machine.advance(state, {**QUIET, **facts})
        paid.append((state, reward))
    return paid


def test_a_machine_done_by_hand():
    machine = RewardMachine.from_data(COFFEE)
    assert machine.states == ["start", "broken", "carrying", "done"]
    assert run(machine, {"office": True}, {"coffee": True}, {}, {"office": True}, {"agent.fallen": True}) == [
        ("start", 0.0),
        ("carrying", 0.1),
        ("carrying", 0.0),
        ("done", 1.0),
        ("done", 0.0),
    ]
    assert run(machine, {"coffee": True, "agent.fallen": True}) == [("broken", -1.0)]


def test_the_values_done_by_hand():
    values = RewardMachine.from_data(COFFEE).values(0.9)
    assert values == pytest.approx({"start": 0.1 + 0.9 * 1.0, "carrying": 1.0, "broken": 0.0, "done": 0.0})
    circle = RewardMachine("u", [("u", "a", "v", 1.0), ("v", "b", "u", 0.0)]).values(0.5)
    assert circle == pytest.approx({"u": 1 / (1 - 0.25), "v": 0.5 / (1 - 0.25)})


STATES = ["u0", "u1", "u2", "u3"]
VALUATIONS = [dict(zip("ab", row, strict=True)) for row in product((False, True), repeat=2)]
TABLES = st.fixed_dictionaries(
    {
        (state, index): st.none() | st.tuples(st.sampled_from(STATES), st.integers(-2, 2))
        for state in STATES[:3]
        for index in range(4)
    }
)


@given(table=TABLES, word=st.lists(st.integers(0, 3), max_size=8))
def test_a_machine_is_its_table(table, word):
    guards = [" and ".join(name if held else f"not {name}" for name, held in row.items()) for row in VALUATIONS]
    rows = [(state, guards[index], *entry) for (state, index), entry in table.items() if entry]
    machine = RewardMachine("u0", [*rows, ("u0", "a and not a", "u1", 9)], terminal=["u3"])
    state = at = "u0"
    for letter in word:
        to, reward = table.get((at, letter)) or (at, 0)
        state, paid = machine.advance(state, VALUATIONS[letter])
        assert (state, paid) == (to, reward)
        at = to


@given(table=TABLES, discount=st.floats(0, 0.95))
def test_values_solve_the_optimality_equation(table, discount):
    rows = [(state, "a", *entry) for (state, _), entry in table.items() if entry]
    machine = RewardMachine("u0", [*rows, ("u0", "b", "u0", 0)], terminal=["u3"])
    values = machine.values(discount)
    assert values.get("u3", 0.0) == 0.0
    for state in machine.states:
        worth = [row.reward + discount * values[row.to] for row in machine.transitions if row.state == state]
        assert values[state] == pytest.approx(max([0.0, *worth]), abs=1e-9)


def test_the_first_guard_that_holds_is_taken_and_a_reward_may_be_left_out():
    machine = RewardMachine("u", [("u", "a", "v"), ("u", "a or b", "w", 2)])
    assert machine.advance("u", {"a": True, "b": True}) == ("v", 0.0)
    assert machine.advance("u", {"a": False, "b": True}) == ("w", 2.0)
    assert machine.transitions[0].guard == Condition("a")


def test_a_machine_given_as_itself_stays_itself_and_can_be_pickled():
    machine = RewardMachine.from_data(COFFEE)
    assert RewardMachine.from_data(machine) is machine
    assert pickle.loads(pickle.dumps(machine)).transitions == machine.transitions


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"transitions": []}, "at least one transition"),
        ({"terminal": ["start"]}, r"\['start', 'start'\] leaving terminal states"),
        ({"transitions": [["start", "coffee"]]}, "A transition is"),
        ({"transitions": ["abc"]}, "A transition is"),
        ({"transitions": [["start", "coffee", "done", float("nan")]]}, "a finite number"),
        ({"transitions": [["start", "coffee", "done", "1"]]}, "a finite number"),
        ({"transitions": [["start", "open(1)", "done"]]}, "may not stand in a condition"),
        ({"states": []}, "given as itself or as a dictionary"),
        ({"terminal": "done"}, r"in a list; got 'done'. Give \['done'\]"),
    ],
)
def test_what_is_no_machine_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        RewardMachine.from_data({**COFFEE, **change})


@pytest.mark.parametrize("discount", [1.0, -0.1])
def test_values_need_a_discount_below_one(discount):
    with pytest.raises(ValueError, match=r"0 <= discount <= 0\.9999"):
        RewardMachine.from_data(COFFEE).values(discount)
