"""Exact match and F1, by hand and by their laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.search_qa.scoring import exact_match, f1, normalised


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("The Glass Harbour", "glass  harbour!"),
        ("an “Oath” for Dorothea", "Oath for Dorothea"),
        ("42,300", "42300"),
        ("The", "the"),
        ("A", "a"),
        ("Straße", "STRASSE"),
        ("Café Ormö", "Cafe\u0301 Ormo\u0308"),
    ],
)
def test_case_punctuation_and_articles_do_not_matter(text, same):
    assert normalised(text) == normalised(same)
    assert exact_match(text, [same]) == 1.0


def test_words_that_only_contain_an_article_stay():
    assert normalised("Theatre of Anaheim") == "theatre of anaheim"


def test_any_accepted_answer_matches_and_a_part_of_one_does_not():
    accepted = ["Maren Holt", "Liv Birk"]
    assert [exact_match(text, accepted) for text in ("liv birk", "Maren", "Maren Holt of Veldra", "")] == [1, 0, 0, 0]


def test_f1_by_hand():
    # two of the answer's four words are shared, which are all two of the accepted: P = 1/2, R = 1, F1 = 2/3
    assert f1("Maren Holt of Veldra", ["Maren Holt"]) == pytest.approx(2 / 3)
    # "holt" once in the answer, twice in the accepted: one shared, P = 1, R = 1/2
    assert f1("Holt", ["Holt Holt"]) == pytest.approx(2 / 3)
    assert f1("Orsk", ["Maren Holt", "Orsk"]) == 1.0
    assert f1("Orsk", ["Veldra"]) == 0.0


def test_where_nothing_is_accepted_every_answer_scores_zero():
    assert (exact_match("x", []), f1("x", [])) == (0.0, 0.0)


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=3))
def test_f1_is_a_share_and_at_least_the_exact_match(answer, accepted):
    assert 0.0 <= exact_match(answer, accepted) <= f1(answer, accepted) <= 1.0


@given(st.text(max_size=30), st.text(max_size=30))
def test_f1_does_not_care_which_of_two_is_the_answer(one, other):
    assert f1(one, [other]) == pytest.approx(f1(other, [one]))


@given(st.text(max_size=30))
def test_what_is_normalised_stays_as_it_is(text):
    assert normalised(normalised(text)) == normalised(text)


def test_a_list_of_everything_is_no_answer_and_earns_little():
    names = ["Maren Holt", "Liv Birk", "Emil Orsk", "Ada Kell", "Tor Vinge"]
    everything = ", ".join(names)
    # two of ten words are shared, which are both of the accepted: P = 1/5, R = 1, F1 = 1/3
    assert exact_match(everything, names[:1]) == 0.0
    assert f1(everything, names[:1]) == pytest.approx(1 / 3)
    assert f1(" ".join(str(year) for year in range(1800, 1900)), ["1850"]) == pytest.approx(2 / 101)
