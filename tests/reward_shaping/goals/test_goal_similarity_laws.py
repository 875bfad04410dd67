"""Goal similarity against a plain reading of the released algorithm, and what it may never do."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.goals import Cosine, exact, goal_similarity, ngrams, objects_of
from turnwise.reward_shaping.goals.text_similarity import BUCKETS, SIZES

NAMES = st.sampled_from(["apple", "red apple", "fridge", "door"])
KEYS = st.sampled_from(["location", "place", "colour", "state"])
VALUES = st.sampled_from(["counter", "fridge", "open", "red", 3, True])
OBJECTS = st.dictionaries(NAMES, st.dictionaries(KEYS, VALUES, max_size=3), max_size=4)
GOALS = OBJECTS.filter(bool)


def vector(text):
    """Return a vector of a text, of which some cosines are negative."""
    return np.random.default_rng(zlib.crc32(text.encode())).normal(size=4)


def cosine(one, other):
    a, b = vector(one), vector(other)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def by_the_book(state, goal):
    """Return the level, step by step: best object, best key, mean over attributes, mean over the goal's objects."""
    total = 0.0
    for wanted, attributes in goal.items():
        best = 0.0
        for name, own in state.items():
            matched = 0.0
            for key, value in attributes.items():
                nearest, found = -1.0, 0.0
                for other, told in own.items():
                    if cosine(key, other) > nearest:
                        nearest, found = cosine(key, other), cosine(str(value), str(told))
                matched += found
            score = cosine(wanted, name) * (matched / len(attributes) if attributes else 1.0)
            best = max(best, score)
        total += best
    return min(max(total / len(goal), 0.0), 1.0)


@given(state=OBJECTS, goal=GOALS)
def test_it_is_what_the_released_algorithm_gives(state, goal):
    assert goal_similarity(state, goal, cosine) == pytest.approx(by_the_book(state, goal))


@given(state=OBJECTS, goal=GOALS, more=OBJECTS)
def test_another_object_never_lowers_it(state, goal, more):
    for similarity in (exact, cosine):
        larger = {**more, **state}
        assert goal_similarity(larger, goal, similarity) >= goal_similarity(state, goal, similarity) - 1e-12


@given(state=OBJECTS, goal=GOALS, data=st.data())
def test_the_order_of_objects_does_not_matter(state, goal, data):
    names = data.draw(st.permutations(list(state)))
    wanted = data.draw(st.permutations(list(goal)))
    again = goal_similarity({name: state[name] for name in names}, {name: goal[name] for name in wanted}, exact)
    assert again == pytest.approx(goal_similarity(state, goal, exact))


@given(state=OBJECTS, goal=GOALS)
def test_by_equality_it_is_the_share_of_what_is_right(state, goal):
    shares = []
    for name, wanted in goal.items():
        own = state.get(name)
        right = [own is not None and key in own and str(own[key]) == str(value) for key, value in wanted.items()]
        # of an object without the key the first attribute stands in, and may have the value by chance
        chance = [
            own is not None and key not in own and str(next(iter(own.values()), "")) == str(value)
            for key, value in wanted.items()
        ]
        hits = [a or b for a, b in zip(right, chance, strict=True)]
        shares.append(0.0 if own is None else sum(hits) / len(hits) if hits else 1.0)
    assert goal_similarity(state, goal, exact) == pytest.approx(sum(shares) / len(shares))


@given(state=OBJECTS, goal=GOALS)
def test_cutting_lowers_by_less_than_a_hundredth(state, goal):
    level = goal_similarity(state, goal, cosine)
    cut = goal_similarity(state, goal, cosine, cut=True)
    assert cut <= level < cut + 0.01 + 1e-9
    assert round(cut * 100) == pytest.approx(cut * 100)


FACTS = st.dictionaries(st.tuples(NAMES, KEYS).map(".".join), VALUES)


@given(facts=FACTS)
def test_objects_are_the_facts_again(facts):
    objects = objects_of(facts)
    again = {f"{name}.{key}": value for name, attributes in objects.items() for key, value in attributes.items()}
    assert again == facts


def test_an_object_s_name_may_have_dots():
    assert objects_of({"room.1.door.open": True}) == {"room.1.door": {"open": True}}


TEXTS = st.text("abc xyz", max_size=8)


@given(one=TEXTS, other=TEXTS)
def test_cosines_of_ngrams_are_symmetric_and_between_nothing_and_all(one, other):
    similarity = Cosine()
    assert similarity(one, other) == pytest.approx(similarity(other, one))
    assert -1e-12 <= similarity(one, other) <= 1 + 1e-12
    assert similarity(one, one) == pytest.approx(1.0)


@given(text=TEXTS)
def test_ngrams_count_every_stretch_once(text):
    marked = len(text) + 2
    assert ngrams(text).sum() == sum(max(marked - size + 1, 0) for size in SIZES)
    assert ngrams(text).shape == (BUCKETS,)
    np.testing.assert_array_equal(ngrams(text), ngrams(text.upper()))


def test_buckets_are_the_same_everywhere():
    occupied = np.flatnonzero(ngrams("a"))
    expected = {zlib.crc32(gram.encode()) % BUCKETS for gram in ("\x02a", "a\x03", "\x02a\x03")}
    assert set(occupied) == expected


def test_a_sentence_embedder_may_return_any_shape():
    similarity = Cosine(lambda text: [[float(len(text)), 1.0]])
    assert similarity("a", "a") == pytest.approx(1.0)
    assert similarity("a", "aaa") == pytest.approx(4 / np.sqrt(2 * 10))


def test_memory_is_bounded_whatever_is_asked():
    similarity = Cosine(remembered=8)
    for number in range(50):
        similarity("goal", f"value {number}")
    assert len(similarity._cosines) == len(similarity._vectors) == 8
