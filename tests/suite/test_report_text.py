"""What becomes of any text and any number before it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.report.figures import Bar
from turnwise.report.numbers import counted, number, span
from turnwise.report.visible import shortened, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\tæ 漢 😀\n", "plain\tæ 漢 😀\n"),
        ("a\r\nb\rc", "a\nb␍c"),
        ("\0\x1b\x7f", "␀␛␡"),
        ("\ud800", "‹U+D800›"),
        ("\u202eabc\u2066", "‹U+202E›abc‹U+2066›"),
        ("\u2028\ufeff\x85\u200b", "‹U+2028›‹U+FEFF›‹U+0085›‹U+200B›"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_what_cannot_be_seen_is_shown(text, shown):
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_what_is_shown_can_be_written_and_is_shown_alike_twice(text):
    shown = visible(text)
    shown.encode()
    assert visible(shown) == shown


def test_a_long_text_keeps_its_ends_and_says_what_is_missing():
    assert shortened("a" * 50 + "b" * 9 + "c" * 50, 100) == f"{'a' * 50}\n‹ 9 characters left out ›\n{'c' * 50}"


def test_a_text_within_the_limit_stays():
    assert shortened("a" * 100, 100) == "a" * 100


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0, "plain", "0"),
        (14.5, "plain", "14.5"),
        (1234, "plain", "1,234"),
        (-0.5, "plain", "−0.5"),
        (1, "signed", "+1.00"),
        (-0.25, "signed", "−0.25"),
        (0, "signed", "0.00"),
        (0.0012, "signed", "+0.0012"),
        (1e-17, "signed", "0.00"),
        (float("-inf"), "signed", "−inf"),
        (0.8, "percent", "80 %"),
        (1.0, "percent", "100 %"),
        (0.999, "percent", "99.9 %"),
        (0.0001, "percent", "0.1 %"),
        (0.9999999, "whole", "99.9"),
        (0.035, "whole", "4"),
    ],
)
def test_a_number_is_short_and_never_hides_that_it_is_not_none_or_all(value, form, text):
    assert number(value, form) == text


def test_another_form_is_refused():
    with pytest.raises(ValueError, match="form='roman'"):
        number(1, "roman")


def test_a_count_takes_its_noun():
    assert [counted(count, "turn") for count in (0, 1, 2000)] == ["0 turns", "1 turn", "2,000 turns"]


def test_a_bar_of_one_length_is_named_by_it():
    assert [span(Bar(3, last, 1, 0, 0, 0)) for last in (3, 5)] == ["3", "3–5"]
