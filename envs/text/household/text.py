"""What the agent of a household reads: the opening, what each command shows, why one is not possible."""

from __future__ import annotations

from collections.abc import Sequence

from .catalogue import PLACES, THINGS, TOOLS
from .home import Level
from .rules import NOTHING, Command, State, contents, in_light, is_open, solved
from .wordings import goal_text

DONE = "The task is done."
OPEN = "It is open. "

REFUSALS = {
    "there": "You are at {about} already.",
    "elsewhere": "You can't go to {about} from here.",
    "inside": "You are in the {about} already.",
    "away": "You are not at {place}.",
    "no lid": "{Place} can't be opened or closed.",
    "open": "{Place} is open already.",
    "closed": "{Place} is closed.",
    "held": "You hold {about} already.",
    "absent": "You see no {about} here.",
    "unseen": "You see no {about} here.",
    "full": "You can hold one thing only, and you hold {held}.",
    "not held": "You don't hold {about}.",
    "no tool": "{Place} can't {verb} anything.",
    "useless": "There is no use in trying to {verb} {about}.",
    "no lamp": "There is no {about} here.",
    "on": "{About} is on already.",
    "off": "{About} is off already.",
}

RULES = """\
How things work here:
- One message is one command. From anywhere you can go to any place of the room you are in{doors}.
- What is in or on a place is seen only at that place, and only if the place is not closed.
- You can hold one thing at a time. Take it and put it down at a place that is not closed.
- A {clean} cleans, a {heat} heats and a {cool} cools what you hold while you are there; you need not open it.
- What you examine while you hold it beside a lamp that is on, you examine in the light.
- Any thing and any place of the kind that is asked for will do.

Commands (things, places and lamps are called by name and number, such as drawer 1):
go to PLACE; open PLACE; close PLACE; take THING from PLACE; put THING in PLACE (or: on PLACE);
clean THING with PLACE; heat THING with PLACE; cool THING with PLACE; turn on LAMP; turn off LAMP;
examine THING (or a place or lamp); look; inventory
Answer with one command, for example <action>go to {example}</action>."""


def opening(state: State, *, paraphrased: bool) -> str:
    """Return the first observation."""
    level = state.level
    tools = {verb: _choice(kinds) for verb, kinds in TOOLS.items()}
    doors = " or into a room behind one of its doors" if len(level.rooms) > 1 else ""
    example = next(
        name for name, place in zip(level.place_names, level.places, strict=True) if place.room == level.start
    )
    rules = RULES.format(doors=doors, example=example, **tools)
    return (
        f"You are a household robot and do what is asked.\n\nTask: {goal_text(level, paraphrased=paraphrased)}\n\n"
        f"You are in the middle of the {level.rooms[level.start]}. {around(level, level.start)}\n\n{rules}"
    )


def refused(state: State, command: Command, reason: str, words: str = "") -> str:
    """Return why a command is not possible.

    Args:
        state: the state in which it was given.
        command: what it was read as.
        reason: a key of ``REFUSALS``.
        words: what the agent called the thing, where there is no such thing.
    """
    level = state.level
    place = command.place if command.place != NOTHING else command.about
    about = words or name_of(level, command)
    at = level.place_names[place] if 0 <= place < len(level.places) else ""
    return REFUSALS[reason].format(
        about=about,
        About=about.capitalize(),
        place=at,
        Place=at.capitalize(),
        held=level.thing_names[state.held] if state.held != NOTHING else "nothing",
        verb=command.verb,
    )


def told(state: State, command: Command) -> str:
    """Return what is observed after a command."""
    observation = _told(state, command)
    return f"{observation} {DONE}" if solved(state) else observation


def name_of(level: Level, command: Command) -> str:
    """Return what the thing, place, lamp or room is called that a command is about."""
    if command.verb in ("go", "open", "close", "examine place"):
        return level.place_names[command.about]
    if command.verb == "enter":
        return level.rooms[command.about]
    if command.verb in ("turn on", "turn off", "examine lamp"):
        return level.lamp_names[command.about]
    return level.thing_names[command.about] if command.about != NOTHING else ""


def around(level: Level, room: int) -> str:
    """Return which places a room has and where its doors lead."""
    return level.once(("around", room), lambda: _around(level, room))


def _around(level: Level, room: int) -> str:
    names = [name for name, place in zip(level.place_names, level.places, strict=True) if place.room == room]
    doors = [f"the {level.rooms[other]}" for other in level.next_rooms[room]]
    ways = f" {'Doors lead' if len(doors) > 1 else 'A door leads'} to {listed(doors)}." if doors else ""
    return f"Around you {'are' if len(names) > 1 else 'is'}: {listed(names)}.{ways}"


def listed(names: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def seen(state: State) -> str:
    """Return what is seen at the place where the agent is."""
    level, at = state.level, state.at
    things = contents(state)
    key = "seen", at, state.opened >> at & 1, state.lit if at in level.lamps_on else 0, *things
    return level.once(key, lambda: _seen(state, things))


def _seen(state: State, things: Sequence[int]) -> str:
    level, at = state.level, state.at
    kind = PLACES[level.places[at].kind]
    if not is_open(state, at):
        return "It is closed."
    lamps = [f"{level.lamp_names[lamp]} ({_switched(state, lamp)})" for lamp in level.lamps_on.get(at, ())]
    names = [*(level.thing_names[thing] for thing in things), *lamps]
    lid = OPEN if kind.lid else ""
    if names:
        return f"{lid}{'In' if kind.inside else 'On'} it you see {listed(names)}."
    return f"{lid}{'It is empty.' if kind.inside else 'Nothing is on it.'}"


def _switched(state: State, lamp: int) -> str:
    return "on" if state.lit >> lamp & 1 else "off"


def _told(state: State, command: Command) -> str:
    level, verb, name = state.level, command.verb, name_of(state.level, command)
    if verb == "go":
        return f"You go to {name}. {seen(state)}"
    if verb == "enter":
        return f"You go into the {name}. {around(level, command.about)}"
    if verb == "open":
        return f"You open {name}. {seen(state).removeprefix(OPEN)}"
    if verb in ("close", "turn on", "turn off"):
        return f"You {verb} {name}."
    if verb == "take":
        return f"You take {name} from {level.place_names[command.place]}."
    if verb == "put":
        place = command.place
        return f"You put {name} {'in' if PLACES[level.places[place].kind].inside else 'on'} {level.place_names[place]}."
    if verb in TOOLS:
        state_now = {"clean": "clean", "heat": "hot", "cool": "cold"}[verb]
        return f"You {verb} {name} with {level.place_names[command.place]}. It is {state_now} now."
    return _looked(state, command, name)


def _looked(state: State, command: Command, name: str) -> str:
    verb = command.verb
    if verb == "look":
        return _around_and_here(state)
    if verb == "inventory":
        return "You hold nothing." if state.held == NOTHING else f"You hold {described(state, state.held)}."
    if verb == "examine place":
        return f"You examine {name}. {seen(state)}"
    if verb == "examine lamp":
        return f"You examine {name}. It is {_switched(state, command.about)}."
    return f"You examine {name}. {_closely(state, command.about)}"


def _closely(state: State, thing: int) -> str:
    """Return what examining a thing shows."""
    if thing == state.held and in_light(state):
        return "In the light of the lamp you see every detail of it."
    kind = state.level.things[thing].kind
    if "examine" in THINGS[kind].uses:
        return "Its details can't be made out without a lamp."
    condition = _condition(state, thing)
    return f"It is {condition}." if condition else f"It is an ordinary {kind}."


def _around_and_here(state: State) -> str:
    level, at = state.level, state.at
    room = level.room_of(at)
    here = "in the middle of" if at < 0 else f"at {level.place_names[at]} in"
    look = "" if at < 0 else f"{seen(state)} "
    return f"You are {here} the {level.rooms[room]}. {look}{around(level, room)}"


def described(state: State, thing: int) -> str:
    """Return a thing's name and how it is."""
    condition = _condition(state, thing)
    return f"{state.level.thing_names[thing]}, which is {condition}" if condition else state.level.thing_names[thing]


def _condition(state: State, thing: int) -> str:
    """Return how a thing is, as far as that can be changed; else an empty text."""
    uses = THINGS[state.level.things[thing].kind].uses
    told = [cleanliness(state, thing)] if "clean" in uses else []
    if uses & {"heat", "cool"} or temperature(state, thing) != "room":
        told.append(WARMTH[temperature(state, thing)])
    return " and ".join(told)


WARMTH = {"hot": "hot", "cold": "cold", "room": "at room temperature"}


def cleanliness(state: State, thing: int) -> str:
    """Return ``"clean"`` or ``"unwashed"``."""
    return "clean" if state.clean >> thing & 1 else "unwashed"


def temperature(state: State, thing: int) -> str:
    """Return ``"hot"``, ``"cold"`` or ``"room"``."""
    return "hot" if state.hot >> thing & 1 else "cold" if state.cold >> thing & 1 else "room"


def _choice(kinds: Sequence[str]) -> str:
    return " or ".join(kinds)
