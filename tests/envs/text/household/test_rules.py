"""Household's rules: what each command does, when it is refused, and when the task is done."""

import pytest
from household_homes import (
    COUNTER,
    DESK,
    DRAWER,
    FRIDGE,
    MICROWAVE,
    MUG,
    OTHER_MUG,
    PENCIL,
    SINK,
    drawn,
    every_command,
    start,
    walked,
)
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.household import commands, rules, text
from turnwise.envs.text.household.home import TASKS, Level
from turnwise.envs.text.household.rules import HELD, NOTHING, Command


def after(state, *played):
    """Return the state after commands, each of which must be possible."""
    for command in played:
        assert rules.refusal(state, command) == "", command
        state = rules.transition(state, command)
    return state


def test_what_is_seen_is_remembered_only_after_the_lid_is_open():
    state = after(start(), Command("go", FRIDGE))
    assert (rules.contents(state), state.seen) == ([], 0)
    state = after(state, Command("open", FRIDGE))
    assert (rules.contents(state), state.seen) == ([OTHER_MUG], 1 << OTHER_MUG)
    state = after(state, Command("close", FRIDGE))
    assert (rules.contents(state), state.seen) == ([], 1 << OTHER_MUG)


def test_a_lamp_is_seen_where_it_stands():
    state = after(start(rooms=1), Command("go", DESK))
    assert state.seen == 1 << PENCIL | 1 << 3


def test_a_thing_is_carried_from_one_place_to_another():
    state = after(start(), Command("go", COUNTER), Command("take", MUG, COUNTER))
    assert (state.held, state.where) == (MUG, (HELD, FRIDGE, DESK))
    state = after(state, Command("go", SINK), Command("put", MUG, SINK))
    assert (state.held, state.where) == (NOTHING, (SINK, FRIDGE, DESK))


def test_a_room_is_entered_in_its_middle():
    state = after(start(), Command("go", COUNTER), Command("enter", 1))
    assert (state.at, state.level.room_of(state.at), rules.contents(state)) == (~1, 1, [])
    assert rules.refusal(state, Command("go", COUNTER)) == "elsewhere"
    assert rules.refusal(state, Command("go", DESK)) == ""


def test_what_is_in_the_fridge_at_first_is_cold_and_heating_and_cooling_undo_each_other():
    state = start(where=(FRIDGE, COUNTER, DESK))
    assert (state.hot, state.cold) == (0, 1 << MUG)
    state = after(state, Command("go", FRIDGE), Command("open", FRIDGE), Command("take", MUG, FRIDGE))
    state = after(state, Command("go", MICROWAVE), Command("heat", MUG, MICROWAVE))
    assert (state.hot, state.cold, state.clean) == (1 << MUG, 0, 0)
    state = after(state, Command("go", FRIDGE), Command("cool", MUG, FRIDGE))
    assert (state.hot, state.cold) == (0, 1 << MUG)
    state = after(state, Command("go", SINK), Command("clean", MUG, SINK))
    assert (state.hot, state.cold, state.clean) == (0, 1 << MUG, 1 << MUG)


AT_COUNTER = (Command("go", COUNTER),)
WITH_MUG = (*AT_COUNTER, Command("take", MUG, COUNTER))


@pytest.mark.parametrize(
    ("before", "command", "reason"),
    [
        (AT_COUNTER, Command("go", COUNTER), "there"),
        ((), Command("go", DESK), "elsewhere"),
        ((), Command("enter", 0), "inside"),
        ((), Command("open", FRIDGE), "away"),
        (AT_COUNTER, Command("open", COUNTER), "no lid"),
        ((Command("go", FRIDGE),), Command("close", FRIDGE), "closed"),
        ((Command("go", FRIDGE), Command("open", FRIDGE)), Command("open", FRIDGE), "open"),
        ((Command("go", FRIDGE),), Command("take", OTHER_MUG, FRIDGE), "closed"),
        (AT_COUNTER, Command("take", OTHER_MUG, COUNTER), "absent"),
        (AT_COUNTER, Command("take", OTHER_MUG, FRIDGE), "away"),
        (WITH_MUG, Command("take", MUG, COUNTER), "held"),
        ((*WITH_MUG, Command("go", FRIDGE), Command("open", FRIDGE)), Command("take", OTHER_MUG, FRIDGE), "full"),
        (AT_COUNTER, Command("put", MUG, COUNTER), "not held"),
        (WITH_MUG, Command("put", MUG, SINK), "away"),
        ((*WITH_MUG, Command("go", FRIDGE)), Command("put", MUG, FRIDGE), "closed"),
        ((Command("go", SINK),), Command("clean", MUG, SINK), "not held"),
        (WITH_MUG, Command("clean", MUG, SINK), "away"),
        (WITH_MUG, Command("clean", MUG, COUNTER), "no tool"),
        ((*WITH_MUG, Command("go", MICROWAVE)), Command("cool", MUG, MICROWAVE), "no tool"),
        ((), Command("turn on", 0), "no lamp"),
        (AT_COUNTER, Command("examine", OTHER_MUG), "unseen"),
        ((), Command("examine place", COUNTER), "away"),
        ((), Command("examine place", DESK), "unseen"),
        ((), Command("examine lamp", 0), "unseen"),
    ],
)
def test_what_is_not_possible_is_refused_for_the_right_reason(before, command, reason):
    state = after(start(), *before)
    assert rules.refusal(state, command) == reason
    assert text.refused(state, command, reason)


def test_lamps_and_pencils_are_refused_for_the_right_reason():
    state = after(start(), Command("enter", 1), Command("go", DESK))
    assert rules.refusal(state, Command("turn off", 0)) == "off"
    assert rules.refusal(after(state, Command("turn on", 0)), Command("turn on", 0)) == "on"
    state = after(state, Command("take", PENCIL, DESK), Command("enter", 0), Command("go", SINK))
    assert rules.refusal(state, Command("clean", PENCIL, SINK)) == "useless"


def test_every_reason_has_its_text():
    table = {
        *("there", "elsewhere", "inside", "away", "no lid", "open", "closed", "held", "absent", "unseen", "full"),
        *("not held", "no tool", "useless", "no lamp", "on", "off"),
    }
    assert set(text.REFUSALS) == table


def test_a_clean_mug_is_asked_for_and_another_one_does_not_do():
    state = after(start(task="clean"), *WITH_MUG, Command("enter", 1), Command("go", DRAWER), Command("open", DRAWER))
    assert not rules.solved(after(state, Command("put", MUG, DRAWER)))
    washed = after(state, Command("enter", 0), Command("go", SINK), Command("clean", MUG, SINK))
    assert not rules.solved(washed)
    washed = after(washed, Command("enter", 1), Command("go", DRAWER), Command("put", MUG, DRAWER))
    assert rules.solved(washed)
    assert rules.reached(washed) == {MUG}


def test_two_mugs_must_be_at_the_same_place():
    state = start(task="pair", target="sink")._replace(where=(SINK, COUNTER, DESK))
    assert rules.reached(state) == {MUG}
    assert not rules.solved(state)
    assert rules.solved(state._replace(where=(SINK, SINK, DESK)))
    level = state.level
    fields = {name: getattr(level, name) for name in ("rooms", "doors", "things", "lamps", "start", "goal")}
    two_sinks = Level(places=(*level.places[:5], level.places[SINK]._replace(number=2)), **fields)
    apart = state._replace(level=two_sinks, where=(SINK, MICROWAVE, DESK))
    assert rules.reached(apart) == {MUG, OTHER_MUG}
    assert not rules.solved(apart)


def test_examining_counts_only_in_the_hand_and_in_the_light():
    at_desk = after(start(task="examine", kind="pencil", target=""), Command("enter", 1), Command("go", DESK))
    lit = after(at_desk, Command("turn on", 0))
    assert not rules.solved(after(lit, Command("examine", PENCIL)))
    held = after(at_desk, Command("take", PENCIL, DESK))
    assert not rules.solved(after(held, Command("examine", PENCIL)))
    held = after(held, Command("turn on", 0))
    assert not rules.solved(held)
    assert rules.solved(after(held, Command("examine", PENCIL)))
    assert not rules.solved(after(held, Command("go", DRAWER), Command("examine", PENCIL)))


@given(st.integers(0, 10_000), st.sampled_from(TASKS), st.integers(1, 3), st.integers(0, 25), st.data())
def test_the_listed_messages_are_all_the_possible_commands_but_close_looks(seed, task, rooms, turns, data):
    state = walked(drawn(seed, task=task, rooms=rooms), data, turns)
    possible = [command for command in every_command(state.level) if not rules.refusal(state, command)]
    close = [command for command in possible if command.verb.startswith("examine") and command.about != state.held]
    close += [command for command in possible if command.verb in ("examine place", "examine lamp")]
    expected = {commands.write(state.level, command) for command in possible if command not in close}
    listed = commands.legal(state)
    assert set(listed) == expected
    assert len(set(listed)) == len(listed)


@given(st.integers(0, 10_000), st.sampled_from(TASKS), st.integers(1, 3), st.integers(0, 25), st.data())
def test_a_possible_command_reads_back_as_it_was_written(seed, task, rooms, turns, data):
    state = walked(drawn(seed, task=task, rooms=rooms), data, turns)
    for command in every_command(state.level):
        if not rules.refusal(state, command):
            call, error = commands.COMMANDS.read(commands.write(state.level, command))
            assert not error
            assert commands.meaning(state, call) == (command, "")


@given(st.integers(0, 10_000), st.sampled_from(TASKS), st.integers(0, 40), st.data())
def test_nothing_is_ever_lost_or_held_twice_or_hot_and_cold(seed, task, turns, data):
    state = walked(drawn(seed, task=task), data, turns)
    held = [thing for thing, place in enumerate(state.where) if place == HELD]
    assert held == ([] if state.held == NOTHING else [state.held])
    assert all(place == HELD or 0 <= place < len(state.level.places) for place in state.where)
    assert not state.hot & state.cold
    assert not state.opened & ~state.level.lids
