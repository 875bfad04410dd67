"""The commands of a household: as messages, and which thing, place, lamp or room their words mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..commands import Call, Commands, Slot
from ..commands import Command as Form
from . import rules, text
from .catalogue import PLACES
from .home import Level
from .rules import NOTHING, UNKNOWN, Command, State

_PLACE = Slot(description="a place with its number")
_THING = Slot(description="a thing with its number")
_LAMP = Slot(description="a lamp with its number")
_BOTH = {"thing": _THING, "place": _PLACE}

COMMANDS = Commands(
    [
        Form("go_to", ("go to {place}",), "Go to a place of this room, or into the next room.", {"place": _PLACE}),
        Form("open", ("open {place}",), "Open the place you are at.", {"place": _PLACE}),
        Form("close", ("close {place}", "shut {place}"), "Close the place you are at.", {"place": _PLACE}),
        Form("take", ("take {thing} from {place}", "pick up {thing} from {place}"), "Take a thing.", _BOTH),
        Form(
            "put",
            (
                *(
                    f"{verb} {{thing}} {where} {{place}}"
                    for verb in ("put", "place")
                    for where in ("in", "on", "in/on", "into", "onto")
                ),
                "move {thing} to {place}",
            ),
            "Put the thing you hold in or on the place you are at.",
            _BOTH,
        ),
        Form("clean", ("clean {thing} with {place}", "wash {thing} with {place}"), "Clean what you hold.", _BOTH),
        Form("heat", ("heat {thing} with {place}",), "Heat what you hold.", _BOTH),
        Form("cool", ("cool {thing} with {place}",), "Cool what you hold.", _BOTH),
        Form("turn_on", ("turn on {lamp}", "use {lamp}", "switch on {lamp}"), "Turn a lamp on.", {"lamp": _LAMP}),
        Form("turn_off", ("turn off {lamp}", "switch off {lamp}"), "Turn a lamp off.", {"lamp": _LAMP}),
        Form("examine", ("examine {thing}", "look at {thing}"), "Look closely at a thing, place or lamp."),
        Form("look", ("look", "look around"), "Look around."),
        Form("inventory", ("inventory", "check inventory"), "See what you hold."),
    ],
    example="go to drawer 1",
)

Meaning = tuple[Command | None, str]
"""A command and an error: None and why, or the command and an empty text."""


def meaning(state: State, call: Call) -> Meaning:
    """Return which command a call is."""
    level = state.level
    found: Meaning | None = level.memo.get(call)
    if found is None:
        found = READERS[call.name](state, *call.arguments)
        if found[0] is not None and all(argument in _names(level) for argument in call.arguments):
            level.once(call, lambda: found)  # full names mean the same in every state
    return found


def write(level: Level, command: Command) -> str:
    """Return the message that says a command."""
    name = text.name_of(level, command)
    verb, place = command.verb, command.place
    if verb in ("go", "enter"):
        return f"go to {name}"
    if verb.startswith("examine"):
        return f"examine {name}"
    if place == NOTHING:
        return f"{verb} {name}".rstrip()
    joint = {"take": "from", "put": "in" if PLACES[level.places[place].kind].inside else "on"}.get(verb, "with")
    return f"{verb} {name} {joint} {level.place_names[place]}"


def legal(state: State) -> list[str]:
    """Return the commands that are possible, without looking closely at what is not in the hand."""
    level, at, held = state.level, state.at, state.held
    things = rules.contents(state)
    key = "legal", at, held, at >= 0 and state.opened >> at & 1, state.lit, *things
    return level.once(key, lambda: [write(level, command) for command in _possible(state, things)]).copy()


def _possible(state: State, things: Sequence[int]) -> list[Command]:
    level, at, held = state.level, state.at, state.held
    room = level.room_of(at)
    found = [Command("go", place) for place, facts in enumerate(level.places) if facts.room == room and place != at]
    found += [Command("enter", other) for other in level.next_rooms[room]]
    if at >= 0:
        tries = [Command("open", at), Command("close", at)]
        tries += [Command("take", thing, at) for thing in things]
        tries += [Command(verb, held, at) for verb in ("put", "clean", "heat", "cool") if held != NOTHING]
        tries += [Command(verb, lamp) for lamp in level.lamps_on.get(at, ()) for verb in ("turn on", "turn off")]
        found += [command for command in tries if not rules.refusal(state, command)]
    if held != NOTHING:
        found.append(Command("examine", held))
    return [*found, Command("look"), Command("inventory")]


def _names(level: Level) -> dict[str, tuple[str, int]]:
    """Return what each full name means: ``"place"``, ``"thing"``, ``"lamp"`` or ``"room"``, and which."""
    kinds = {"room": level.rooms, "lamp": level.lamp_names, "thing": level.thing_names, "place": level.place_names}
    return level.once(
        "names", lambda: {name: (kind, index) for kind, names in kinds.items() for index, name in enumerate(names)}
    )


def _plain(words: str) -> str:
    """Return a name in lower case without its article."""
    words = words.casefold()
    for article in ("the ", "a ", "an ", "my "):
        words = words.removeprefix(article)
    return words


def _find(state: State, words: str, doing: str, *kinds: str) -> tuple[str, int, str]:
    """Return what words mean: a name, in any case and with an article, or a kind of which one is within reach.

    Args:
        state: the present state.
        words: the agent's.
        doing: what the agent wants to do, for the reason.
        kinds: what may be meant.

    Returns:
        Its kind, its number, and where it is nothing of the ``kinds``, why not: empty if nothing within reach is meant.
    """
    names = _names(state.level)
    words = words if words in names else _plain(words)
    kind, index = names.get(words, ("", NOTHING))
    if kind in kinds:
        return kind, index, ""
    near = _near(state)
    if kind:
        return "", NOTHING, f"You can't {doing} {words}." if words in near else ""
    near = [name for name in near if names[name][0] in kinds and name.rpartition(" ")[0] == words]
    if len(near) == 1:
        return *names[near[0]], ""
    return "", NOTHING, f"There are several; say which one: {text.listed(near)}." if near else ""


def _near(state: State) -> list[str]:
    """Return the full names of the places and doors of this room and of what is within reach."""
    level, at = state.level, state.at
    room = level.room_of(at)
    names = [name for name, place in zip(level.place_names, level.places, strict=True) if place.room == room]
    names += [level.rooms[near] for near in (room, *level.next_rooms[room])]
    names += [level.thing_names[thing] for thing in rules.contents(state)]
    names += [level.thing_names[state.held]] if state.held != NOTHING else []
    return names + [level.lamp_names[lamp] for lamp in level.lamps_on.get(at, ())]


def _go_to(state: State, words: str) -> Meaning:
    kind, index, why = _find(state, words, "go to", "place", "room")
    if not kind:
        return None, why or f"You can't go to {_plain(words)} from here."
    return Command("enter" if kind == "room" else "go", index), ""


def _at_place(verb: str) -> Callable[[State, str], Meaning]:
    def read(state: State, words: str) -> Meaning:
        kind, index, why = _find(state, words, verb, "place")
        return (Command(verb, index), "") if kind else (None, why or f"You are not at {_plain(words)}.")

    return read


def _with_thing(verb: str) -> Callable[[State, str, str], Meaning]:
    joint = {"take": "from", "put": "in"}.get(verb, "with")

    def read(state: State, words: str, place_words: str) -> Meaning:
        kind, place, why = _find(state, place_words, f"{verb} anything {joint}", "place")
        if not kind:
            return None, why or f"You are not at {_plain(place_words)}."
        kind, thing, why = _find(state, words, verb, "thing")
        if kind:
            return Command(verb, thing, place), ""
        command = Command(verb, UNKNOWN, place)
        return None, why or text.refused(state, command, rules.refusal(state, command), _plain(words))

    return read


def _lamp(verb: str) -> Callable[[State, str], Meaning]:
    def read(state: State, words: str) -> Meaning:
        kind, index, why = _find(state, words, verb, "lamp")
        return (Command(verb, index), "") if kind else (None, why or f"There is no {_plain(words)} here.")

    return read


def _examine(state: State, words: str) -> Meaning:
    kind, index, why = _find(state, words, "examine", "thing", "place", "lamp")
    if not kind:
        return None, why or f"You see no {_plain(words)} here."
    return Command("examine" if kind == "thing" else f"examine {kind}", index), ""


def _alone(verb: str) -> Callable[[State], Meaning]:
    return lambda state: (Command(verb), "")


READERS: dict[str, Callable[..., Meaning]] = {
    "go_to": _go_to,
    "open": _at_place("open"),
    "close": _at_place("close"),
    **{verb: _with_thing(verb) for verb in ("take", "put", "clean", "heat", "cool")},
    "turn_on": _lamp("turn on"),
    "turn_off": _lamp("turn off"),
    "examine": _examine,
    "look": _alone("look"),
    "inventory": _alone("inventory"),
}
