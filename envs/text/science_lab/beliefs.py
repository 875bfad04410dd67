"""What an ideal reader makes of a history: it is replayed in every world, to see which would have shown the same.

The laboratory is read from the first observation, as far as the question goes; only lines about what is asked for are
compared, since whatever else is hidden says nothing about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ..commands import Call, Commands
from . import names, rules, told, turns
from .level import Device, Level, Reaction, Substance
from .levels import CANDIDATES
from .state import State, initial_state

ABOUT = {"conductivity": "lamp", "reaction": "beaker"}


class Reading(NamedTuple):
    """What was read so far: the history, and the state of each world that agrees with it, None for the others."""

    history: tuple[str, ...]
    worlds: tuple[State | None, ...]


def level_of(opening: str, experiment: str) -> Level:
    """Return the laboratory that an opening tells of: the station of a question, its hidden things at will."""
    if experiment == "melting_point":
        return _heat_level(opening)
    if experiment == "conductivity":
        every = _between(opening, "Things:\n", "\nBoxes:")
        objects = [line.partition(":")[0] for line in every if "onduct" not in line]
        return Level(experiment, objects=tuple(objects), conducts=(False,) * len(objects))
    liquids = tuple(_between(opening, "of each:\n", "\nBeakers:"))
    return Level(experiment, liquids=liquids, products=(names.FOAM,), reactions=(Reaction(0, 1, len(liquids)),))


def world_of(level: Level, number: int) -> Level:
    """Return the laboratory in which the world of this number is true."""
    if level.experiment == "melting_point":
        substance = level.substances[level.target]._replace(melting=level.candidates[number])
        every = [*level.substances]
        every[level.target] = substance
        return replace(level, substances=tuple(every))
    if level.experiment == "conductivity":
        count = len(level.objects)
        return replace(
            level, charged=number >> count, conducts=tuple(bool(number >> thing & 1) for thing in range(count))
        )
    return replace(level, reactions=(Reaction(*level.pairs[number], len(level.liquids)),))


def begin(opening: str, experiment: str) -> Reading:
    """Return what the opening alone says."""
    level = level_of(opening, experiment)
    worlds = (initial_state(world_of(level, number)) for number in range(level.worlds))
    return Reading((opening,), tuple(state._replace(left=0) for state in worlds))  # a reader keeps no count inside


def go_on(reading: Reading, message: str, observation: str, commands: Commands) -> Reading:
    """Return the reading after another message and what was observed."""
    worlds = reading.worlds
    call, _ = commands.read(message)
    if call is not None and not observation.endswith(commands.accepted()):
        worlds = tuple(None if state is None else _agreeing(state, call, observation) for state in worlds)
    return Reading((*reading.history, message, observation), worlds)


def shares(reading: Reading, answers: int) -> list[int]:
    """Return how many worlds of each answer agree with what was read."""
    count = [0] * answers
    for number, state in enumerate(reading.worlds):
        count[number % answers] += state is not None
    return count


def question_of(opening: str) -> str:
    """Return the experiment that an opening sets, if it asks a question; else an empty text."""
    return next((name for name, words in SIGNS.items() if words in opening), "")


SIGNS = {
    "melting_point": "Find the melting point of the ",
    "conductivity": "Find out which things conduct electricity.",
    "reaction": "Exactly two of the liquids react:",
}


def _agreeing(state: State, call: Call, observation: str) -> State | None:
    """Return the state of a world after a call, or None if it would have shown something else."""
    if call.name in ("look", "examine"):
        return state
    things, error = turns.understand(state.level, call.name, call.arguments)
    after = error or rules.transition(state, call.name, things)
    if not isinstance(after, str):
        said = told.reply(state, after, call.name, things)
    elif call.name in rules.AT_ONCE:  # done at another station
        return state
    else:
        after = rules.an_hour_later(state)
        said = "\n".join(told.changes(state, after))
    words = (ABOUT.get(state.level.experiment) or state.level.substances[state.level.target].name, "That is ")
    return after if _lines(said, words) == _lines(observation, words) else None


def _lines(text: str, words: Sequence[str]) -> list[str]:
    return [line for line in text.split("\n") if any(word in line for word in words)]


def _heat_level(opening: str) -> Level:
    devices = []
    for line in _between(opening, "cooling:\n", "\nSubstances"):
        name, _, rest = line.partition(" (")
        known = re.match(r"-?\d+", rest)
        devices.append(Device(name, int(known.group())) if known else Device(line.partition(":")[0], None))
    lines = opening.partition("flask:\n")[2].split("\n")
    names_ = [line[2:].partition(":")[0] for line in lines[: [*map(_is_item, lines), False].index(False)]]
    target = opening.partition(SIGNS["melting_point"])[2].partition(".")[0]
    substances = tuple(Substance(name, 0, HOT) for name in names_)
    return Level("melting_point", names_.index(target), tuple(devices), substances, candidates=CANDIDATES)


HOT = 10_000
"""A boiling point that nothing reaches."""


def _is_item(line: str) -> bool:
    return line.startswith("- ")


def _between(text: str, start: str, end: str) -> list[str]:
    return [line.removeprefix("- ") for line in text.partition(start)[2].partition(end)[0].split("\n")]
