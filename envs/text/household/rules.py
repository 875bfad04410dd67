"""The rules of Household: go about, open and close, carry one thing, clean, heat, cool, light lamps. No text.

One turn goes to a place of the same room or into the next room. What lies at a place can be taken, and things can be
put there, while the agent is at it and it is not closed. A sink, a microwave or a fridge works on what the agent holds
while it is there; it need not be opened for that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .catalogue import THINGS, TOOLS
from .home import Level

HELD = -1
NOTHING = -1
UNKNOWN = -2
"""Stands for a thing that is not in the home: what is answered must not tell it from one that was not found yet."""


class State(NamedTuple):
    """Where everything is and how it is. Sets of things, places and lamps are bits of whole numbers.

    Attributes:
        level: the home.
        at: the place where the agent is; ``~room`` in the middle of a room.
        held: the thing in its hand, or ``NOTHING``.
        where: for each thing its place, or ``HELD``.
        opened: places that are open.
        lit: lamps that are on.
        clean: things that are clean.
        hot: things that are hot.
        cold: things that are cold; neither is room temperature.
        examined: things that were examined in the light of a lamp.
        seen: things that the agent has seen; after the things' bits, those of the lamps.
    """

    level: Level
    at: int
    held: int
    where: tuple[int, ...]
    opened: int
    lit: int
    clean: int
    hot: int
    cold: int
    examined: int
    seen: int


class Command(NamedTuple):
    """A verb (a key of ``VERBS``), with the number of the place, room, thing or lamp that it is about."""

    verb: str
    about: int = NOTHING
    place: int = NOTHING


def first_state(level: Level) -> State:
    """Return the state in which an episode begins: everything closed and off; what is in a fridge is cold."""
    where = tuple(thing.place for thing in level.things)
    coolers = level.of_kinds(*TOOLS["cool"])
    cold = sum(1 << index for index, place in enumerate(where) if place in coolers)
    return State(level, ~level.start, NOTHING, where, 0, 0, 0, 0, cold, 0, 0)


def is_open(state: State, place: int) -> bool:
    """Whether things can be seen at, taken from and put to a place: it has no lid, or it is open."""
    return not (state.level.lids & ~state.opened) >> place & 1


def contents(state: State) -> list[int]:
    """Return the things that are seen where the agent is; not what it holds."""
    at = state.at
    if at < 0 or not is_open(state, at):
        return []
    return [thing for thing, place in enumerate(state.where) if place == at]


def reached(state: State) -> frozenset[int]:
    """Return the things that are as the goal wants them; of two that belong together, those in any right place."""
    level = state.level
    task = level.goal.task
    if task == "examine":
        return frozenset(thing for thing in level.wanted if state.examined >> thing & 1)
    done = {"clean": state.clean, "heat": state.hot, "cool": state.cold}.get(task, -1)
    targets, where = level.targets, state.where
    return frozenset(thing for thing in level.wanted if where[thing] in targets and done >> thing & 1)


def solved(state: State) -> bool:
    """Whether the goal is reached."""
    things = reached(state)
    if state.level.goal.task == "pair":
        return len({state.where[thing] for thing in things}) < len(things)
    return bool(things)


def refusal(state: State, command: Command) -> str:
    """Return why a command is not possible, as a key of ``text.REFUSALS``, or an empty text."""
    return VERBS[command.verb][0](state, command)


def transition(state: State, command: Command) -> State:
    """Return the state after a command that is possible."""
    return VERBS[command.verb][1](state, command)


def _see(state: State) -> State:
    """Remember what is seen where the agent is."""
    lamps = state.level.lamps_on.get(state.at)
    seen = state.seen
    for thing in contents(state):
        seen |= 1 << thing
    if lamps:
        for lamp in lamps:
            seen |= 1 << (len(state.where) + lamp)
    return state if seen == state.seen else State(*state[:-1], seen)


def _moved(state: State, thing: int, held: int, place: int) -> State:
    where = state.where
    return State(*state[:2], held, (*where[:thing], place, *where[thing + 1 :]), *state[4:])


def _refuse_go(state: State, command: Command) -> str:
    if command.about == state.at:
        return "there"
    return "" if state.level.places[command.about].room == state.level.room_of(state.at) else "elsewhere"


def _refuse_enter(state: State, command: Command) -> str:
    here = state.level.room_of(state.at)
    if command.about == here:
        return "inside"
    return "" if command.about in state.level.next_rooms[here] else "elsewhere"


def _refuse_lid(state: State, command: Command) -> str:
    place = command.about
    if state.at != place:
        return "away"
    if not state.level.lids >> place & 1:
        return "no lid"
    return (
        ("" if command.verb == "close" else "open")
        if state.opened >> place & 1
        else ("" if command.verb == "open" else "closed")
    )


def _refuse_take(state: State, command: Command) -> str:
    if state.at != command.place:
        return "away"
    if state.held == command.about:
        return "held"
    if not is_open(state, command.place):
        return "closed"
    if command.about == UNKNOWN or state.where[command.about] != command.place:
        return "absent"
    return "" if state.held == NOTHING else "full"


def _refuse_put(state: State, command: Command) -> str:
    if state.at != command.place:
        return "away"
    if state.held != command.about:
        return "not held"
    return "" if is_open(state, command.place) else "closed"


def _refuse_treat(state: State, command: Command) -> str:
    if state.at != command.place:
        return "away"
    if state.held != command.about:
        return "not held"
    if state.level.places[command.place].kind not in TOOLS[command.verb]:
        return "no tool"
    return "" if command.verb in THINGS[state.level.things[command.about].kind].uses else "useless"


def _refuse_switch(state: State, command: Command) -> str:
    if state.level.lamps[command.about] != state.at:
        return "no lamp"
    on = state.lit >> command.about & 1
    return ("on" if on else "") if command.verb == "turn on" else ("" if on else "off")


def _refuse_examine(state: State, command: Command) -> str:
    return "" if command.about == state.held or command.about in contents(state) else "unseen"


def _refuse_examine_place(state: State, command: Command) -> str:
    level, place = state.level, command.about
    if level.places[place].room != level.room_of(state.at):
        return "unseen"
    return "" if place == state.at else "away"


def _refuse_examine_lamp(state: State, command: Command) -> str:
    return "" if state.level.lamps[command.about] == state.at else "unseen"


def _allow(state: State, command: Command) -> str:
    return ""


def _stay(state: State, command: Command) -> State:
    return state


def _go(state: State, command: Command) -> State:
    return _see(State(state.level, command.about, *state[2:]))


def _enter(state: State, command: Command) -> State:
    return State(state.level, ~command.about, *state[2:])


def _flip_lid(state: State, command: Command) -> State:
    return _see(State(*state[:4], state.opened ^ 1 << command.about, *state[5:]))


def _take(state: State, command: Command) -> State:
    return _moved(state, command.about, command.about, HELD)


def _put(state: State, command: Command) -> State:
    return _moved(state, command.about, NOTHING, command.place)


def _switch(state: State, command: Command) -> State:
    return State(*state[:5], state.lit ^ 1 << command.about, *state[6:])


def _clean(state: State, command: Command) -> State:
    return State(*state[:6], state.clean | 1 << command.about, *state[7:])


def _heat(state: State, command: Command) -> State:
    bit = 1 << command.about
    return State(*state[:7], state.hot | bit, state.cold & ~bit, *state[9:])


def _cool(state: State, command: Command) -> State:
    bit = 1 << command.about
    return State(*state[:7], state.hot & ~bit, state.cold | bit, *state[9:])


def in_light(state: State) -> bool:
    """Whether a lamp is on where the agent is."""
    return any(state.lit >> lamp & 1 for lamp in state.level.lamps_on.get(state.at, ()))


def _examine(state: State, command: Command) -> State:
    """Examine a thing; it counts if the agent holds it in the light of a lamp."""
    if command.about != state.held or not in_light(state):
        return state
    return State(*state[:9], state.examined | 1 << command.about, state.seen)


Refuse = Callable[[State, Command], str]
Act = Callable[[State, Command], State]

VERBS: dict[str, tuple[Refuse, Act]] = {
    "go": (_refuse_go, _go),
    "enter": (_refuse_enter, _enter),
    "open": (_refuse_lid, _flip_lid),
    "close": (_refuse_lid, _flip_lid),
    "take": (_refuse_take, _take),
    "put": (_refuse_put, _put),
    "clean": (_refuse_treat, _clean),
    "heat": (_refuse_treat, _heat),
    "cool": (_refuse_treat, _cool),
    "turn on": (_refuse_switch, _switch),
    "turn off": (_refuse_switch, _switch),
    "examine": (_refuse_examine, _examine),
    "examine place": (_refuse_examine_place, _stay),
    "examine lamp": (_refuse_examine_lamp, _stay),
    "look": (_allow, _stay),
    "inventory": (_allow, _stay),
}
"""Verb → why it is not possible, and what it does."""
