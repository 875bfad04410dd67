"""Reward machines beside an episode: what the transitions pay, where the state stands, and its potential."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.goals import RewardMachine
from turnwise.wrappers import RewardMachineReward

DELIVERY = {
    "initial": "start",
    "transitions": [
        ["start", "agent.at == 'hole'", "broken", -1.0],
        ["start", "agent.at == 'coffee'", "carrying", 0.1],
        ["carrying", "agent.at == 'hole'", "broken", -1.0],
        ["carrying", "agent.at == 'office'", "done", 1.0],
    ],
    "terminal": ["broken", "done"],
}


def walk(tools, places, end=(False, False)):
    turns = [{"facts": {"agent.at": place}} for place in places]
    turns[-1] |= {"terminated": end[0], "truncated": end[1]}
    return tools.Scripted(turns, {"facts": {"agent.at": "hall"}})


def paid(tools, places, end=(False, False), machine=DELIVERY, **arguments):
    env = RewardMachineReward(walk(tools, places, end), machine, **arguments)
    return tools.terms(tools.play(env, ["go"] * len(places)), "machine")


def test_it_pays_its_transitions_in_their_order_alone(tools):
    assert paid(tools, ["office", "coffee", "coffee", "office", "office"]) == [0.0, 0.1, 0.0, 1.0, 0.0]
    assert paid(tools, ["coffee", "hole", "office"]) == [0.1, -1.0, 0.0]


PLACES = st.lists(st.sampled_from(["hall", "coffee", "office", "hole"]), min_size=1, max_size=8)


@given(places=PLACES)
def test_it_pays_what_the_machine_says(tools, places):
    machine, state, expected = RewardMachine.from_data(DELIVERY), "start", []
    for place in places:
        state, reward = machine.advance(state, {"agent.at": place})
        expected.append(reward)
    assert paid(tools, places) == expected


def test_a_second_episode_begins_anew(tools):
    env = RewardMachineReward(walk(tools, ["coffee", "office"]), DELIVERY)
    first = tools.terms(tools.play(env, ["go"] * 2), "machine")
    assert first == tools.terms(tools.play(env, ["go"] * 2), "machine") == [0.1, 1.0]


def test_the_state_stands_in_the_channels_beside_what_was_measured(tools):
    turns = [{"facts": {"agent.at": place}, "channels": {"heat": 2.0}} for place in ("coffee", "office")]
    env = RewardMachineReward(tools.Scripted(turns, {"facts": {"agent.at": "hall"}}), DELIVERY)
    env.reset()
    assert env.machine.states == ["start", "broken", "carrying", "done"]
    assert [env.step("go")[4]["channels"] for _ in range(2)] == [
        {"heat": 2.0, "machine.state": 2.0},
        {"heat": 2.0, "machine.state": 3.0},
    ]


@pytest.mark.parametrize(("potential", "sign"), [("value", 1.0), ("negative", -1.0)])
def test_the_potential_done_by_hand(tools, potential, sign):
    # values: start 0.1 + 0.9 · 1, carrying 1, broken 0, done 0
    places = ["hall", "coffee", "office"]
    shaped = paid(tools, places, (True, False), potential=potential, gamma=0.9)
    changes = [0.9 * 1.0 - 1.0, 0.9 * 1.0 - 1.0, -1.0]
    assert shaped == pytest.approx(
        [reward + sign * change for reward, change in zip([0, 0.1, 1.0], changes, strict=True)]
    )


@given(places=PLACES, end=st.sampled_from([(True, False), (False, True)]), gamma=st.floats(0.5, 1))
def test_the_potential_telescopes_to_minus_the_first_where_the_episode_terminated(tools, places, end, gamma):
    plain = paid(tools, places, end)
    shaped = paid(tools, places, end, potential="value", gamma=gamma)
    values, state = RewardMachine.from_data(DELIVERY).values(), "start"
    for place in places:
        state, _ = RewardMachine.from_data(DELIVERY).advance(state, {"agent.at": place})
    added = sum(gamma**turn * (b - a) for turn, (a, b) in enumerate(zip(plain, shaped, strict=True)))
    kept = 0.0 if end[0] else gamma ** len(places) * values[state]
    assert added == pytest.approx(kept - values["start"])


def test_a_machine_of_milestones_pays_the_worked_example(tools):
    inputs, expected = example("mira")
    reached = inputs["milestones reached at s0..s4"]
    rows = [[f"{a}", f"tasks.done == {b}", f"{b}", (b - a) / inputs["K"]] for a in range(5) for b in range(a + 1, 5)]
    turns = [{"facts": {"tasks.done": done}} for done in reached[1:]]
    env = tools.Scripted(turns, {"facts": {"tasks.done": 0}})
    env = RewardMachineReward(env, {"initial": "0", "transitions": rows})
    assert tools.terms(tools.play(env, ["go"] * 4), "machine") == pytest.approx(expected["plain first-time bonus 1/K"])


def test_what_can_be_negative_is_stated(tools):
    env, kind = walk(tools, ["hall"]), {**DELIVERY, "transitions": DELIVERY["transitions"][1:2]}
    assert RewardMachineReward(env, DELIVERY).can_be_negative
    assert not RewardMachineReward(env, {**kind, "terminal": []}).can_be_negative
    assert RewardMachineReward(env, {**kind, "terminal": []}, potential="value").can_be_negative


def test_wrong_arguments_are_refused(tools):
    with pytest.raises(ValueError, match=r"potential to be one of \['none', 'value', 'negative'\]"):
        RewardMachineReward(walk(tools, ["hall"]), DELIVERY, potential="v")
    with pytest.raises(ValueError, match=r"0 <= discount <= 0\.9999"):
        RewardMachineReward(walk(tools, ["hall"]), DELIVERY, discount=1.0)
    rows = [["start", "agent.place == 'hole'", "broken"]]
    with pytest.raises(ValueError, match=r"RewardMachineReward on .* reads 'agent.place'"):
        RewardMachineReward(walk(tools, ["hall"]), {"initial": "start", "transitions": rows}).reset()
