"""Articles by title, by page and by what stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.search_qa.library import Article, Library, split_sentences, told_apart

pytestmark = pytest.mark.needs("bm25s")


def library(*titles):
    return Library([Article(title, (f"This is about {title}.",)) for title in titles])


@pytest.mark.parametrize("asked", ["Veldra", "veldra", " VELDRA ", '"Veldra"', "the Veldra", "Veldra."])
def test_a_title_is_found_in_any_case_with_quotes_stops_or_the(asked):
    assert library("Orsk", "Veldra").find(asked) == 1


def test_the_exact_title_wins_and_else_the_first_that_fits():
    books = library("salt", "Salt", "SALT")
    assert [books.find(title) for title in ("salt", "Salt", "SALT", "sAlt")] == [0, 1, 2, 0]
    assert books.find("pepper") is None


def test_titles_that_repeat_are_numbered():
    told = told_apart([Article("Orsk", ("a",)), Article("Orsk", ("b",)), Article("Orsk (2)", ("c",))])
    assert [article.title for article in told] == ["Orsk", "Orsk (2)", "Orsk (2) (2)"]


def test_a_search_weighs_the_title_more_than_the_text():
    books = Library([Article("Orsk", ("Veldra is far from here.",)), Article("Veldra", ("Orsk is far from here.",))])
    assert books.search("Veldra")[0] == (1, 0)


def test_sentences_are_split_at_stops_and_found_in_any_case():
    sentences = split_sentences("Veldra lies low. Is it old? It is!  Ships come.")
    assert sentences == ("Veldra lies low.", "Is it old?", "It is!", "Ships come.")
    assert Library([Article("Veldra", sentences)]).sentences_with(0, "IT IS") == ["It is!"]


@given(st.lists(st.text("ab ", min_size=1, max_size=40), max_size=12), st.integers(10, 100))
def test_pages_hold_every_sentence_once_and_none_is_too_long(sentences, size):
    pages = Library([Article("x", tuple(sentences))]).pages(0, size)
    assert " ".join(pages) == " ".join(sentences)
    assert all(len(page) <= size or page in sentences for page in pages)
