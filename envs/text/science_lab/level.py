"""The unchanging part of a laboratory: what there is, and the hidden properties that experiments show."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

from .names import BATTERIES, CIRCUIT, STATION_OF


class Device(NamedTuple):
    """What heats or cools: its name and its temperature when it is on; None if that can be set."""

    name: str
    temperature: int | None


class Substance(NamedTuple):
    """A substance, its melting point and its boiling point in °C."""

    name: str
    melting: int
    boiling: int


class Reaction(NamedTuple):
    """Two things that react, and their product; numbers of ``Level.stuffs``."""

    first: int
    second: int
    product: int


class Species(NamedTuple):
    """A plant with its needs: the soil and the spot, as numbers of ``names``, and how much water it takes an hour."""

    name: str
    soil: int
    spot: int
    thirst: int


@dataclass(frozen=True)
class Level:
    """A laboratory with a task. What a station that is not there would hold is empty.

    Attributes:
        experiment: one of ``names.EXPERIMENTS``.
        target: the number of the substance, product or species that the task is about; 0 where there is none.
        devices: what heats and cools.
        substances: what can be heated and cooled.
        objects: what may conduct.
        conducts: whether each object does.
        charged: the battery that is not flat.
        liquids: what can be poured.
        products: what reactions make.
        reactions: what reacts with what.
        book: whether the reactions can be read.
        species: what can be planted.
        candidates: the melting points that are possible, where it is asked for.
    """

    experiment: str
    target: int = 0
    devices: tuple[Device, ...] = ()
    substances: tuple[Substance, ...] = ()
    objects: tuple[str, ...] = ()
    conducts: tuple[bool, ...] = ()
    charged: int = 0
    liquids: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    book: bool = False
    species: tuple[Species, ...] = ()
    candidates: tuple[int, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        """Pickle what the level is, without what was computed from it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def stuffs(self) -> tuple[str, ...]:
        """What a beaker may hold."""
        return (*self.liquids, *self.products)

    @cached_property
    def products_of(self) -> dict[tuple[int, int], int]:
        """What each pair makes that reacts, the lower number first."""
        return {tuple(sorted(pair)): product for *pair, product in self.reactions}  # type: ignore[misc]

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Every two liquids."""
        return tuple(combinations(range(len(self.liquids)), 2))

    @cached_property
    def worlds(self) -> int:
        """How many worlds there may be, as far as the opening tells; 0 where nothing is to be found out."""
        if STATION_OF[self.experiment] == CIRCUIT:
            return len(BATTERIES) << len(self.objects)
        return len(self.candidates) or (len(self.pairs) if self.experiment == "reaction" else 0)

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What was worked out for this level already, by what it depends on."""
        return {}
