"""What Taxi tells, in every style, and what its settings do."""

import re

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from taxi_city import classic, drawn

from turnwise.envs.grid.taxi import rules, text


def test_the_map_by_hand():
    state = classic(2, 1, 0, 3)
    seen = (
        "+---------+\n|R: | : :G|\n| : | : : |\n| :T: : : |\n| | : | : |\n|Y| : |B: |\n+---------+"
        "\nPassenger 1: waits at Red, wants to go to Blue."
    )
    assert text.view(state, "ascii") == seen
    assert text.view(rules.transition(state, "drop off"), "ascii") == f"{seen}\nNobody got out: the taxi is empty."


def test_the_egocentric_view_by_hand():
    seen = text.view(classic(0, 4, 4, 3), "egocentric")
    assert seen == (
        "#:#:#:#:#\n#:#:#:#:#\n : :T|#:#\n : : |#:#\n : : |#:#"
        "\nThe taxi is at Green.\nPassenger 1: in the taxi, wants to go to Blue."
    )


def read_ascii(seen):
    rows = [line for line in seen.split("\n") if line.startswith("|")]
    size, found, walls = len(rows), {}, []
    for row, line in enumerate(rows):
        for column in range(size):
            sign, right = line[2 * column + 1], line[2 * column + 2]
            if sign != " ":
                found[sign] = (row, column)
            if right == "|" and column < size - 1:
                walls.append((row, column))
    for name in re.findall(r"The taxi is at (\w)", seen):
        found[name] = found["T"]
    return found, walls


def read_coordinates(seen):
    found = {}
    for name, row, column in re.findall(r"^(?:station )?(\w)\w*: \((\d+), (\d+)\)", seen, re.MULTILINE):
        found[name.upper()] = (int(row), int(column))
    walls = re.findall(r"\((\d+), (\d+)\)\|", seen)
    return found, [(int(row), int(column)) for row, column in walls]


def read_sentences(seen):
    found = {}
    for name, row, column in re.findall(r"(taxi|\w+) (?:station )?is in row (\d+), column (\d+)", seen):
        found[name[0].upper()] = (int(row), int(column))
    walls = []
    for row, columns in re.findall(r"In row (\d+) a wall is right of ([^.]*)", seen):
        walls += [(int(row), int(column)) for column in re.findall(r"\d+", columns)]
    return found, walls


@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(3, 8))
def test_the_whole_styles_tell_the_same(seed, passengers, stations):
    level = drawn(seed, passengers=passengers, stations=stations)
    rng, state = np.random.default_rng(seed), rules.initial_state(level)
    for _ in range(int(rng.integers(40))):
        state = rules.transition(state, rules.COMMANDS[rng.integers(6)])
    seen = {style: text.view(state, style) for style in ("ascii", "coordinates", "sentences")}
    told = read_ascii(seen["ascii"])
    assert told == read_coordinates(seen["coordinates"]) == read_sentences(seen["sentences"])
    assert told[0]["T"] == divmod(state.cell, 5)
    assert len(told[0]) == stations + 1
    people = {style: re.findall(r"Passenger .*", view) for style, view in seen.items()}
    assert people["ascii"] == people["coordinates"] == people["sentences"]
    assert len(people["ascii"]) == passengers


def test_a_note_is_told_on_its_own_turn_only():
    env = gym.make("turnwise/Taxi-v0", classic=True)
    env.reset(seed=0)
    told, _, _, _, info = env.step("drop off")
    assert told.endswith("Nobody got out: the taxi is empty.")
    assert info["valid"]
    assert info["channels"]["state_changed"] == 0.0
    told, _, _, _, info = env.step("gibberish")
    assert "Nobody got out" not in told
    assert not info["valid"]
    assert "Nobody got out" in env.step("drop off")[0]


def test_every_knob_changes_the_first_observation():
    def opening(**knobs):
        return gym.make("turnwise/Taxi-v0", **knobs).reset(seed=1)[0]

    settings = [
        {},
        {"size": 6},
        {"stations": 5},
        {"walls": 2},
        {"passengers": 2},
        {"classic": True},
        {"rain": 0.2},
        {"fickle": 0.3},
        {"min_solution": 14},
        {"max_solution": 7},
        {"observation": "coordinates"},
        {"moves_per_turn": 3},
    ]
    assert len({opening(**knobs) for knobs in settings}) == len(settings)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("size", 2),
        ("stations", 9),
        ("walls", 17),
        ("passengers", 4),
        ("passengers", 1.0),
        ("classic", 1),
        ("rain", 0.6),
        ("min_solution", 0),
        ("max_solution", 0),
        ("fickle", -0.1),
        ("fickle", "yes"),
        ("rain", None),
        ("rain", float("nan")),
        ("fickle", True),
    ],
)
def test_wrong_settings_are_named(argument, value):
    with pytest.raises(ValueError, match=f"TaxiEnv needs {argument} to be .*; got {argument}={value!r}"):
        gym.make("turnwise/Taxi-v0", **{argument: value})


def test_settings_that_do_not_go_together_are_refused():
    with pytest.raises(ValueError, match="classic"):
        gym.make("turnwise/Taxi-v0", classic=True, size=6)
    with pytest.raises(ValueError, match="passengers"):
        gym.make("turnwise/Taxi-v0", rain=0.1, passengers=3)
    with pytest.raises(ValueError, match="passengers"):
        gym.make("turnwise/Taxi-v0", stations=2, passengers=3)


def test_milestones_fall_one_by_one_on_the_way():
    env = gym.make("turnwise/Taxi-v0", passengers=2)
    _, info = env.reset(seed=3)
    assert not any(info["milestones"].values())
    held = [0]
    for message in env.unwrapped.expert():
        _, _, terminated, _, info = env.step(message)
        held.append(sum(info["milestones"].values()))
        assert info["channels"]["goal_distance"] == info["task"]["optimal_length"] - len(held) + 1
    assert terminated
    assert sorted(set(held)) == [0, 1, 2, 3, 4]
    assert held == sorted(held)
