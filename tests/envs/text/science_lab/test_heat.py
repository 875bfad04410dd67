"""Heat in a laboratory built by hand: temperatures hour by hour, and what melts when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laboratories import HEAT, laboratory, play, refused

from turnwise.envs.text.science_lab import heat
from turnwise.envs.text.science_lab.state import Sample

START = laboratory("melt", HEAT)


def temperature(state, number=0):
    return state.samples[number].temperature


def test_a_sample_gets_half_way_in_an_hour_and_there_in_the_second():
    state, _ = play(START, "turn on hot plate")
    assert temperature(state) == 20
    found = []
    for message in ("put velium on hot plate", "wait", "wait", "put velium on bench", "wait"):
        state, _ = play(state, message)
        found.append(temperature(state))
    assert found == [120, 220, 220, 120, 20]


def test_turning_a_device_off_cools_what_stands_on_it():
    state, _ = play(START, "put velium on hot plate", "turn on hot plate", "wait", "turn off hot plate")
    assert temperature(state) == 120
    assert temperature(play(state, "wait")[0]) == 20


def test_what_melts_and_boils_and_freezes_is_told():
    _, seen = play(START, "turn on furnace", "put velium in furnace")
    assert seen == "You put the velium in the furnace.\nThe velium is liquid now."
    state, seen = play(START, "turn on furnace", "put velium in furnace", "wait")
    assert seen == "An hour passes.\nThe velium is gas now."
    state, seen = play(state, "turn on freezer", "put tarsine in freezer", "wait")
    assert seen.endswith("The tarsine is solid now.")
    assert "- tarsine: solid, in the freezer" in play(state, "look")[1]
    assert play(state, "examine velium")[1] == "- velium: gas, in the furnace"


def test_the_thermometer_reads_the_temperature_and_takes_no_time():
    state, _ = play(START, "put velium on hot plate", "turn on hot plate")
    after, seen = play(state, "measure the temperature of velium")
    assert seen == "The velium has 120 °C."
    assert after == state


def test_the_oven_takes_any_temperature_in_its_range():
    state, _ = play(START, "put velium in oven", "set oven to 100")
    assert temperature(state) == 60
    state, seen = play(state, "wait")
    assert (temperature(state), seen) == (100, "An hour passes.\nThe velium is liquid now.")
    assert refused(state, "set oven to 401") == "The oven can be set to 0 to 400 °C."
    assert refused(state, "set oven to 100") == "The oven is set to that already."
    assert refused(state, "turn on oven").startswith("The oven is not turned on or off")


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("put velium on bench", "The velium is there already."),
        ("turn off furnace", "The furnace is off already."),
        ("put hot plate on furnace", "That is not possible with these things."),
        ("measure gold", "There is no such thing in this laboratory."),
        ("press switch", "There is no switch in this laboratory."),
        ("read book", "There is no book in this laboratory."),
        ("water pot", "There is no pot in this laboratory."),
        ("answer 100", "There is no question to answer in this experiment."),
        ("deliver hot plate", "That is not possible with these things."),
    ],
)
def test_what_is_not_possible_is_refused_with_its_reason(message, why):
    assert refused(START, message) == why


def test_the_right_sample_in_the_right_phase_is_right():
    liquid, _ = play(START, "put velium on hot plate", "turn on hot plate")
    assert play(liquid, "deliver velium")[1] == "You deliver the velium.\nThat is right. The experiment is over."
    assert play(START, "deliver velium")[1].endswith("That is wrong. The experiment is over.")
    assert play(liquid, "deliver tarsine")[1].endswith("That is wrong. The experiment is over.")


@given(st.integers(-200, 1600), st.integers(-200, 1600), st.lists(st.integers(0, 2), max_size=8))
def test_a_sample_never_leaves_the_range_of_what_was_around_it(first, around, places):
    temperatures = (around, 500, -50)
    sample, most, least = Sample(-1, first, 20), first, first
    for place in places:
        sample = heat.warmed(sample._replace(place=place), temperatures)
        most, least = max(most, temperatures[place]), min(least, temperatures[place])
        assert least <= sample.temperature <= most
