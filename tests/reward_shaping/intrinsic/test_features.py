"""Keys, hashed n-grams, and noise in texts."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.intrinsic import key_of, named_facts, ngram_vector, without_noise

ROOM = "You are in the kitchen. A door leads north."


def test_keys_tell_things_apart():
    things = ["a", "b", "", "1", 1.0, ["1"], np.array([1.0]), np.array([1]), np.array([[1.0]]), np.array([1.0, 0.0])]
    keys = [key_of(each) for each in things]
    assert len(set(keys)) == len(things)
    assert keys == [key_of(each) for each in things]
    assert {len(key) for key in keys} == {16}


def test_a_key_takes_any_text():
    assert key_of("\ud800 \0 \N{SNOWMAN}") != key_of("\ud800 \0")


def test_keys_and_vectors_are_the_same_in_every_process():
    program = (
        "from turnwise.reward_shaping.intrinsic import key_of, ngram_vector as v;"
        f"print(key_of({ROOM!r}), v({ROOM!r}, 16).tolist(), v({ROOM!r}, 16, of='characters').tolist())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    here = [key_of(ROOM), ngram_vector(ROOM, 16).tolist(), ngram_vector(ROOM, 16, of="characters").tolist()]
    assert seen == {" ".join(map(str, here)) + "\n"}


@given(st.text(max_size=60), st.integers(1, 40), st.sampled_from(["words", "characters"]))
def test_a_vector_is_a_unit_or_nothing(text, dimension, of):
    vector = ngram_vector(text, dimension, of=of)
    assert vector.shape == (dimension,)
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1.0) or not vector.any()


def test_a_vector_counts_ngrams_without_regard_to_case_and_space():
    np.testing.assert_array_equal(ngram_vector("Go  north"), ngram_vector("go NORTH\n"))
    assert np.abs(ngram_vector("go", sizes=(1,), unit=False)).sum() == 1
    assert np.abs(ngram_vector("go go go", sizes=(1,), unit=False)).sum() == 3
    assert np.abs(ngram_vector("a b c", 4096, sizes=(1, 2), unit=False)).sum() == 5
    assert np.abs(ngram_vector("abcd", 4096, sizes=(3,), of="characters", unit=False)).sum() == 2


def test_the_order_of_words_matters_to_bigrams_alone():
    one, other = "the dog bites the man", "the man bites the dog"
    np.testing.assert_array_equal(ngram_vector(one, sizes=(1,)), ngram_vector(other, sizes=(1,)))
    assert ngram_vector(one) @ ngram_vector(other) < 1


def test_texts_that_share_words_are_nearer():
    near = "You are in the kitchen. A door leads south."
    far = "Total: 3 apples, paid by card"
    assert ngram_vector(ROOM) @ ngram_vector(near) > 0.7 > 0.3 > abs(ngram_vector(ROOM) @ ngram_vector(far))


def test_products_estimate_cosines_of_counts():
    rng = np.random.default_rng(0)
    words = [f"word{number}" for number in range(5000)]
    texts = [" ".join(rng.choice(words, 30)) for _ in range(400)]
    products = [ngram_vector(one) @ ngram_vector(other) for one, other in zip(texts[::2], texts[1::2], strict=True)]
    assert abs(np.mean(products)) < 0.03
    assert np.std(products) < 1.3 / np.sqrt(128)


def test_an_empty_text_is_no_direction():
    assert not ngram_vector("").any()
    assert not ngram_vector(" \n", of="words").any()
    assert not ngram_vector("a", sizes=(3,), of="characters").any()


@pytest.mark.parametrize(
    ("kinds", "text", "expected"),
    [
        ((), "At 12:30 you have 3 keys", "At 12:30 you have 3 keys"),
        (("digits",), "At 12:30 you have 37 keys", "At #:# you have # keys"),
        (("timestamps",), "2024-05-06T07:08:09Z and 7:08, 3 keys", "# and #, 3 keys"),
        (("timestamps", "digits"), "2024-05-06 07:08:09.5 and 3 keys", "# and # keys"),
        (("ids",), "id 123e4567-e89b-12d3-a456-426614174000, 0xdeadbeef1, a facade of 7", "id #, #, a facade of 7"),
        (("space", "case"), "Go  NORTH\n", "go#north#"),
        (("re:ad \\w+",), "see ad shoes now", "see # now"),
    ],
)
def test_noise_is_marked(kinds, text, expected):
    assert without_noise(kinds)(text) == expected


def test_unknown_noise_and_bad_patterns_are_refused():
    with pytest.raises(ValueError, match=r"got 'digit'. Did you mean 'digits'"):
        without_noise(["digit"])
    with pytest.raises(ValueError, match="no regular expression"):
        without_noise(["re:("])


def test_facts_are_named_in_order():
    facts = {"b.x": 1, "a.y": "in"}
    assert named_facts(facts) == ["a.y='in'", "b.x=1"]
    assert named_facts(facts, ["b.x"]) == ["b.x=1"]
    assert named_facts(facts, ["b.x", "c.z"]) is None
    assert named_facts({}) == []
