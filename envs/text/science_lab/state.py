"""The state of a laboratory: what stands where, how it is, and what was found out."""

from __future__ import annotations

from typing import NamedTuple

from .level import Level
from .names import BEAKERS, CUPBOARD, SPOTS

RUNNING, RIGHT, WRONG = range(3)
ROOM = 20
ON_BENCH = -1
NONE = -1
HEALTHY = 3


class Sample(NamedTuple):
    """A substance in its flask.

    Attributes:
        place: the device on which it stands, or ``ON_BENCH``.
        temperature: in °C.
        around: the temperature around it in the last hour.
    """

    place: int
    temperature: int
    around: int


class Circuit(NamedTuple):
    """The battery and the thing that are connected, or ``NONE``, and in which of ``names.BOXES`` each object lies."""

    battery: int
    thing: int
    boxes: tuple[int, ...]


class Pot(NamedTuple):
    """What grows in the pot: soil, species (or ``NONE``), moisture, spot, hours grown, and health; dead at 0."""

    soil: int
    species: int
    moisture: int
    spot: int
    growth: int
    health: int


class State(NamedTuple):
    """A laboratory in the middle of an experiment.

    Attributes:
        level: what is there.
        samples: the substances.
        temperatures: of the devices; that of the room where they are off.
        circuit: the circuit and its boxes.
        beakers: what each beaker holds, ascending.
        pot: the pot.
        hours: how many hours have passed.
        left: bit w is set if world w agrees with everything that was seen.
        made: bit p is set once product p was made.
        read: whether the book was read.
        verdict: ``RUNNING``, ``RIGHT`` or ``WRONG``.
    """

    level: Level
    samples: tuple[Sample, ...]
    temperatures: tuple[int, ...]
    circuit: Circuit
    beakers: tuple[tuple[int, ...], ...]
    pot: Pot
    hours: int = 0
    left: int = 0
    made: int = 0
    read: bool = False
    verdict: int = RUNNING


def initial_state(level: Level) -> State:
    """Return the state in which an episode begins."""
    return State(
        level,
        (Sample(ON_BENCH, ROOM, ROOM),) * len(level.substances),
        (ROOM,) * len(level.devices),
        Circuit(NONE, NONE, (0,) * len(level.objects)),
        ((),) * len(BEAKERS),
        Pot(NONE, NONE, 0, SPOTS.index(CUPBOARD), 0, HEALTHY),
        left=(1 << level.worlds) - 1,
    )
