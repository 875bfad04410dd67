"""Every memory against a plain program that keeps all states in a list and computes the formula from scratch."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from turnwise.reward_shaping.intrinsic import E3B, RE3, Archive, Counts, Coverage, FirstVisit, NoveltyRise, PseudoCounts

COORDINATES = st.integers(-3, 3).map(float)
POINTS = arrays(np.float64, st.tuples(st.integers(2, 15), st.just(3)), elements=COORDINATES)
KEYS = st.lists(st.sampled_from("abcd"), min_size=2, max_size=25)


def methods_episode(bonus, states):
    """Return what an episode pays that starts in the first of these states."""
    bonus.start(states[0])
    paid, before = [], states[0]
    for after in states[1:]:
        paid.append(bonus.bonus(before, "act", after))
        before = after
    return paid


def plain_episode(worth, states, seen):
    """Return what ``worth(state, seen)`` gives for each state but the first; ``seen`` grows state by state."""
    paid = []
    seen.append(states[0])
    for state in states[1:]:
        paid.append(worth(state, seen))
        seen.append(state)
    return paid


def ordered_distances(state, seen):
    return sorted(float(np.sqrt(((state - other) ** 2).sum())) for other in seen)


@given(KEYS, KEYS)
def test_counts(first, second):
    def worth(state, seen):
        return 1 / sqrt(Counter(seen)[state] + 1)

    bonus, seen = Counts(), []
    for states in (first, second):
        assert methods_episode(bonus, states) == pytest.approx(plain_episode(worth, states, seen))


@given(KEYS, KEYS)
def test_first_visits_of_episodes(first, second):
    def worth(state, seen):
        return float(state not in seen)

    bonus = FirstVisit()
    for states in (first, second):
        bonus.forget()
        assert methods_episode(bonus, states) == plain_episode(worth, states, [])


@given(KEYS, st.floats(0, 1))
def test_noveld_over_counts(states, alpha):
    bonus, visits, paid = NoveltyRise(alpha=alpha), Counter([states[0]]), []
    for before, after in pairwise(states):
        left = visits[before]
        visits[after] += 1
        paid.append(max(1 / sqrt(visits[after]) - alpha / sqrt(left), 0))
    assert methods_episode(bonus, states) == pytest.approx(paid)


@given(POINTS, POINTS, st.integers(1, 6))
def test_re3_over_the_run(first, second, k):
    def worth(state, seen):
        return log(ordered_distances(state, seen)[:k][-1] + 1)

    bonus, seen = RE3(k=k, latent=0), []
    for states in (first, second):
        assert methods_episode(bonus, states) == pytest.approx(plain_episode(worth, states, seen))


@given(POINTS, st.integers(1, 6))
def test_re3_on_average(states, k):
    def worth(state, seen):
        nearest = ordered_distances(state, seen)[:k]
        return sum(log(distance + 1) for distance in nearest) / len(nearest)

    assert methods_episode(RE3(k=k, latent=0, average=True), states) == pytest.approx(plain_episode(worth, states, []))


@given(POINTS, st.integers(1, 12), st.booleans())
def test_pseudo_counts_of_an_episode(states, k, squared):
    def worth(state, seen):
        nearest = [distance**2 if squared else distance for distance in ordered_distances(state, seen)[:k]]
        mean = sum(nearest) / len(nearest) + 1e-11
        similar = [1e-4 / (max(each / mean - 0.008, 0) + 1e-4) for each in nearest]
        s = sqrt(sum(similar)) + 0.001
        return 0.0 if s > 8 else 1 / s

    bonus = PseudoCounts(k=k, squared=squared)
    assert methods_episode(bonus, states) == pytest.approx(plain_episode(worth, states, []), rel=1e-6)


@given(POINTS, st.integers(1, 6))
def test_what_a_small_memory_holds_is_what_came_last(states, k):
    def worth(state, seen):
        return log(ordered_distances(state, seen[-4:])[:k][-1] + 1)

    bonus = RE3(k=k, latent=0, capacity=4)
    assert methods_episode(bonus, states) == pytest.approx(plain_episode(worth, states, []))


@given(POINTS, st.integers(1, 6))
def test_the_archive_keeps_everything_by_default(descriptors, k):
    archive, kept = Archive(k=k), []
    for descriptor in descriptors:
        nearest = ordered_distances(descriptor, kept)[:k]
        expected = sum(nearest) / len(nearest) if nearest else 0.0
        assert archive.bonus(None, None, descriptor) == pytest.approx(expected)
        kept.append(descriptor)


@given(POINTS, st.floats(0, 4))
def test_the_archive_keeps_what_is_novel_enough(descriptors, threshold):
    archive, kept = Archive(k=1, threshold=threshold), []
    for descriptor in descriptors:
        novelty = ordered_distances(descriptor, kept)[0] if kept else 0.0
        assert archive.bonus(None, None, descriptor) == pytest.approx(novelty)
        if not kept or novelty >= threshold:
            kept.append(descriptor)
    assert len(archive.kept) == len(kept)


@given(POINTS, POINTS, st.floats(0.05, 2))
def test_e3b_of_episodes(first, second, ridge):
    def worth(state, seen):
        covariance = ridge * np.eye(3) + sum(np.outer(other, other) for other in seen)
        return float(state @ np.linalg.inv(covariance) @ state)

    bonus = E3B(ridge=ridge)
    for states in (first, second):
        bonus.forget()
        assert methods_episode(bonus, states) == pytest.approx(plain_episode(worth, states, []), abs=1e-6)


@given(POINTS, POINTS)
def test_e3b_over_the_run(first, second):
    def worth(state, seen):
        covariance = 0.1 * np.eye(3) + sum(np.outer(other, other) for other in seen)
        return float(state @ np.linalg.inv(covariance) @ state)

    bonus, seen = E3B(), []
    for states in (first, second):
        assert methods_episode(bonus, states) == pytest.approx(plain_episode(worth, states, seen), abs=1e-6)


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=3), min_size=1, max_size=12))
def test_coverage_of_an_episode(states):
    def worth(state, seen):
        before = {element for each in seen for element in each}
        return sqrt(len(before | set(state))) - sqrt(len(before))

    assert methods_episode(Coverage(), states) == pytest.approx(plain_episode(worth, states, []))
