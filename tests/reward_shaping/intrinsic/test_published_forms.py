"""What published programs pay, written anew from their descriptions, and how it follows from what is paid here.

Where a program differs (the doubts in the formulas' docstrings), the test says by how much and from what.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from turnwise.reward_shaping.intrinsic import (
    E3B,
    RE3,
    Counts,
    PseudoCounts,
    Scale,
    e3b_bonuses,
    pseudo_count_bonus,
    state_entropy_bonus,
)
from turnwise.reward_shaping.intrinsic.neighbours import nearest

POINTS = arrays(np.float64, st.tuples(st.integers(2, 12), st.just(3)), elements=st.integers(-3, 3).map(float))
EPISODES = st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=8), min_size=1, max_size=4)


def episode(bonus, states):
    """Return what is paid here for an episode that starts in the first state."""
    bonus.start(states[0])
    return [bonus.bonus(before, None, after) for before, after in pairwise(states)]


def actor_e3b(states, ridge):
    """E3B's actor: on the step that leaves a state it computes that state's bonus, 0 on the first step."""
    inverse, paid = np.eye(states.shape[1]) / ridge, []
    for step, state in enumerate(states):
        u = inverse @ state
        b = state @ u
        inverse = inverse - np.outer(u, u) / (1 + b)
        paid.append(0.0 if step == 0 else float(b))
    return paid


def buffer_e3b(states, ridge):
    """rllte's E3B over a buffer of one episode: every state pays, the first as well."""
    inverse, paid = np.eye(states.shape[1]) / ridge, []
    for state in states:
        u = inverse @ state
        paid.append(float(state @ u))
        inverse = inverse - np.outer(u, u) / (1 + paid[-1])
    return paid


@given(POINTS, st.floats(0.05, 1))
def test_e3b_pays_the_actors_bonus_one_step_earlier(states, ridge):
    theirs = actor_e3b(states, ridge)
    assert episode(E3B(ridge=ridge), states) == pytest.approx(theirs[1:], abs=1e-7)
    assert e3b_bonuses(states, ridge) == pytest.approx(theirs, abs=1e-7)


@given(POINTS, st.floats(0.05, 1))
def test_e3b_whose_first_state_pays_is_that_of_rllte(states, ridge):
    assert e3b_bonuses(states, ridge, first_pays=True) == pytest.approx(buffer_e3b(states, ridge), abs=1e-7)


def test_the_two_programs_differ_in_the_first_state_alone():
    states = np.random.default_rng(0).normal(size=(9, 4))
    one, other = actor_e3b(states, 0.1), buffer_e3b(states, 0.1)
    assert one[1:] == other[1:]
    assert (one[0], other[0]) == (0.0, pytest.approx(states[0] @ states[0] / 0.1))


def frames(episodes):
    """The order in which an actor sees states: what each episode starts in, then what it reaches."""
    return [state for states in episodes for state in states]


@given(EPISODES)
def test_global_counts_are_those_of_a_training_run(episodes):
    theirs, visits = [], Counter()
    for frame in frames(episodes):
        visits[frame] += 1
        theirs.append(1 / sqrt(visits[frame]))
    bonus = Counts()
    ours = [paid for states in episodes for paid in (None, *episode(bonus, states))]
    assert [paid for paid in ours if paid is not None] == pytest.approx(
        [paid for paid, mine in zip(theirs, ours, strict=True) if mine is not None]
    )


@given(EPISODES)
def test_episodic_counts_cleared_after_the_last_state_count_the_next_start(episodes):
    bonus = Counts()
    for states in episodes:
        visits, theirs = Counter(), []
        for frame in states:
            visits[frame] += 1
            theirs.append(1 / sqrt(visits[frame]))
        bonus.forget()
        assert episode(bonus, states) == pytest.approx(theirs[1:])


def self_in_storage_re3(states, k):
    """rllte's RE3 over a storage that holds the query: the (k + 1)-th smallest distance, the smallest being its own."""
    everything = np.linalg.norm(states[:, None] - states[None], axis=2)
    return [log(np.sort(row)[k] + 1) for row in everything]


@given(POINTS)
def test_re3_with_the_query_in_the_storage_asks_for_one_neighbour_more(states):
    k = len(states) - 1
    theirs = self_in_storage_re3(states, k)
    for query, paid in enumerate(theirs):
        others = np.delete(states, query, axis=0)
        distances = np.linalg.norm(others - states[query], axis=1)
        assert state_entropy_bonus(nearest(distances, k)) == pytest.approx(paid)


def test_re3_that_takes_the_kth_of_all_is_one_neighbour_nearer():
    states = np.array([[0.0], [1.0], [3.0], [7.0]])
    kth_of_all = [log(np.sort(np.abs(states - each).ravel())[2 - 1] + 1) for each in states]
    for query, paid in enumerate(kth_of_all):
        distances = np.abs(np.delete(states, query, axis=0) - states[query]).ravel()
        assert state_entropy_bonus(nearest(distances, 1)) == pytest.approx(paid)


def test_re3_averages_over_its_neighbours_when_asked():
    memory = RE3(k=3, latent=0, average=True)
    for place in (0.0, 1.0, 4.0):
        memory.start(np.array([place]))
    assert memory.bonus(None, None, np.array([2.0])) == pytest.approx((log(2) + 2 * log(3)) / 3)


def kernel_sum(distances, epsilon=1e-4, cluster=0.008):
    return sum(epsilon / (max(each - cluster, 0) + epsilon) for each in distances)


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=12))
def test_pseudo_counts_by_plain_distances(distances):
    mean = sum(distances) / len(distances)
    theirs = 1 / (sqrt(kernel_sum([each / mean for each in distances])) + 0.001)
    assert pseudo_count_bonus(distances, squared=False) == pytest.approx(theirs, rel=1e-6)


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=12))
def test_pseudo_counts_by_squares(distances):
    squares = [each**2 for each in distances]
    mean = sum(squares) / len(squares)
    theirs = 1 / (sqrt(kernel_sum([each / mean for each in squares])) + 0.001)
    assert pseudo_count_bonus(distances) == pytest.approx(theirs, rel=1e-6)


def test_a_query_in_its_own_memory_counts_itself_once():
    strangers = [5.0, 5.0, 5.0]
    alone, with_itself = pseudo_count_bonus(strangers), pseudo_count_bonus([0.0, *strangers])
    assert with_itself == pytest.approx(1 / (1 + 0.001), rel=1e-3)
    assert alone > 50 * with_itself


def test_the_last_states_alone_are_remembered_as_in_a_storage_of_that_size():
    storage, memory = [], PseudoCounts(k=10, capacity=3)
    for place in (0.0, 9.0, 2.0, 4.0, 1.0):
        query = np.array([place])
        distances = sorted(abs(place - other) for other in storage[-3:])
        assert memory.bonus(None, None, query) == pytest.approx(pseudo_count_bonus(distances))
        storage.append(place)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=20), st.floats(0, 0.2))
def test_the_scale_is_that_of_a_running_window_fed_one_value_at_a_time(values, decay):
    """rllte: update with the rewards, divide by the deviation, times β(1 - κ)^step; ours begins with a prior of 1."""
    seen, count, mean, variance = Scale(decay=decay, normalise=True), 1.0, 0.0, 1.0
    for step, value in enumerate(values):
        moved, total = value - mean, count + 1
        mean, variance, count = (
            mean + moved / total,
            (variance * count + moved**2 * count / total) / total,
            total,
        )
        theirs = value / sqrt(variance) * (1 - decay) ** step
        assert seen.bonus(None, None, float(value)) == pytest.approx(theirs)


def test_a_light_prior_blows_the_first_values_up():
    light, ours = Scale(normalise=True, prior=1e-4), Scale(normalise=True)
    assert light.bonus(None, None, 1.0) > 50 * ours.bonus(None, None, 1.0)
