"""BM25 by hand, and how results are ranked."""

import sys

import numpy as np
import pytest
from gymnasium.error import DependencyNotInstalled
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.search_qa.index import MOST_FOUND, Index, tokens

pytestmark = pytest.mark.needs("bm25s")

DOCUMENTS = ["heron heron lake", "heron tower", "tower bridge tower lake bridge"]


def bm25(word, documents, k1=1.5, b=0.75):
    """Return each document's score for one word, by the formula."""
    counts = [tokens(text).count(word) for text in documents]
    lengths = [len(tokens(text)) for text in documents]
    frequency = sum(count > 0 for count in counts)
    rarity = np.log(1 + (len(documents) - frequency + 0.5) / (frequency + 0.5))
    mean = np.mean(lengths)
    return [
        rarity * count / (count + k1 * (1 - b + b * length / mean)) if count else 0.0
        for count, length in zip(counts, lengths, strict=True)
    ]


def test_scores_by_hand():
    # "bridge" stands in one of three documents, twice in five words where the mean is 10/3:
    # ln(1 + 2.5/1.5) × 2 / (2 + 1.5 (0.25 + 0.75 × 1.5)) = 0.980829 × 2 / 4.0625
    assert Index(DOCUMENTS).scores("bridge").tolist() == pytest.approx([0, 0, 0.482870], abs=1e-6)


@pytest.mark.parametrize("word", ["heron", "tower", "lake", "bridge"])
def test_scores_are_the_formula(word):
    assert Index(DOCUMENTS).scores(word).tolist() == pytest.approx(bm25(word, DOCUMENTS), abs=1e-6)


def test_scores_of_words_add_up_and_a_word_said_twice_counts_twice():
    index = Index(DOCUMENTS)
    both = index.scores("heron") + index.scores("tower")
    np.testing.assert_allclose(index.scores("Heron, the tower!"), both, rtol=1e-6)
    np.testing.assert_allclose(index.scores("heron heron"), 2 * index.scores("heron"), rtol=1e-6)


@pytest.mark.parametrize("query", ["", "the of and", "zebra", "?!", "\x00"])
def test_a_query_without_a_known_word_finds_nothing(query):
    assert Index(DOCUMENTS).search(query) == ((), 0)


def test_the_best_stand_first_and_equals_in_the_order_of_articles():
    assert Index(["v", "u v", "u", "u"]).search("u") == ((2, 3, 1), 3)


def test_no_more_than_fifty_are_listed_but_all_are_counted():
    found, count = Index(["heron"] * 80 + ["heron heron"]).search("heron")
    assert count == 81
    assert found == (80, *range(MOST_FOUND - 1))


@given(st.lists(st.lists(st.sampled_from("uvwxyz"), max_size=6).map(" ".join), min_size=1, max_size=12), st.data())
def test_results_are_sorted_by_score(documents, data):
    query = data.draw(st.lists(st.sampled_from("uvwxyz"), max_size=4).map(" ".join))
    index = Index(documents)
    scores = index.scores(query)
    found, count = index.search(query)
    expected = sorted(np.flatnonzero(scores).tolist(), key=lambda number: (-scores[number], number))
    assert (list(found), count) == (expected, len(expected))


def test_without_bm25s_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "bm25s", None)
    with pytest.raises(DependencyNotInstalled, match=r'pip install "turnwise\[text\]"'):
        Index(DOCUMENTS)
