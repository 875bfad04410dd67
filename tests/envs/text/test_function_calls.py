"""Calls of typed tools, read out of messages."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.function_calls import FunctionCalls, Parameter, Tool

TOOLS = (
    Tool(
        "book",
        "Book a table.",
        {
            "name": Parameter(description="who comes"),
            "people": Parameter("integer"),
            "room": Parameter(options=("hall", "garden")),
            "hours": Parameter("number"),
            "smoking": Parameter("boolean"),
        },
        ("name", "people"),
    ),
    Tool("look", "Look around."),
    Tool(
        "order",
        "Order dishes.",
        {
            "dishes": Parameter(
                "array",
                items=Parameter(
                    "object", properties={"dish": Parameter(), "count": Parameter("integer")}, required=("dish",)
                ),
            ),
            "notes": Parameter("object"),
        },
        ("dishes",),
    ),
)
CALLS = FunctionCalls(TOOLS, limit=3)
ONE = FunctionCalls(TOOLS)
TALK = FunctionCalls([*TOOLS, Tool("say", "Speak.", {"message": Parameter()})], speech="say")

texts = st.text() | st.sampled_from(
    ['"', "'", "\\", "\\n", '"""', "<think>", "</action>", "a\nlook()", "é\u2028\x85😀"]
)
numbers = st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
bookings = st.fixed_dictionaries(
    {"name": texts, "people": st.integers(-(10**20), 10**20)},
    optional={
        "room": st.sampled_from(["hall", "garden"]),
        "hours": numbers | st.integers(-9, 9),
        "smoking": st.booleans(),
    },
)
orders = st.fixed_dictionaries(
    {"dishes": st.lists(st.fixed_dictionaries({"dish": texts}, optional={"count": st.integers(0, 9)}), max_size=3)},
    optional={"notes": st.dictionaries(texts, values, max_size=3)},
)
calls = st.one_of(
    st.tuples(st.just("book"), bookings),
    st.tuples(st.just("order"), orders),
    st.tuples(st.just("look"), st.just({})),
)


def same(one, other):
    """Whether two values are the same in kind, too."""
    return repr(one) == repr(other)


@given(calls)
def test_what_is_written_reads_back_as_the_same_call(call):
    name, arguments = call
    [read], error = ONE.read(ONE.write(name, arguments))
    assert (error, read.name) == ("", name)
    assert same(read.arguments, arguments)


@given(st.lists(calls, min_size=1, max_size=3))
def test_several_calls_read_back_in_their_order(several):
    read, error = CALLS.read(CALLS.write_calls(several))
    assert error == ""
    assert same([tuple(call) for call in read], several)


@given(texts.filter(str.strip))
def test_speech_as_a_call_says_the_same(words):
    [read], _ = TALK.read(TALK.write("say", {"message": words}))
    assert read.arguments == {"message": words}


@given(st.dictionaries(texts, values, max_size=3))
def test_any_arguments_can_be_written_and_wrong_ones_are_refused_by_name(arguments):
    wrong = {**arguments, "no such thing": 1}
    read, error = ONE.read(ONE.write("look", wrong))
    assert read == []
    assert error.startswith("look takes no argument ")


@pytest.mark.parametrize(
    "message",
    [
        'book(name="Ann", people=2)',
        "book('Ann', 2)",
        'book("Ann", people=2)',
        "  > book( name = 'Ann' ,people=2, ) ;",
        "`book(name='Ann', people=2)`.",
        'Action: book(name="""Ann""", people=+2)',
        '[book(name="Ann", people=2)]',
        '<think>look()</think>I book now.\nbook(name="Ann",\n     people=2)  # for Ann\nThat is all.',
        'look()\n<action>book(name="Ann", people=2)</action>\nlook()',
        '```python\nbook(name="Ann", people=2)\n```',
        'book(**{"name": "Ann", "people": 2})',
        'book(name="\\u0041nn", people=2, room=None)',
        "book(name='\\x41\\x6en', people=2, smoking=null)",
    ],
)
def test_a_call_is_read_however_it_is_written(message):
    read, error = ONE.read(message)
    assert error == ""
    assert read == [("book", {"name": "Ann", "people": 2})]


@pytest.mark.parametrize(
    "message", ["look()\nlook()", "[look(), look()]", "look(); look()", "[look(), look(),]\nDone."]
)
def test_several_calls_are_taken_up_to_the_limit(message):
    assert CALLS.read(message)[0] == [("look", {}), ("look", {})]
    read, error = ONE.read(message)
    assert read == []
    assert error.startswith("There are 2 calls in the message; a turn takes one.")
    assert "at most 3" in CALLS.read("look()\n" * 4)[1]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ('book(name="Ann", people="2")', 'book: people must be of type integer; got "2".'),
        ('book(name="Ann", people=2.0)', "book: people must be of type integer; got 2.0."),
        ('book(name="Ann", people=True)', "book: people must be of type integer; got True."),
        ('book(name="Ann")', "book needs the argument people (integer); it is missing."),
        ('book(name="Ann", people=2, room="roof")', 'book: room must be one of "hall", "garden"; got "roof".'),
        ('book(name="Ann", people=2, hours="1")', 'book: hours must be of type number; got "1".'),
        ('book(name="Ann", people=2, smoking=1)', "book: smoking must be of type boolean; got 1."),
        ("book(name=None, people=2)", "book: name must be of type string; got None."),
        (
            'book(name="Ann", people=2, dog=1)',
            "book takes no argument dog; it takes name, people, room, hours, smoking.",
        ),
        ("look(far=1)", "look takes no argument far; it takes none."),
        ('order(dishes=[{"dish": "soup"}, {"count": 1}])', "order: dishes[1] needs the argument dish (string)"),
        ('order(dishes=["soup"])', "order: dishes[0] must be of type object with dish (string), count (integer);"),
        ('order(dishes={"dish": "soup"})', "order: dishes must be of type array"),
        ("dance(wild=True)", "There is no tool dance."),
        ("book(1, 2, 3, 4, 5, 6)", "The call cannot be read: book takes 5 arguments, 6 are given."),
        ('book("Ann", name="Bob")', "The call cannot be read: the argument name is given twice."),
        ('book(name="Ann", name="Bob")', "The call cannot be read: the argument name is given twice."),
        ('book(name="Ann", 2)', "The call cannot be read: an argument without a name stands behind one with a name"),
        ("book(name=Ann)", 'The call cannot be read: a value (texts stand in quotes) was expected before "Ann)".'),
        ('book(name="Ann, people=2)', "The call cannot be read: the text in quotes does not end"),
        ('book(name="Ann"', "The call cannot be read: ')' was expected at the end."),
        ('book(name="Ann", people=) ', 'The call cannot be read: a value was expected before ")".'),
        ("look() or not", "The call cannot be read: more text stands behind the call of look on its line."),
        ("book(name=" + "[" * 30, "The call cannot be read: values are nested deeper than 20 levels."),
        ("book(people=" + "9" * 50 + ")", "The call cannot be read: a value was expected before"),
        ("book(people=1e999)", "The call cannot be read: 1e999 is too large."),
        ("book({1: 2})", 'The call cannot be read: a key in quotes was expected before "1: 2})".'),
        ("", "No tool call was found in the message."),
        ("I would like to look (around).", "No tool call was found in the message."),
    ],
)
def test_a_wrong_call_is_refused_with_what_is_allowed(message, said):
    read, error = ONE.read(message)
    assert read == []
    assert error.startswith(said)
    assert error.endswith(ONE.accepted())


def test_one_wrong_call_among_several_refuses_all():
    assert CALLS.read('look()\nbook(name="Ann")\nlook()')[0] == []
    assert CALLS.read("look()\nbook(name=\nlook()")[0] == []


def test_long_wrong_values_are_cut_in_the_error():
    error = ONE.read(f"book(name='Ann', people='{'9' * 1000}')")[1]
    assert len(error) < 400


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Good morning (or evening).", "Good morning (or evening)."),
        ("say Good morning.", "Good morning."),
        ("Say: two\nlines", "two\nlines"),
        ("saying (this) counts", "saying (this) counts"),
        ("<think>look()</think>\nHello!", "Hello!"),
        ('say(message="look()")', "look()"),
    ],
)
def test_a_message_without_a_call_is_speech_where_there_is_speech(message, words):
    assert TALK.read(message) == ([("say", {"message": words})], "")


def test_a_call_stands_out_of_the_words_around_it():
    assert TALK.read("I have a look.\nlook()\nThen we talk.")[0] == [("look", {})]
    assert TALK.read("look")[0] == [("look", {})]
    assert TALK.read("book(name=")[0] == []
    assert TALK.read("say ")[0] == []


def test_the_schema_is_the_one_of_function_calling():
    schema = CALLS.tools()[0]
    assert json.loads(json.dumps(schema)) == schema
    assert schema["type"] == "function"
    assert schema["function"]["name"] == "book"
    assert schema["function"]["parameters"] == {
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "who comes"},
            "people": {"type": "integer"},
            "room": {"type": "string", "enum": ["hall", "garden"]},
            "hours": {"type": "number"},
            "smoking": {"type": "boolean"},
        },
        "required": ["name", "people"],
        "additionalProperties": False,
    }
    dishes = CALLS.tools()[2]["function"]["parameters"]["properties"]["dishes"]
    assert dishes["items"]["required"] == ["dish"]


def test_the_listing_tells_every_tool_on_a_line():
    assert CALLS.listing().split("\n")[:2] == [
        'book(name: string, people: integer, room?: one of "hall", "garden", hours?: number, smoking?: boolean): '
        "Book a table. name is who comes.",
        "look(): Look around.",
    ]


def test_what_cannot_be_called_or_is_no_kind_is_an_error():
    with pytest.raises(ValueError, match=r"A tool's name is one of \['book', 'look', 'order'\]; got 'a b'"):
        ONE.write("a b", {})
    with pytest.raises(ValueError, match="Parameter needs kind to be one of"):
        Parameter("text")
    assert ONE.read(ONE.write("book", {"name": "Ann", "people": math.nan}))[0] == []
    assert ONE.read(3)[1].startswith("A message is text, not int.")


def test_hostile_messages_are_read_quickly_and_never_raise(hostile):
    for message in hostile(3000, 1):
        assert isinstance(ONE.read(message), tuple)
    for start in ("book(", "book(name='", 'book("""', "book([", "dance(", "[book(", "look();"):
        assert isinstance(CALLS.read(start * 20_000), tuple)


@pytest.mark.parametrize(
    "message",
    [
        '<tool_call>{"name": "look", "arguments": {}}</tool_call>',
        '{"name": "look", "arguments": {}}',
        '```json\n{"name": "look"}\n```',
        "<function=look></function>",
    ],
)
def test_a_call_in_another_form_is_refused_and_not_said(message):
    found, error = TALK.read(message)
    assert found == []
    assert error.startswith("The message looks like a call in another form.")
    assert "look" in error


def test_speech_may_hold_braces_and_marks():
    for words in ("The order {W1} is <b>late</b>.", "Use {curly} brackets."):
        [call], error = TALK.read(words)
        assert (call.arguments["message"], error) == (words, "")
