"""Quest's turns: from the words of a command to the things it means and what comes of it."""

from __future__ import annotations

from typing import Any

from ..commands import Call
from . import rules, text, told
from .names import FORMS
from .state import State, sees

SLOTS = {
    "go": "d",
    "open": "f",
    "close": "f",
    "unlock": "fi",
    "take": "i",
    "drop": "i",
    "put": "if",
    "craft": "k",
    "read": "f",
    "cut": "io",
    "cook": "if",
    "prepare_meal": "",
    "eat": "i",
}
"""What each command takes: a direction, an item (seen here), a fixture (here), a form, or what is to be crafted."""

Understood = tuple[tuple[Any, ...], str]
"""The things that words mean, and why they mean none (empty if they do)."""


def turn(state: State, call: Call) -> tuple[State, str, str]:
    """Return the state after a call, what is observed, and why it is not possible."""
    name, words = call
    if name == "look":
        return state, text.room(state), ""
    if name == "inventory":
        return state, text.inventory(state), ""
    words = tuple(_plain(word) for word in words)
    if name == "examine":
        seen = text.thing_seen(state, words[0])
        return state, seen, "" if seen else told.REFUSALS["not here"]
    if name == "take" and " from " in words[0]:
        words = (_plain(words[0].partition(" from ")[0]),)
    things, error = understand(state, SLOTS[name], words)
    if error:
        return state, "", told.refusal(state.level, error, words)
    after = rules.transition(state, name, *things)
    if isinstance(after, str):
        return state, "", told.refusal(state.level, after, words)
    return after, told.reply(state, after, name, things), ""


def understand(state: State, slots: str, words: tuple[str, ...]) -> Understood:
    """Return what the words of a command mean here.

    Args:
        state: the present state.
        slots: what the words have to be, as in ``SLOTS``.
        words: in lower case, without articles.
    """
    items, fixtures = state.level.by_name
    here = state.level.standing[state.room]
    found: list[Any] = []
    for place, (slot, word) in enumerate(zip(slots, words, strict=True)):
        item, fixture = items.get(word, -1), fixtures.get(word, -1)
        item = item if item >= 0 and sees(state, item) else -1
        fixture = fixture if fixture in here else -1
        if slot == "d":
            found.append(word)
        elif slot == "o":
            if word not in FORMS[1:]:
                return (), "no form"
            found.append(FORMS.index(word))
        elif slot == "k":
            found.append(items.get(word, -1))
        else:
            wanted, other = (item, fixture) if slot == "i" else (fixture, item)
            if wanted < 0:
                return (), "not here" if other < 0 else ("not possible", "not possible there")[place]
            found.append(wanted)
    return tuple(found), ""


def _plain(word: str) -> str:
    """Return a name in lower case without its article."""
    word = word.lower()
    for article in ("the ", "a ", "an "):
        word = word.removeprefix(article)
    return word
