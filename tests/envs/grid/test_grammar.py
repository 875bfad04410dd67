"""What messages mean: the documented grammar of the grid environments."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.grid.grammar import MEMO_SIZE, Grammar

WORDS = {"up": ("north", "push up"), "left": ("west",), "pick up": ("grab",), "toggle": ("open",)}
GRAMMAR = Grammar(WORDS)


@pytest.mark.parametrize(
    ("message", "command"),
    [
        ("up", "up"),
        ("  UP!  ", "up"),
        ("I think I should go north.", "up"),
        ("push up", "up"),
        ("<action>left</action>", "left"),
        ("Up is blocked, so <action> west </action>", "left"),
        ("<action>up</action> no, <ACTION>left</ACTION>", "left"),
        ("<think>up or left?</think> left", "left"),
        ('["left"]', "left"),
        ('{"action": "Pick_Up"}', "pick up"),
        ('{"actions": ["open"]}', "toggle"),
        ('<action>["left"]</action>', "left"),
        ("pick-up", "pick up"),
        ("pick\n up", "pick up"),
        ("an <action> tag is not left open: <action>up</action>", "up"),
        ("<action>up</action> and then <action>", "up"),
        ("</action><action>up</action></action>", "up"),
        ("éup, àup, up", "up"),
    ],
)
def test_reads_the_command(message, command):
    assert GRAMMAR.read(message) == ((command,), "")


@pytest.mark.parametrize("message", ["", "upward", "leftovers", "<action></action>", "[]", "{}", "<think>up", "go"])
def test_no_command_is_an_error_that_says_what_is_accepted(message):
    commands, error = GRAMMAR.read(message)
    assert commands == ()
    assert all(command in error for command in WORDS)


@pytest.mark.parametrize("message", ["pıck up", "PİCK UP", "pİck_up", "<action>pıck up</action>", "éleft"])
def test_letters_that_only_look_like_a_commands_are_other_letters(message):
    assert GRAMMAR.read(message, 2)[0] in ((), ("up",))


def test_tags_that_are_never_closed_are_read_once_not_once_a_tag():
    for message in ("<action>" * 100_000, "<think><action>" * 100_000, "<action>a" * 100_000):  # else: minutes
        assert GRAMMAR.read(message)[1].startswith("No command was found")


def test_a_json_entry_must_be_exactly_one_command():
    assert GRAMMAR.read('["left", "jump"]', 2)[1].startswith("'jump' is not a command.")
    assert GRAMMAR.read('["go left please"]')[1].startswith("'go left please' is not a command.")
    assert GRAMMAR.read('[["left"]]')[1].startswith("['left'] is not a command.")
    assert len(GRAMMAR.read(json.dumps(["x" * 500]))[1]) < 200


def test_more_commands_than_a_turn_plays_are_refused_whole():
    assert GRAMMAR.read("left, then up", 2) == (("left", "up"), "")
    for message in ("left, then up", '["left", "up"]', "not left but up"):
        commands, error = GRAMMAR.read(message, 1)
        assert commands == ()
        assert error.startswith("More than 1 command in one message.")


def test_a_phrase_wins_over_the_word_inside_it():
    assert GRAMMAR.read("pick up up", 2) == (("pick up", "up"), "")


def test_every_command_reads_back_from_what_is_written():
    for commands in [("up",), ("pick up", "left"), ("toggle",) * 3]:
        assert GRAMMAR.read(GRAMMAR.write(commands), 3) == (commands, "")


@given(st.text(), st.integers(1, 4))
def test_any_text_gives_commands_or_an_error_never_both(message, limit):
    commands, error = GRAMMAR.read(message, limit)
    assert bool(commands) != bool(error)
    assert len(commands) <= limit
    assert GRAMMAR.read(message, limit) == (commands, error)


def test_the_memo_is_bounded():
    grammar = Grammar(WORDS)
    for number in range(MEMO_SIZE + 10):
        grammar.read(f"left {number}")
    grammar.read("left" + " " * 10_000)
    assert len(grammar._memo) == MEMO_SIZE


@pytest.mark.parametrize("thing", [None, 3, b"up", ["up"], {"action": "up"}])
def test_what_is_no_text_is_an_error(thing):
    commands, error = GRAMMAR.read(thing)
    assert commands == ()
    assert type(thing).__name__ in error
