"""What is looked at, and what it becomes: a key, a vector, elements."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from turnwise.reward_shaping.intrinsic import key_of, ngram_vector
from turnwise.wrappers.intrinsic.features import Feature

INFO = {
    "facts": {"agent.room": "hall", "agent.key": True, "clock": "12:30"},
    "channels": {"depth": 2.0, "unknown": float("nan")},
}


def embed(observation, info):
    """What an embedder of another project may return."""
    return info["embedded"]


def forms(feature, observation="Hello there", info=INFO, **arguments):
    """Return the three forms of what is seen."""
    looked = Feature(feature, **arguments)
    seen = looked.look(observation, info)
    return tuple(looked.of(seen, needs) for needs in ("key", "vector", "elements"))


def test_a_text_is_a_checksum_hashed_ngrams_and_one_element():
    key, vector, elements = forms("text", dimension=32)
    assert key == key_of("Hello there")
    np.testing.assert_array_equal(vector, ngram_vector("Hello there", 32))
    assert elements == ["Hello there"]


def test_facts_are_a_checksum_hashed_ngrams_and_an_element_each():
    key, vector, elements = forms("facts")
    assert elements == ["agent.key=True", "agent.room='hall'", "clock='12:30'"]
    assert key == key_of("; ".join(elements))
    np.testing.assert_array_equal(vector, ngram_vector("; ".join(elements)))


def test_facts_by_name_keep_the_order_given():
    _, _, elements = forms(["clock", "agent.room"])
    assert elements == ["clock='12:30'", "agent.room='hall'"]


def test_noise_is_taken_out_of_facts_as_of_texts():
    _, _, elements = forms(["clock", "agent.room"], ignore=["timestamps"])
    assert elements == ["clock='#'", "agent.room='hall'"]
    assert forms("text", "Room 3", ignore=["digits"])[0] == forms("text", "Room 4", ignore=["digits"])[0]
    assert forms("text", "Room 3")[0] != forms("text", "Room 4")[0]


def test_a_channel_is_a_number():
    key, vector, elements = forms("channel:depth")
    assert vector.tolist() == [2.0]
    assert elements == [key] == [key_of(np.array([2.0]))]


def test_the_vector_of_a_text_makes_one_of_texts_with_the_same_words():
    assert forms("ngrams", "a  B")[0] == forms("ngrams", "A b")[0]
    assert forms("text", "a  B")[0] != forms("text", "A b")[0]
    np.testing.assert_array_equal(forms("ngrams")[1], forms("text")[1])


@pytest.mark.parametrize(
    ("embedded", "vector"),
    [
        ([1, 2], [1.0, 2.0]),
        ((0.5,), [0.5]),
        (3, [3.0]),
        (np.float32(0.25), [0.25]),
        (np.arange(4).reshape(2, 2), [0.0, 1.0, 2.0, 3.0]),
        (True, [1.0]),
    ],
)
def test_what_an_embedder_returns_may_be_any_numbers(embedded, vector):
    key, found, elements = forms(embed, info={"embedded": embedded})
    assert found.tolist() == vector
    assert found.dtype == np.float64
    assert elements == [key]


@pytest.mark.parametrize("embedded", [["b", "a"], ("b", "a")])
def test_an_embedder_may_list_texts(embedded):
    key, vector, elements = forms(embed, info={"embedded": embedded})
    assert elements == ["b", "a"]
    assert key == key_of("b; a")
    np.testing.assert_array_equal(vector, ngram_vector("b; a"))


def test_an_embedder_may_return_a_text():
    assert forms(embed, info={"embedded": "here 1"}, ignore=["digits"])[2] == ["here #"]


@pytest.mark.parametrize(
    ("feature", "info"),
    [
        ("facts", {}),
        ("facts", {"facts": {}}),
        (["agent.room"], {"facts": {"other": 1}}),
        ("channel:depth", {}),
        ("channel:depth", {"channels": {"other": 1.0}}),
        ("channel:unknown", INFO),
        (embed, {"embedded": None}),
    ],
)
def test_what_is_missing_is_none(feature, info):
    looked = Feature(feature)
    assert looked.look("Hello", info) is None
    assert looked.vector("Hello", info) is None


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("facts", "its facts are"),
        (["a"], "its facts are"),
        ("channel:a", "its channels are"),
        (embed, ""),
        ("text", ""),
    ],
)
def test_only_what_goes_by_name_is_required_at_the_reset(feature, said):
    looked = Feature(feature)
    if not said:
        looked.require(None, "Curiosity", "<env>", {})
        return
    with pytest.raises(ValueError, match=f"Curiosity looks at .* which <env> does not report; {said}"):
        looked.require(None, "Curiosity", "<env>", {})
    looked.require(["a=1"], "Curiosity", "<env>", {})


@pytest.mark.parametrize("observation", [3, 2.5, np.array([1, 2]), [0, 1]])
def test_observations_that_are_no_text_are_taken_as_they_are(observation):
    for feature in ("text", "ngrams"):
        _, vector, _ = forms(feature, observation)
        np.testing.assert_array_equal(vector, np.asarray(observation, dtype=float).reshape(-1))


def test_a_dotted_path_and_a_pickled_feature_look_alike():
    here = Feature("wrapper_cases.intrinsic:place", ["digits"], 16)
    again = pickle.loads(pickle.dumps(here))
    assert again.look("abc", {}) == here.look("abc", {}) == "place #"
    assert (again.dimension, again.ignore) == (16, ("digits",))
