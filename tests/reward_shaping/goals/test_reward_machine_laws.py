"""What a reward machine does to planning: rewards that depend on the past, potentials that change nothing."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnwise.reward_shaping.goals import FormulaMachine, RewardMachine, parse

CELLS, GAMMA = 5, 0.9
MOVES = (-1, 1, 0)
FETCH = RewardMachine(
    "out",
    [
        ("out", "cell == 4", "back", 0.2),
        ("back", "cell == 0", "home", 1.0),
        ("back", "cell == 2", "lost", -0.5),
    ],
    terminal=["home", "lost"],
)
"""Go to the last cell of a corridor and come back; the middle cell is to be jumped over on the way back."""


def moved(cell, move):
    return min(max(cell + move * (2 if cell == 3 and move < 0 else 1), 0), CELLS - 1)


def plan(machine, potential=None, gamma=GAMMA):
    """Return the values and the best moves of every pair of cell and machine state, by value iteration."""
    potential = potential or dict.fromkeys(machine.states, 0.0)
    pairs = list(itertools.product(range(CELLS), machine.states))
    values = dict.fromkeys(pairs, 0.0)
    worth = {}
    for _ in range(150):
        for cell, state in pairs:
            if state in machine.terminal:
                continue
            for move in MOVES:
                to = moved(cell, move)
                after, reward = machine.advance(state, {"cell": to})
                shaped = gamma * potential[after] - potential[state]
                worth[cell, state, move] = reward + shaped + gamma * values[to, after]
            values[cell, state] = max(worth[cell, state, move] for move in MOVES)
    best = {
        pair: frozenset(
            move for move in MOVES if pair[1] not in machine.terminal and worth[*pair, move] > values[pair] - 1e-6
        )
        for pair in pairs
    }
    return values, best


def test_the_same_cell_is_worth_something_else_before_and_after():
    values, best = plan(FETCH)
    assert best[1, "out"] == {1}
    assert best[1, "back"] == {-1}
    assert best[3, "back"] == {-1}
    assert values[0, "back"] == pytest.approx(1.0)
    assert values[1, "out"] == pytest.approx(0.9**2 * 0.2 + 0.9**5 * 1.0)


@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("discount", [0.5, 0.9, 0.99])
def test_its_values_as_a_potential_of_either_sign_leave_the_best_moves_as_they_are(sign, discount):
    potential = {state: sign * worth for state, worth in FETCH.values(discount).items()}
    plain_values, plain_moves = plan(FETCH)
    values, moves = plan(FETCH, potential)
    assert moves == plain_moves
    for (cell, state), worth in values.items():
        if state not in FETCH.terminal:
            assert worth == pytest.approx(plain_values[cell, state] - potential[state], abs=1e-5)


def test_a_potential_that_is_not_zeroed_in_terminal_states_changes_the_best_moves():
    hidden = {**FETCH.values(), "lost": 3.0}
    assert plan(FETCH, hidden)[1] != plan(FETCH)[1]


NUMBERS = st.floats(-1, 1)
POTENTIALS = st.fixed_dictionaries({"out": NUMBERS, "back": NUMBERS, "home": st.just(0.0), "lost": st.just(0.0)})


@given(potential=POTENTIALS)
@settings(max_examples=6)
def test_no_potential_on_machine_states_changes_what_is_best(potential):
    plain, _ = plan(FETCH)
    shaped, _ = plan(FETCH, potential)
    for (cell, state), worth in shaped.items():
        if state not in FETCH.terminal:
            assert worth == pytest.approx(plain[cell, state] - potential[state], abs=1e-5)


def test_waiting_is_charged_by_the_values_and_paid_by_minus_them():
    worth = FETCH.values(GAMMA)["out"]
    assert GAMMA * worth - worth < 0 < GAMMA * -worth + worth
    forward = FETCH.values(GAMMA)["back"]
    assert 0.2 + GAMMA * forward - worth == pytest.approx(0.0)  # going on costs nothing in the machine's own terms


def as_machine(formula, satisfied=1.0, violated=-1.0):
    """Return the reward machine of a temporal formula: paid on the turn that decides it."""
    automaton = FormulaMachine(parse(formula))
    rows = []
    for state, (asked, leads_to) in enumerate(automaton.rows):
        if automaton.verdicts[state]:
            continue
        for held, after in zip(itertools.product((False, True), repeat=len(asked)), leads_to, strict=True):
            literals = [each.text if on else f"not ({each.text})" for each, on in zip(asked, held, strict=True)]
            pays = {1: satisfied, -1: violated, 0: 0.0}[automaton.verdicts[after]]
            rows.append((f"q{state}", " and ".join(literals) or "True", f"q{after}", pays))
    decided = [f"q{state}" for state, verdict in enumerate(automaton.verdicts) if verdict]
    return automaton, RewardMachine("q0", rows, terminal=decided)


STATES = st.lists(st.fixed_dictionaries({"a": st.booleans(), "b": st.booleans()}), min_size=1, max_size=8)
FORMULAS = ["F (a and X F b)", "G not b", "not b U a", "F a and G not b", "X X a", "a W b"]


@pytest.mark.parametrize("formula", FORMULAS)
@given(trace=STATES)
@settings(max_examples=30)
def test_a_temporal_formula_is_a_reward_machine(formula, trace):
    automaton, machine = as_machine(formula)
    number, state, paid = 0, machine.initial, 0.0
    for facts in trace:
        number = automaton.advance(number, facts)
        state, reward = machine.advance(state, facts)
        paid += reward
        if state not in machine.terminal:
            assert state == f"q{number}"
    assert paid == automaton.verdicts[number]


def test_the_machine_of_a_formula_is_worth_more_the_nearer_it_is():
    automaton, machine = as_machine("F (a and X F (b and X F a))", violated=0.0)
    values = machine.values(0.9)
    order = sorted(range(len(automaton.rows)), key=lambda state: automaton.distances[state])
    worth = [values[f"q{state}"] for state in order if not automaton.verdicts[state]]
    assert worth == sorted(worth, reverse=True)
    assert np.isclose(worth[0], 1.0)


def test_rewards_of_transitions_may_repeat_without_end():
    patrol = RewardMachine("left", [("left", "cell == 4", "right", 1.0), ("right", "cell == 0", "left", 1.0)])
    state, total = patrol.initial, 0.0
    for cell in [4, 4, 0, 1, 4, 0, 0]:
        state, reward = patrol.advance(state, {"cell": cell})
        total += reward
    assert (state, total) == ("left", 4.0)
    assert patrol.values(0.9)["left"] == pytest.approx(1 / (1 - 0.9))
