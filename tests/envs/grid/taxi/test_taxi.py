"""Taxi: its rules beside Gymnasium's, exact plans and the optimal policy under chance."""

from collections import deque

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.envs.toy_text.taxi import TaxiEnv as GymnasiumTaxi
from hypothesis import given
from hypothesis import strategies as st
from taxi_city import classic, drawn

from turnwise.envs.grid.taxi import levels, policy, rules, solver

ACTIONS = ("down", "up", "right", "left", "pick up", "drop off")
"""Gymnasium's order."""


def states():
    return [
        (row, column, place, goal) for row in range(5) for column in range(5) for place in range(5) for goal in range(4)
    ]


def encoded(state):
    place = {rules.IN_TAXI: 4, rules.DELIVERED: state.goals[0]}.get(state.places[0], state.places[0])
    return ((state.cell // 5 * 5 + state.cell % 5) * 5 + place) * 4 + state.goals[0]


def test_dry_rules_are_gymnasiums_in_every_state():
    theirs = GymnasiumTaxi()
    for numbers in states():
        before = classic(*numbers)
        for action, command in enumerate(ACTIONS):
            [(_, state, reward, over)] = theirs.P[theirs.encode(*numbers)][action]
            after = rules.transition(before, command)
            assert (encoded(after), after.solved) == (state, over), (numbers, command)
            if action >= 4:
                assert bool(after.note) == (reward == -10), (numbers, command)


def test_rain_drifts_as_gymnasiums_in_every_state():
    theirs = GymnasiumTaxi(is_rainy=True)
    for numbers in states():
        before = classic(*numbers, rain=0.2)
        for action, command in enumerate(ACTIONS[:4]):
            chances = {}
            for chance, state, _, _ in theirs.P[theirs.encode(*numbers)][action]:
                chances[state] = chances.get(state, 0) + chance
            ours = {}
            for drift, chance in ((0, 0.8), (-1, 0.1), (1, 0.1)):
                after = encoded(rules.transition(before, command, drift))
                ours[after] = ours.get(after, 0) + chance
            assert ours == pytest.approx(chances), (numbers, command)


def test_a_fickle_passenger_decides_once_on_the_first_real_move():
    level = rules.Level(5, levels.CLASSIC_WALLS, levels.CLASSIC_STATIONS, 0, (0,), (3,), fickle=0.3)
    start = rules.initial_state(level)
    assert rules.wavering(start) == -1
    aboard = rules.transition(start, "pick up")
    assert rules.wavering(aboard) == 0
    blocked = rules.transition(aboard, "up", wish=1)
    assert (rules.wavering(blocked), blocked.goals) == (0, (3,))
    moved = rules.transition(aboard, "down", wish=1)
    assert (rules.wavering(moved), moved.goals) == (-1, (1,))
    out_and_in = rules.transition(rules.transition(rules.transition(moved, "up"), "drop off"), "pick up")
    assert out_and_in.places == (rules.IN_TAXI,)
    assert rules.wavering(out_and_in) == -1
    assert rules.transition(aboard, "down").goals == (3,)


def test_one_seat_and_the_lowest_number_gets_in_first():
    level = rules.Level(3, (), (0, 1, 2), 0, (1, 0), (0, 2))
    state = rules.initial_state(level)
    state = rules.transition(rules.transition(state, "pick up"), "right")
    assert state.places == (1, rules.IN_TAXI)
    assert rules.transition(state, "pick up").note == "full"
    let_out = rules.transition(state, "drop off")
    assert let_out.places == (1, 1)
    assert rules.transition(let_out, "pick up").places == (rules.IN_TAXI, 1)


@pytest.mark.parametrize(("command", "note"), [("up", "blocked"), ("pick up", "nobody"), ("drop off", "empty")])
def test_what_is_not_possible_changes_nothing_but_the_note(command, note):
    before = classic(0, 4, 2, 3)
    after = rules.transition(before, command)
    assert after == before._replace(note=note)


def brute_force(state):
    found, queue = {state: 0}, deque([state])
    while queue:
        state = queue.popleft()
        if state.solved:
            return found[state]
        for command in rules.COMMANDS:
            after = rules.transition(state, command)._replace(note="")
            if after not in found:
                found[after] = found[state] + 1
                queue.append(after)
    raise AssertionError("no way")


@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(3, 6), st.integers(0, 4))
def test_the_distance_is_the_brute_force_one_and_the_plan_has_it(seed, passengers, size, walls):
    level = drawn(seed, passengers=passengers, size=size, walls=walls, stations=3)
    rng, state = np.random.default_rng(seed), rules.initial_state(level)
    for _ in range(int(rng.integers(60))):
        after = rules.transition(state, rules.COMMANDS[rng.integers(6)])._replace(note="")
        state = state if after.solved else after
    plan = solver.table(level).plan(state)
    assert len(plan) == solver.table(level).distance(state.cell, state.places) == brute_force(state)
    for command in plan:
        state = rules.transition(state, command)
        assert not state.note
    assert state.solved


def test_letting_a_passenger_out_on_the_way_can_be_shorter():
    level = drawn(3, passengers=2, size=7, walls=36)
    table = solver.table(level)
    assert _direct(table, level.start, level.sources) == 46
    assert table.distance(level.start, level.sources) == brute_force(rules.initial_state(level)) == 42


def _direct(table, cell, places):
    """Return the fewest commands if every passenger is driven straight to their destination."""
    level, waiting = table.level, [index for index, place in enumerate(places) if place >= 0]
    if not waiting:
        return 0
    lengths = []
    for index in waiting:
        source, goal = places[index], level.goals[index]
        left = (*places[:index], rules.DELIVERED, *places[index + 1 :])
        ride = table.fields[source][cell] + 2 + table.fields[goal][level.stations[source]]
        lengths.append(ride + _direct(table, level.stations[goal], left))
    return min(lengths)


@given(st.integers(0, 10_000), st.integers(3, 9), st.data())
def test_every_city_is_connected_and_has_its_walls(seed, size, data):
    walls = data.draw(st.integers(0, levels.most_walls(size)))
    level = drawn(seed, size=size, walls=walls)
    assert len(set(level.walls)) == walls
    assert all(cell % size < size - 1 for cell in level.walls)
    assert min(solver.distances(level.moves, level.start)) == 0
    assert -1 not in solver.distances(level.moves, level.start)
    assert len(set(level.stations)) == 4


def test_plans_have_a_length_in_range_or_are_refused():
    for seed in range(40):
        level = drawn(seed, min_solution=10, max_solution=11)
        assert 10 <= solver.table(level).distance(level.start, level.sources) <= 11
    with pytest.raises(ValueError, match=r"min_solution=90.*'size': 5.*Widen"):
        drawn(0, min_solution=90)


def test_hundreds_of_levels_are_solved_by_their_plan():
    for seed in range(300):
        level = drawn(seed, passengers=1 + seed % 3)
        state = rules.initial_state(level)
        for command in solver.table(level).plan(state):
            state = rules.transition(state, command)
        assert state.solved
        assert len(set(level.sources)) == len(level.sources)
        assert all(source != goal for source, goal in zip(level.sources, level.goals, strict=True))


def test_without_chance_the_policy_has_the_values_of_the_table():
    for seed in range(10):
        level = drawn(seed, passengers=2)
        table, best = solver.table(level), policy.policy(level)
        for places, goals, firm in best.moods:
            for cell in range(0, 25, 4):
                state = rules.State(level, cell, places, goals, firm)
                assert best.value(state) == pytest.approx(table.distance(cell, places))


def test_the_value_in_rain_by_hand():
    # One row would do, but cities are square: 3 x 3, no walls, passenger at the taxi, destination next to it on the
    # right in the top row. "right" gets there with 0.8, stays with 0.1 (upwards is blocked), slides down with 0.1.
    level = rules.Level(3, (), (0, 1), 0, (0,), (1,), rain=0.2)
    best = policy.policy(level)
    aboard = rules.transition(rules.initial_state(level), "pick up")
    below = best.value(aboard._replace(cell=3))
    assert best.value(aboard) == pytest.approx((1 + 0.8 * 1 + 0.1 * below) / 0.9)
    assert best.value(rules.initial_state(level)) == pytest.approx(1 + best.value(aboard))
    assert best.best(aboard) == "right"


def test_the_value_with_a_fickle_passenger_by_hand():
    # Stations at the three ends of a plus without its top: the passenger boards in the middle of the left column.
    level = rules.Level(3, (), (3, 0, 6), 3, (0,), (1,), fickle=0.5)
    # Pick up, then up: with 0.5 still to station 1, which is here (drop off); with 0.5 to one of the other two: station
    # 0 (one back, drop off) or station 2 (two down, drop off).
    up = 1 + 1 + 0.5 * 1 + 0.5 * (0.5 * (1 + 1) + 0.5 * (2 + 1))
    assert policy.policy(level).value(rules.initial_state(level)) == pytest.approx(up)


@pytest.mark.parametrize(
    "settings", [{"rain": 0.3}, {"fickle": 0.6}, {"rain": 0.2, "fickle": 0.4, "passengers": 2}], ids=str
)
def test_the_expert_needs_the_expected_number_of_commands(settings):
    env = gym.make("turnwise/Taxi-v0", max_episode_steps=1000, **settings)
    _, info = env.reset(seed=3)
    expected, fork = info["task"]["expected_length"], env.unwrapped.snapshot()
    lengths = []
    for _ in range(600):
        generator = env.unwrapped.np_random.bit_generator.state
        env.reset()
        env.unwrapped.restore((fork[0], generator, *fork[2:]))
        messages = list(_played(env))
        lengths.append(len(messages))
        assert env.unwrapped.state.solved
    error = np.std(lengths) / np.sqrt(len(lengths))
    assert abs(np.mean(lengths) - expected) < 4 * error + 1e-9
    assert error > 0


def _played(env):
    for message in env.unwrapped.expert():
        yield message
        if env.step(message)[2]:
            return


def test_more_stations_than_the_policy_can_be_found_for_are_refused():
    with pytest.raises(ValueError, match="stations to be a whole number from 2 to 6"):
        gym.make("turnwise/Taxi-v0", size=12, stations=8, passengers=2, rain=0.5)
    assert gym.make("turnwise/Taxi-v0", size=12, stations=8, passengers=1, rain=0.5)
    assert gym.make("turnwise/Taxi-v0", size=12, stations=8, passengers=2)
