"""ToolRL's reward by hand and by its released code, and the parser that no message makes raise."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.tools import blocks, parse_tool_calls, tool_call_correctness, tool_call_scales


def call(tool, **parameters):
    return {"name": tool, "parameters": parameters}


TWO = [call("find", query="x"), call("book", day=3, seats=2)]


def test_an_extra_call_by_hand():
    # names: 2 of 3 shared; find: 1 + 1; book: 1 + 2; all of 1 + (1 + 1) + (1 + 2) = 6
    score = (2 / 3 + 2 + 3) / 6
    assert 6 * score - 3 == pytest.approx(2.67, abs=0.005)
    assert tool_call_correctness(TWO, [*TWO, call("pay")]) == pytest.approx(6 * score - 3)


@pytest.mark.parametrize(
    ("made", "reward"),
    [
        (TWO, 3.0),
        (TWO[::-1], 3.0),  # not the same list, but every part of the sum is had
        ([], -3.0),
        (None, -3.0),
        ([call("other")], -3.0),
        ([call("find", query="y"), TWO[1]], 6 * (1 + 1 + 3) / 6 - 3),  # one value wrong
        ([call("find", question="x"), TWO[1]], 6 * (1 + 0 + 3) / 6 - 3),  # one parameter misnamed
        ([TWO[1]], 6 * (1 / 2 + 3) / 6 - 3),  # one call left out
        ([call("find", query="x", top=5), TWO[1]], 6 * (1 + 1 / 2 + 1 + 3) / 6 - 3),  # one parameter too many
    ],
)
def test_correctness_by_hand(made, reward):
    assert tool_call_correctness(TWO, made) == pytest.approx(reward)


def test_a_text_is_not_a_number():
    assert tool_call_correctness([call("book", day=3)], [call("book", day="3")]) == pytest.approx(6 * (1 + 1) / 3 - 3)


def test_each_expected_call_takes_the_best_that_is_free():
    expected = [call("f", a=1), call("f", a=2)]
    made = [call("f", a=2), call("f", a=1)]
    assert tool_call_correctness(expected, made) == pytest.approx(3.0)
    assert tool_call_correctness(expected, [call("f", a=1)] * 2) == pytest.approx(6 * (1 + 2 + 1) / 5 - 3)


def test_granularities_by_hand():
    made = [call("find", query="x"), call("book", day=3, seats=4), call("pay")]
    rewards = {kind: tool_call_correctness(TWO, made, granularity=kind) for kind in ("fine", "strict", "call", "set")}
    assert rewards == {
        "fine": pytest.approx(6 * (2 / 3 + 2 + 2) / 6 - 3),
        "strict": pytest.approx(6 * (0 + 2 + 2) / 6 - 3),
        "call": pytest.approx(6 * (2 / 3 + 1 + 0) / 3 - 3),
        "set": -3.0,
    }


def test_where_nothing_is_expected_nothing_is_earned():
    assert tool_call_correctness([], [call("find")]) == tool_call_correctness([], None) == 0.0


def test_another_scale():
    assert tool_call_correctness(TWO, [], scale=1.0) == -1.0
    with pytest.raises(ValueError, match="scale >= 0"):
        tool_call_correctness(TWO, [], scale=-1.0)
    with pytest.raises(ValueError, match="granularity"):
        tool_call_correctness(TWO, [], granularity="word")


VALUES = st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=2)
CALLS = st.lists(
    st.builds(
        lambda name, parameters: {"name": name, "parameters": parameters},
        st.sampled_from("fg"),
        st.dictionaries(st.sampled_from("ab"), VALUES, max_size=2),
    ),
    max_size=4,
)
KINDS = st.sampled_from(["fine", "strict", "call", "set"])


@given(expected=CALLS, made=CALLS, kind=KINDS)
def test_correctness_lies_within_its_scale_and_is_whole_for_the_expected_calls(expected, made, kind):
    assert -3 - 1e-9 <= tool_call_correctness(expected, made, granularity=kind) <= 3 + 1e-9
    assert tool_call_correctness(expected, expected, granularity=kind) == (3 if expected else 0)


@given(expected=CALLS.filter(bool), made=CALLS)
def test_a_call_to_a_tool_nobody_expects_never_pays(expected, made):
    without = tool_call_correctness(expected, made)
    assert tool_call_correctness(expected, [*made, call("unheard of")]) <= without + 1e-9


@pytest.mark.parametrize(
    ("schedule", "step", "scales"),
    [
        ("constant", 0, (3.0, 1.0)),
        ("constant", 999, (3.0, 1.0)),
        ("two_stage", 29, (1.0, 1.0)),
        ("two_stage", 30, (3.0, 0.5)),
        ("linear", 0, (2.0, 2.0)),
        ("linear", 75, (2.5, 1.5)),
        ("linear", 150, (3.0, 1.0)),
        ("linear", 999, (3.0, 1.0)),
    ],
)
def test_schedules_by_hand(schedule, step, scales):
    assert tool_call_scales(step, schedule) == pytest.approx(scales)


def test_an_unknown_schedule_is_refused():
    with pytest.raises(ValueError, match="schedule"):
        tool_call_scales(0, "cosine")


A, B = '{"name": "f", "parameters": {"a": 1}}', '{"name": "g", "arguments": {}}'


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("no call", []),
        (f"<tool_call>{A}</tool_call>", ["f"]),
        (f"<think>so</think>\n<tool_call>\n{A}\n{B}\n</tool_call> done", ["f", "g"]),
        (f"<tool_call>[{A}, {B}]</tool_call>", ["f", "g"]),
        (f"<tool_call>{A}</tool_call><tool_call>{B}</tool_call>", ["f", "g"]),
        ('<tool_call>{\n"name":\n"h"}</tool_call>', ["h"]),
        ("<tool_call></tool_call>", None),
        ("<tool_call>[]</tool_call>", None),
        ("<tool_call>f(1)</tool_call>", None),
        (f"<tool_call>{A}", None),
        (f"{A}</tool_call>", None),
        (f"</tool_call><tool_call>{A}", None),
        (f"<tool_call>{A}\noops</tool_call>", None),
        ('<tool_call>{"name": 3}</tool_call>', None),
        ('<tool_call>{"name": "f", "parameters": [1]}</tool_call>', None),
        ("<tool_call>null</tool_call>", None),
        ("<tool_call>" + "[" * 100_000 + "</tool_call>", None),
        ('<tool_call>{"name": "f", "parameters": {"a": ' + "9" * 10_000 + "}}</tool_call>", None),
    ],
)
def test_calls_are_read_or_not(message, names):
    calls = parse_tool_calls(message)
    assert calls == names is None or [each["name"] for each in calls] == names


def test_arguments_stand_for_parameters():
    assert parse_tool_calls(f"<call>{B}</call>", "call") == [call("g")]


def test_blocks_between_tags():
    assert blocks("<a>x</a> y <a></a>", "a") == ["x", ""]
    assert blocks("<b>x</b>", "a") == []
    assert blocks("<a>x<a>y</a>", "a") is None


TAGS = st.sampled_from(["<tool_call>", "</tool_call>", A, B, "{", "}", "[", "]", "\n", '"', "null", "NaN", "1e999"])


@given(message=st.text() | st.lists(TAGS | st.text(max_size=3)).map("".join))
def test_no_message_raises(message):
    calls = parse_tool_calls(message)
    assert calls is None or all(isinstance(each["name"], str) for each in calls)
    assert -3 <= tool_call_correctness(TWO, calls) <= 3


@given(calls=CALLS.filter(bool))
def test_what_is_written_is_read(calls):
    lines = "\n".join(json.dumps(each) for each in calls)
    assert parse_tool_calls(f"<tool_call>\n{lines}\n</tool_call>") == calls
    assert parse_tool_calls(f"<tool_call>{json.dumps(calls)}</tool_call>") == calls
