"""The forms in which models write tool calls, and the check against a schema."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.tools.call_forms import tool_calls_of
from turnwise.reward_shaping.tools.json_schema import wrong_arguments

CALL = {"name": "take", "arguments": {"object": "apple", "count": 2}}
READ = [{"name": "take", "parameters": {"object": "apple", "count": 2}}]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def openai(*calls):
    functions = [{"name": call["name"], "arguments": json.dumps(call["arguments"])} for call in calls]
    listed = [{"id": str(index), "type": "function", "function": each} for index, each in enumerate(functions)]
    return json.dumps({"role": "assistant", "content": None, "tool_calls": listed})


@pytest.mark.parametrize(
    "message",
    [
        json.dumps(CALL),
        json.dumps([CALL]),
        json.dumps({"name": "take", "parameters": CALL["arguments"]}),
        f"```json\n{json.dumps(CALL, indent=2)}\n```",
        f"<think>Which? <tool_call></think> I take it.\n<tool_call>\n{json.dumps(CALL)}\n</tool_call>",
        openai(CALL),
        json.dumps(json.loads(openai(CALL))["tool_calls"]),
        json.dumps(json.loads(openai(CALL))["tool_calls"][0]),
    ],
)
def test_every_form_reads_as_the_same_call(message):
    assert tool_calls_of(message) == (READ, "")


def test_several_calls_keep_their_order():
    other = {"name": "look", "arguments": {}}
    expected = ([*READ, {"name": "look", "parameters": {}}], "")
    assert tool_calls_of(openai(CALL, other)) == expected
    tagged = "".join(f"<tool_call>{json.dumps(each)}</tool_call>" for each in (CALL, other))
    assert tool_calls_of(tagged) == expected


@pytest.mark.parametrize(
    "message", ["take apple", "", "{", '{"action": "left"}', "[1, 2]", None, 3, '["left"]', "[[[["]
)
def test_other_messages_make_no_call(message):
    assert tool_calls_of(message) == ([], "")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("<tool_call>take apple</tool_call>", "call 1 is not"),
        ('<tool_call>{"name": "take"', "not closed"),
        ('<tool_call>{"name": 3, "arguments": {}}</tool_call>', "call 1 is not"),
        ('{"name": "take", "arguments": "{"}', "arguments of tool call 1"),
        ('{"name": "take", "arguments": [1]}', "arguments of tool call 1"),
        ('{"tool_calls": "take"}', "looks like"),
        ('{"name": "take", "arguments": {"object": "apple"', "looks like"),
    ],
)
def test_a_call_that_cannot_be_read_is_said_to_be_one(message, said):
    calls, error = tool_calls_of(message)
    assert calls == []
    assert said in error


@given(st.text() | st.builds(json.dumps, JSON) | st.builds("<tool_call>{}</tool_call>".format, st.text()))
def test_no_message_raises(message):
    calls, error = tool_calls_of(message)
    assert not (calls and error)


SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "enum": ["a", "b"]},
        "count": {"type": "integer", "minimum": 1, "maximum": 3},
        "price": {"type": "number"},
        "fast": {"type": "boolean"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "place": {"type": "object", "properties": {"row": {"type": "integer"}}, "required": ["row"]},
        "note": {"type": ["string", "null"]},
        "any": {},
    },
    "required": ["name"],
}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "'name', which is missing"),
        ({"name": "c"}, "one of ['a', 'b']"),
        ({"name": 3}, "must be string"),
        ({"name": "a", "count": True}, "must be integer"),
        ({"name": "a", "count": 4}, "at least 1 and at most 3"),
        ({"name": "a", "count": 1.5}, "must be integer"),
        ({"name": "a", "price": "3"}, "must be number"),
        ({"name": "a", "fast": 1}, "must be boolean"),
        ({"name": "a", "tags": ["x", 3]}, "'tags'[1] must be string"),
        ({"name": "a", "place": {}}, "'row', which is missing"),
        ({"name": "a", "note": 3}, "string or null"),
        ({"name": "a", "other": 1}, "has no 'other'"),
        ([1], "by name"),
    ],
)
def test_what_is_wrong_is_named(arguments, said):
    assert said in wrong_arguments(SCHEMA, arguments, "tool")
    assert "tool" in wrong_arguments(SCHEMA, arguments, "tool")


def test_right_arguments_are_allowed():
    right = {"name": "a", "count": 3, "price": 1, "fast": False, "tags": [], "place": {"row": 1, "column": 2}}
    assert wrong_arguments(SCHEMA, {**right, "note": None, "any": [1, {"x": 2}]}, "tool") == ""
    assert wrong_arguments(SCHEMA, {"name": "a", "count": 2.0}, "tool") == ""
    assert wrong_arguments({**SCHEMA, "additionalProperties": True}, {"name": "a", "other": 1}, "tool") == ""


@given(JSON)
def test_checking_anything_raises_nothing(arguments):
    assert isinstance(wrong_arguments(SCHEMA, arguments, "tool"), str)


def test_what_an_argument_holds_is_no_thought():
    call = {"name": "say", "arguments": {"words": "a <think> b"}}
    assert tool_calls_of(json.dumps(call)) == ([{"name": "say", "parameters": {"words": "a <think> b"}}], "")
