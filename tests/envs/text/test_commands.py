"""Natural commands: what is read out of a message, what is refused and why, and what is written reads back."""

import math
import string

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from turnwise.envs.text.commands import LINE_LENGTH, Call, Command, Commands, Slot, said

NUMBER = Slot("integer", "Which one.")
MOVES = Commands(
    [
        Command("take", ("take {object}", "pick up {object}")),
        Command("put", ("put {object} in {place}", "put {object} into {place}")),
        Command("weigh", ("weigh {load} kilos",), slots={"load": Slot("number")}),
        Command("turn", ("turn to {page}",), slots={"page": NUMBER}),
        Command("write", ("write {page}: {words}",), slots={"page": NUMBER, "words": Slot("text")}),
        Command("wait", ("wait", "do nothing")),
    ]
)
TALK = Commands(
    [Command("stop", ("stop",)), Command("say", ("say {words}",), slots={"words": Slot("text")})], speech="say"
)


@pytest.mark.parametrize(
    ("message", "name", "arguments"),
    [
        ("take apple", "take", ("apple",)),
        ("  TAKE   the Red  apple!  ", "take", ("the Red apple",)),
        ("pick up apple.", "take", ("apple",)),
        ("take: apple", "take", ("apple",)),
        ("Action: take apple", "take", ("apple",)),
        ("**take apple**", "take", ("apple",)),
        ("> `take apple`", "take", ("apple",)),
        ("**Action:** take apple", "take", ("apple",)),
        ("```\ntake apple\n```", "take", ("apple",)),
        ("put apple in box", "put", ("apple", "box")),
        ("put apple into box", "put", ("apple", "box")),
        ("put pin in tin in box", "put", ("pin", "tin in box")),
        ("turn to 7.", "turn", (7,)),
        ("turn to -07", "turn", (-7,)),
        ("weigh 2.50 kilos", "weigh", (2.5,)),
        ("weigh 1e-3 kilos.", "weigh", (0.001,)),
        ("write 3: one.\n\ntwo", "write", (3, "one.\n\ntwo")),
        ("wait", "wait", ()),
        ("Do nothing.", "wait", ()),
        ("I could wait for it, or take it.\n\ntake apple", "take", ("apple",)),
        ("take apple\n\nbecause I am hungry", "take", ("apple",)),
        ("<think>take pear</think>take apple", "take", ("apple",)),
        ("wait? No:\n<action>take pear</action> rather <ACTION>\ntake apple\n</ACTION> now", "take", ("apple",)),
    ],
)
def test_one_command_is_read_wherever_it_stands(message, name, arguments):
    assert MOVES.read(message) == (Call(name, arguments), "")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("", "No command was found"),
        ("fly to the moon", "No command was found"),
        ("I take apple", "No command was found"),
        ("<think>take apple", "No command was found"),
        ("take", "'take' is not of the form take {object}."),
        ("Thinking.\nput apple on box", "'put apple on box' is not of the form put {object} in {place}."),
        (
            "turn to page seven",
            "'turn to page seven' is not of the form turn to {page}, where {page} is a whole number.",
        ),
        ("turn to 1.5", "{page} is a whole number"),
        ("turn to 1234567890123456", "{page} is a whole number"),
        ("weigh many kilos", "{load} is a number"),
        ("weigh 1e999 kilos", "{load} is a number"),
        ("takes apple", "No command was found"),
        ("take apple\ntake pear", "several commands"),
        ("take apple\ntake apple", "several commands"),
        ("take " + "a" * LINE_LENGTH, f"at most {LINE_LENGTH} characters"),
        (None, "not NoneType"),
        (7, "not int"),
        (["take apple"], "not list"),
        (b"take apple", "not bytes"),
    ],
)
def test_what_is_no_single_command_is_refused_and_told_why_and_what_is_accepted(message, said):
    call, error = MOVES.read(message)
    assert call is None
    assert said in error
    assert error.endswith(MOVES.accepted())
    assert "take {object}" in MOVES.accepted()


def test_words_stay_on_their_line():
    call, error = MOVES.read("put apple\nin box")
    assert call is None
    assert "not of the form put" in error


def test_free_speech_is_what_is_no_command():
    assert TALK.read("How are\nyou?") == (Call("say", ("How are\nyou?",)), "")
    assert TALK.read("say stop") == (Call("say", ("stop",)), "")
    assert TALK.read("Stop.") == (Call("stop"), "")
    assert TALK.read("Enough.\nstop") == (Call("stop"), "")
    assert TALK.read("stop\nstop")[0] is None
    assert TALK.read("<think>hello</think>")[0] is None
    assert TALK.read(" \n ")[0] is None


WORDS = st.text(string.ascii_letters + string.digits + " -_'.,!?>*`\"éß漢", min_size=1, max_size=40).map(
    lambda text: " ".join(text.split())
)


@given(WORDS)
def test_words_read_back_as_they_were_written(words):
    assume(words.rstrip(" .!") == words != "")
    assert MOVES.read(MOVES.write("take", words))[0] == Call("take", (words,))


@given(WORDS, WORDS)
@example("pin", "in in in")
def test_two_arguments_read_back_where_the_word_between_is_in_none(first, second):
    assume(first and second and second.rstrip(" .!") == second)
    assume(all(f" {word} " not in f" {first} " for word in ("in", "into")))
    assume(not second.startswith(("in ", "into ")))
    assert MOVES.read(MOVES.write("put", first, second))[0] == Call("put", (first, second))


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_read_back(number):
    assert MOVES.read(MOVES.write("turn", number))[0] == Call("turn", (number,))


@given(st.floats(-1e99, 1e99, allow_subnormal=False).filter(lambda number: number == 0 or abs(number) > 1e-99))
@example(1e15)
@example(1e16)
@example(0.1 + 0.2)
@example(1.2345678901234567e-05)
def test_numbers_read_back(number):
    assert MOVES.read(MOVES.write("weigh", number))[0] == Call("weigh", (number,))


@given(st.text(max_size=200), st.integers(0, 99))
@example("take apple\nwait", 1)
@example(": colon", 1)
@example("x" * 5000, 1)
def test_text_reads_back_whole(text, number):
    text = text.strip()
    assume(text and "<" not in text)
    assert MOVES.read(MOVES.write("write", number, text))[0] == Call("write", (number, text))


@given(st.text())
def test_reading_any_message_raises_nothing_and_says_why_it_is_refused(message):
    for commands in (MOVES, TALK):
        call, error = commands.read(message)
        assert (call is None) == bool(error)
        assert commands.read(message) == (call, error)


def test_a_call_is_written_as_the_message_that_reads_back():
    assert MOVES.write_call("put", {"place": "box", "object": " the   apple "}) == "put the apple in box"
    assert MOVES.write_call("turn", {"page": 3.0}) == "turn to 3"
    assert MOVES.write_call("weigh", {"load": 2}) == "weigh 2.0 kilos"
    assert MOVES.write_call("take", {"object": "apple\nin paper."}) == "take apple in paper."
    assert TALK.write_call("say", {"words": "stop"}) == "say stop"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("take", {"object": ""}),
        ("take", {"object": "a" * LINE_LENGTH}),
        ("take", {"object": "<action>wait</action>"}),
        ("put", {"object": "pin in tin", "place": "box"}),
        ("turn", {"page": 10**15}),
        ("weigh", {"load": math.inf}),
        ("weigh", {"load": math.nan}),
        ("write", {"page": 1, "words": " \n"}),
        ("write", {"page": 1, "words": "<action>wait</action>"}),
        ("write", {"page": 1, "words": "one <think> two"}),
        ("write", {"page": 1, "words": "one</action><action>write 2: two</action>"}),
    ],
)
def test_a_call_that_no_message_says_is_refused(name, arguments):
    with pytest.raises(ValueError, match=rf"{name} cannot take"):
        MOVES.write_call(name, arguments)


def test_the_templates_make_the_tools():
    schema = {tool["function"]["name"]: tool["function"]["parameters"] for tool in MOVES.tools()}
    assert list(schema) == ["take", "put", "weigh", "turn", "write", "wait"]
    assert schema["put"]["properties"] == {"object": {"type": "string"}, "place": {"type": "string"}}
    assert schema["turn"]["properties"] == {"page": {"type": "integer", "description": "Which one."}}
    assert schema["weigh"]["properties"]["load"] == {"type": "number"}
    assert schema["wait"] == {"type": "object", "properties": {}, "required": []}
    assert Slot(options=("a", "b")).schema() == {"type": "string", "enum": ["a", "b"]}


def test_every_verb_stands_in_what_is_accepted():
    assert MOVES.verbs == ("take", "put", "weigh", "turn to", "write", "wait")
    assert all(verb in MOVES.accepted() for verb in MOVES.verbs)


def test_said_leaves_out_thoughts_and_takes_the_last_action():
    assert said(" hello ") == "hello"
    assert said("a<think>b</think>c") == "a c"
    assert said("a<THINK>b") == "a"
    assert said("<action>a</action><action>b</action>c") == "b"
    assert said("<action>a</action><action>b") == "a"
    assert said("</action>a<action><action>b</action>") == "b"


@pytest.mark.parametrize(
    "unit", ["put a in ", "<think>", "<action>", "> ", "in in ", "*", "write 1: a\n", "\n", "put a in\n"]
)
def test_long_messages_are_read_in_one_pass(unit):
    for message in (unit * (100_000 // len(unit)), "\n".join([f"put {unit * 300}"[:299]] * 330)):
        call, error = MOVES.read(message)
        assert call is None or call.name == "write"
        assert len(error) < 2_000
