"""Interleaved in words: what is shown, and whether other words say the same."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from ..dialogue.text import quoted, silence
from .rules import Level, State, numbers, words
from .script import CHAT, Line

COMMANDS = Commands(
    [Command("say", ("say {message}",), "Say something to the user.", {"message": Slot("text")})],
    speech="say",
    example="say All right.",
)

THANKS = "Thank you, that was all. Goodbye."


def opening(level: Level) -> str:
    """Return the first observation."""
    name = level.name
    return (
        f"You are {name}'s assistant in one long conversation of {len(level.lines)} messages. {name} has several "
        "things going on at once, comes back to them, changes them and chats in between. Every message of yours "
        "answers one of theirs. Most ask for nothing, and any short reply will do; but remember what you are told, "
        "follow the rules you are given, and answer what you are asked. You are paid 1 at the end if "
        "every answer is right, else 0; you are not told whether one is.\n"
        "How your answers are read: where a number is asked for, the last number in your "
        "message counts, so write it in digits. Where a word "
        "or a name is asked for, the last fitting one counts. Where a list is asked for, name all that is on it and "
        "nothing else. Where a rule asks for one word, your whole message is that word; at any other time your message "
        "is never that word alone.\n"
        f"{COMMANDS.accepted()} Whatever is no command is said as it is.\n\n{quoted(name, level.lines[0].text)}"
    )


def farewell(name: str) -> str:
    """Return what is shown at the end."""
    return f"{quoted(name, THANKS)}\n(The conversation is over.)"


def view(state: State, said: str | None) -> str:
    """Return the user's present line.

    Args:
        state: of the conversation.
        said: the line in the user's own words, None if there was no answer.
    """
    if state.waiting or said is None:
        return f"{silence(state.level.name)} Write again."
    return quoted(state.level.name, said)


def persona(level: Level, line: Line) -> str:
    """Return what a model is told that plays the user and is to say a line."""
    kept = f" Use these words exactly as they are: {', '.join(line.keep)}." if line.keep else ""
    return (
        f"You are {level.name} and talk to your assistant about several things at once. Whatever they say, your next "
        f'message says this, in words of your own and no more: "{line.text}"{kept} Write only the message.'
    )


def says_the_same(line: Line, said: str, pools: frozenset[str]) -> bool:
    """Whether other words can stand for a line: they keep what must be kept and bring in nothing that matters.

    A line of a task of which nothing must be kept is said as it is.

    Args:
        line: what is to be said.
        said: the other words.
        pools: every word, in lower case, that matters to a task of the conversation.
    """
    text, kept = said.lower(), line.text.lower()
    if not line.keep and line.task != CHAT:
        return False
    if any(word.lower() not in text for word in line.keep) or sorted(numbers(said)) != sorted(numbers(line.text)):
        return False
    return not (set(words(said)) - set(words(kept))) & pools
