"""Messages made of declared tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import follows_format

BOTH = ["think", "answer"]


@pytest.mark.parametrize(
    ("message", "follows"),
    [
        ("<think>a b</think><answer>7</answer>", True),
        ("  <think>a</think>\n<answer>7</answer>\n", True),
        ("<think>2 < 3 and <b>bold</b></think><answer>7</answer>", True),
        ("<answer>7</answer>", False),
        ("<answer>7</answer><think>a</think>", False),
        ("<think>a</think><think>b</think><answer>7</answer>", False),
        ("<think>a<answer>7</answer></think>", False),
        ("<think></think><answer>7</answer>", False),
        ("<think>a</think><answer> \n</answer>", False),
        ("<think>a</think><answer>7", False),
        ("<think>a</think>7</answer>", False),
        ("<think>a</answer><answer>7</think>", False),
        ("", False),
    ],
)
def test_think_then_answer(message, follows):
    assert follows_format(message, BOTH) is follows
    assert follows_format(message, BOTH, strict=False) is follows


@pytest.mark.parametrize(
    "message", ["Well, <think>a</think><answer>7</answer>", "<think>a</think> so <answer>7</answer>."]
)
def test_text_outside_the_tags_is_allowed_only_if_not_strict(message):
    assert not follows_format(message, BOTH)
    assert follows_format(message, BOTH, strict=False)


@pytest.mark.parametrize(
    ("tags", "counts"),
    [(["a"], {1}), (["a?"], {0, 1}), (["a*"], {0, 1, 2, 3}), (["a+"], {1, 2, 3})],
)
def test_counts(tags, counts):
    for count in range(4):
        assert follows_format("<a>x</a>" * count, tags) is (count in counts)


def test_the_order_of_optional_tags_is_kept():
    tags = ["think?", "search*", "answer"]
    assert follows_format("<search>x</search><search>y</search><answer>7</answer>", tags)
    assert not follows_format("<search>x</search><think>a</think><answer>7</answer>", tags)


def test_a_name_that_begins_another_is_not_confused_with_it():
    assert follows_format("<thinking>a</thinking>", ["thinking", "think?"])
    assert not follows_format("<thinking>a</thinking>", ["think"])


@given(st.text(alphabet="</>abthinkwser ", max_size=60))
def test_any_text_is_judged_without_an_exception(message):
    assert follows_format(message, BOTH) in (True, False)


def test_no_text_is_no_message_unless_every_tag_may_be_missing():
    assert not follows_format("", BOTH)
    assert follows_format("", ["think?"])


@pytest.mark.parametrize("tags", [[], ["a", "a"], ["a?", "a"], ["a??"], ["two words"], ["<a>"], [""]])
def test_a_declaration_that_is_no_list_of_tags_is_refused(tags):
    with pytest.raises(ValueError, match="list of different tag names"):
        follows_format("", tags)
