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


@pytest.mark.parametrize("dimension", [1, 7, 64, 128, 1000])
def test_ngrams_are_spread_evenly_with_fair_signs(dimension):
    words = " ".join(f"word{number}" for number in range(8000))
    counted = ngram_vector(words, dimension, sizes=(1,), unit=False)
    # a sum of n signs has a standard deviation of √n
    assert abs(counted.mean()) < 6 * np.sqrt(8000) / dimension
    if dimension >= 64:
        assert counted.std() == pytest.approx(np.sqrt(8000 / dimension), rel=0.3)
        assert (counted != 0).mean() > 0.8


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_product_of_vectors_lies_between_minus_one_and_one(one, other):
    assert -1 - 1e-9 <= ngram_vector(one) @ ngram_vector(other) <= 1 + 1e-9


@given(st.lists(st.sampled_from(["key", "door", "red", "1", "#"]), max_size=12), st.integers(1, 4))
def test_as_many_ngrams_are_counted_as_there_are(words, size):
    counted = ngram_vector(" ".join(words), 997, sizes=(size,), unit=False)
    grams = [tuple(words[place : place + size]) for place in range(len(words) - size + 1)]
    assert np.abs(counted).sum() <= len(grams)
    if len(set(grams)) == 1:
        assert np.abs(counted).sum() == len(grams)


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=8), st.sampled_from(["words", "characters"]))
def test_vectors_of_several_sizes_are_the_sum_of_each(items, of):
    text = (" " if of == "words" else "").join(items)
    both = ngram_vector(text, 64, sizes=(1, 3), of=of, unit=False)
    one, three = (ngram_vector(text, 64, sizes=(size,), of=of, unit=False) for size in (1, 3))
    np.testing.assert_array_equal(both, one + three)


def test_a_bigram_is_not_its_reverse_nor_its_words():
    vectors = [
        ngram_vector("a b", 4096, sizes=(2,)),
        ngram_vector("b a", 4096, sizes=(2,)),
        ngram_vector("a", 4096, sizes=(1,)),
        ngram_vector("b", 4096, sizes=(1,)),
    ]
    assert len({int(np.flatnonzero(vector)[0]) for vector in vectors}) == 4


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Key at 3, 4", "key at 3, 4", True),
        ("key\tat  3 ,4", "key at 3, 4", True),
        ("key at 3, 4", "key at 4, 3", False),
        ("#.#", "##.", False),
        ("Straße", "strasse", True),
        ("\N{GRINNING FACE}", "\N{CRYING FACE}", False),
    ],
)
def test_what_is_one_text_to_ngrams(one, other, same):
    assert np.array_equal(ngram_vector(one, 4096), ngram_vector(other, 4096)) == same


@given(st.text(max_size=50))
def test_noise_taken_out_twice_is_as_noise_taken_out_once(text):
    clean = without_noise(["timestamps", "ids", "digits", "space", "case"])
    assert clean(clean(text)) == clean(text)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_texts_that_differ_in_numbers_alone_are_one(one, other):
    clean = without_noise(["digits"])
    assert key_of(clean(f"You have {one} coins.")) == key_of(clean(f"You have {other} coins."))
    assert key_of(clean(f"You have {one} coins.")) != key_of(clean(f"You have {one} keys."))


@pytest.mark.parametrize(
    ("facts", "names", "expected"),
    [
        ({"a.on": True, "a.at": (1, 2)}, None, ["a.at=(1, 2)", "a.on=True"]),
        ({"a.on": True, "a.at": (1, 2)}, ["a.on"], ["a.on=True"]),
        ({"a.on": 1}, None, ["a.on=1"]),
        ({"a.on": "1"}, None, ["a.on='1'"]),
        ({"a.on": 0.5}, ["a.on", "a.on"], ["a.on=0.5", "a.on=0.5"]),
        ({"a.on": 0.5}, [], []),
    ],
)
def test_facts_keep_their_types_apart(facts, names, expected):
    assert named_facts(facts, names) == expected
