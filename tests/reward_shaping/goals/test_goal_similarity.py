"""Goal similarity by StateFactory's worked example, its rules one by one, and the texts it compares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.goals import Cosine, exact, goal_similarity, ngrams, objects_of

GOAL = {"apple": {"location": "fridge"}}
STATES = [
    {"red apple": {"place": "counter", "colour": "red"}},
    {"red apple": {"place": "fridge", "colour": "red"}},
    {"apple": {"location": "fridge"}},
]


def cosines(one, other):
    """Return the cosines of the worked example; what it does not name is 0."""
    inputs, _ = example("statefactory")
    apple, place, counter = inputs["cos(apple,red apple), cos(location,place), cos(fridge,counter)"]
    known = {("apple", "red apple"): apple, ("location", "place"): place, ("fridge", "counter"): counter}
    return 1.0 if one == other else known.get((one, other), 0.0)


def test_the_worked_example():
    _, expected = example("statefactory")
    levels = [goal_similarity(state, GOAL, cosines, cut=True) for state in STATES]
    assert levels == pytest.approx(expected["level reward (released code)"])
    changes = np.diff([goal_similarity(state, GOAL, cosines) for state in STATES])
    np.testing.assert_allclose(changes, expected["difference reward (ours, PBRS form gamma=1)"])


def test_the_best_object_counts_and_goals_are_averaged():
    state = {"apple": {"location": "table"}, "red apple": {"location": "fridge"}}
    assert goal_similarity(state, GOAL, cosines) == pytest.approx(0.8)
    both = {**GOAL, "pear": {"location": "table"}}
    assert goal_similarity(state, both, cosines) == pytest.approx(0.4)


def test_attributes_are_averaged_and_the_nearest_key_decides():
    state = {"apple": {"place": "counter", "colour": "fridge"}}
    assert goal_similarity(state, {"apple": {"location": "fridge"}}, cosines) == pytest.approx(0.6)
    wanted = {"apple": {"location": "fridge", "colour": "green"}}
    assert goal_similarity(state, wanted, cosines) == pytest.approx(0.3)


def test_a_goal_without_attributes_is_its_name_and_an_object_without_any_matches_none():
    assert goal_similarity({"red apple": {}}, {"apple": {}}, cosines) == pytest.approx(0.8)
    assert goal_similarity({"apple": {}}, GOAL, cosines) == 0.0
    assert goal_similarity({}, GOAL, cosines) == 0.0


def test_what_is_opposite_counts_as_nothing():
    assert goal_similarity({"pear": {}}, {"apple": {}}, lambda one, other: -0.5) == 0.0


def test_two_decimals_are_cut_and_not_rounded():
    assert goal_similarity({"b": {}}, {"a": {}}, lambda one, other: 0.879, cut=True) == 0.87
    assert goal_similarity({"b": {}}, {"a": {}}, lambda one, other: 0.879) == pytest.approx(0.879)


def test_a_goal_without_objects_is_refused():
    with pytest.raises(ValueError, match="at least one object"):
        goal_similarity(STATES[0], {}, exact)


def test_facts_are_objects():
    facts = {"door.open": True, "door.colour": "red", "key.location": "(1, 2)", "alone": 1}
    assert objects_of(facts) == {
        "door": {"open": True, "colour": "red"},
        "key": {"location": "(1, 2)"},
        "": {"alone": 1},
    }


WORDS = st.dictionaries(st.sampled_from("abc"), st.dictionaries(st.sampled_from("xyz"), st.integers(0, 2), max_size=3))


@given(state=WORDS, goal=WORDS.filter(bool))
def test_it_is_between_nothing_and_all_and_all_where_the_goal_is_the_state(state, goal):
    for similarity in (exact, Cosine()):
        assert 0.0 <= goal_similarity(state, goal, similarity) <= 1.0
        assert goal_similarity(goal, goal, similarity) == pytest.approx(1.0)


def test_ngrams_know_letters_alone():
    cosine = Cosine()
    assert cosine("Fridge", "fridge") == pytest.approx(1.0)
    assert cosine("open", "opened") > cosine("open", "ajar")
    assert cosine("key", "monkey") < cosine("key", "keys")
    assert cosine("", "fridge") == pytest.approx(0.0)
    assert exact("key", "key") == 1.0
    assert exact("key", "keys") == 0.0


def test_ngrams_are_counted_by_hand():
    counts = ngrams("a")
    assert counts.sum() == 2 + 1  # two of two characters, one of three, with both ends marked
    assert ngrams("ab").sum() == 3 + 2 + 1


def test_a_text_is_embedded_once_and_the_oldest_is_forgotten():
    asked = []

    def embed(text):
        asked.append(text)
        return [len(text), 1.0]

    cosine = Cosine(embed, remembered=2)
    assert cosine("a", "bb") == pytest.approx(3 / np.sqrt(2 * 5))
    cosine("a", "bb")
    assert asked == ["a", "bb"]
    cosine("a", "ccc")
    assert asked == ["a", "bb", "ccc"]
    cosine("a", "d")
    assert asked == ["a", "bb", "ccc", "a", "d"]


def test_an_embedding_of_nothing_is_like_nothing():
    assert Cosine(lambda text: [0.0, 0.0])("a", "a") == 0.0
