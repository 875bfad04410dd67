"""The laboratory's turns: from the words of a command to the things it means, and what comes of it."""

from __future__ import annotations

from typing import Any

from ..commands import Call
from . import rules, text, told
from .level import Level
from .names import BATTERIES, BEAKERS, BENCH, BOXES, POT, REFERENCES, SOILS, SPOTS
from .state import ON_BENCH, State

Things = dict[str, rules.Thing]


def turn(state: State, call: Call) -> tuple[State, str, str]:
    """Return the state after a call, what is observed, and why it is not possible."""
    name, words = call
    if name == "look":
        return state, text.look(state), ""
    if name == "examine":
        thing = things_of(state.level).get(_plain(words[0]))
        return (state, "", told.REFUSALS["no such thing"]) if thing is None else (state, text.examine(state, thing), "")
    things, error = understand(state.level, name, words)
    if not error:
        after = rules.transition(state, name, things)
        if not isinstance(after, str):
            return after, told.reply(state, after, name, things), ""
        error = after
    return state, "", told.REFUSALS[error].format(*words, "", "")


def understand(level: Level, command: str, words: tuple[Any, ...]) -> tuple[list[rules.Thing], str]:
    """Return the things that the words of a command mean, and why they mean none (empty if they do)."""
    if command == "set_oven":
        return [("degrees", words[0])], ""
    if command == "answer":
        number = answer_number(level, words[0])
        asked = level.experiment in ("melting_point", "reaction")
        return [("answer", number)], "no such answer" if asked and number < 0 else ""
    known, found = things_of(level), []
    for word in words:
        thing = known.get(_plain(_plain(word).removeprefix("temperature of ")))
        if thing is None:
            return [], "no such thing"
        found.append(thing)
    return found, ""


def answer_number(level: Level, said: str) -> int:
    """Return the number of the answer that was said, or -1."""
    words = said.lower().rstrip(".!")
    if level.candidates:
        degrees = words.replace("degrees", "").replace("celsius", "").replace("°c", "").replace("°", "").strip()
        return next((number for number, point in enumerate(level.candidates) if degrees == str(point)), -1)
    both = [things_of(level).get(_plain(word), ("", -1)) for word in words.replace(" + ", " and ").split(" and ")]
    pair = tuple(sorted(number for kind, number in both if kind == "liquid"))
    return level.pairs.index(pair) if pair in level.pairs and len(both) == 2 else -1


def things_of(level: Level) -> Things:
    """Return the kind and number of everything in the laboratory that has a name."""
    known: Things | None = level.memo.get("things")
    if known is None:
        known = level.memo["things"] = _things(level)
    return known


def _things(level: Level) -> Things:
    known: Things = {}
    if level.substances:
        known |= {BENCH: ("bench", ON_BENCH)}
        known |= _numbered("sample", [substance.name for substance in level.substances])
        known |= _numbered("device", [device.name for device in level.devices])
    if level.objects:
        known |= _numbered("object", level.objects) | _numbered("reference", REFERENCES, len(level.objects))
        known |= _numbered("battery", BATTERIES) | _numbered("box", BOXES)
    if level.liquids:
        known |= _numbered("liquid", [name.partition(" ")[0] for name in level.liquids])
        known |= _numbered("liquid", level.liquids) | _numbered("beaker", BEAKERS)
    if level.species:
        known |= _numbered("species", [species.name for species in level.species]) | _numbered("soil", SOILS)
        known |= _numbered("spot", SPOTS) | {POT: ("pot", 0), "plant": ("pot", 0)}
    return known


def _numbered(kind: str, names: Any, first: int = 0) -> Things:
    return {name: (kind, number) for number, name in enumerate(names, first)}


def _plain(word: str) -> str:
    """Return a name in lower case without its article."""
    word = word.lower()
    for article in ("the ", "a ", "an "):
        word = word.removeprefix(article)
    return word
