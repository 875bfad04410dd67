"""A home and what is to be done in it: what stays the same for a whole episode."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from .catalogue import PLACES, TOOLS

Result = TypeVar("Result")

MEMO_SIZE = 10_000
"""How much a level remembers of what was worked out for it."""

TASKS = ("place", "clean", "heat", "cool", "examine", "pair")


class Place(NamedTuple):
    """A place: its kind, its number among its kind, and its room."""

    kind: str
    number: int
    room: int


class Thing(NamedTuple):
    """A thing: its kind, its number among its kind, and the place where it is at first."""

    kind: str
    number: int
    place: int


class Goal(NamedTuple):
    """What is to be done.

    Attributes:
        task: one of ``TASKS``.
        kind: of thing; any of the kind will do.
        target: the kind of place where it is to be at the end; empty for ``"examine"``.
        wording: which words say it; 0 are the plain ones.
    """

    task: str
    kind: str
    target: str
    wording: int = 0


@dataclass(frozen=True)
class Level:
    """A home and what is to be done in it.

    Attributes:
        rooms: their names.
        doors: pairs of rooms; all rooms hang together.
        places: in the order in which they are listed.
        things: in that order too.
        lamps: for each lamp, the place it stands on.
        start: the room in whose middle the agent is at first.
        goal: what is to be done.
    """

    rooms: tuple[str, ...]
    doors: tuple[tuple[int, int], ...]
    places: tuple[Place, ...]
    things: tuple[Thing, ...]
    lamps: tuple[int, ...]
    start: int
    goal: Goal

    def __reduce__(self) -> tuple[type[Level], tuple[Any, ...]]:
        """Pickle and copy without what was worked out."""
        return Level, tuple(getattr(self, each.name) for each in fields(self))

    @cached_property
    def lids(self) -> int:
        """Return a bit for each place that can be opened and closed."""
        return sum(1 << index for index in self.lidded)

    @cached_property
    def wanted(self) -> tuple[int, ...]:
        """Return the things of the kind that is asked for."""
        return tuple(index for index, thing in enumerate(self.things) if thing.kind == self.goal.kind)

    @cached_property
    def targets(self) -> tuple[int, ...]:
        """Return the places of the kind where they are to be."""
        return self.of_kinds(self.goal.target)

    @cached_property
    def tools(self) -> tuple[int, ...]:
        """Return the places that do to a thing what the goal asks for."""
        return self.of_kinds(*TOOLS.get(self.goal.task, ()))

    @cached_property
    def next_rooms(self) -> tuple[tuple[int, ...], ...]:
        """Return for each room those behind its doors."""
        return tuple(
            tuple(sorted({*(b for a, b in self.doors if a == room), *(a for a, b in self.doors if b == room)}))
            for room in range(len(self.rooms))
        )

    @cached_property
    def lamps_on(self) -> Mapping[int, tuple[int, ...]]:
        """Return the lamps of each place that has one."""
        return {place: tuple(i for i, at in enumerate(self.lamps) if at == place) for place in sorted(set(self.lamps))}

    @cached_property
    def place_names(self) -> tuple[str, ...]:
        """Return what each place is called."""
        return tuple(f"{place.kind} {place.number}" for place in self.places)

    @cached_property
    def thing_names(self) -> tuple[str, ...]:
        """Return what each thing is called."""
        return tuple(f"{thing.kind} {thing.number}" for thing in self.things)

    @cached_property
    def lamp_names(self) -> tuple[str, ...]:
        """Return what each lamp is called."""
        return tuple(f"lamp {number + 1}" for number in range(len(self.lamps)))

    @cached_property
    def lidded(self) -> tuple[int, ...]:
        """Return the places that can be opened and closed."""
        return tuple(index for index, place in enumerate(self.places) if PLACES[place.kind].lid)

    @cached_property
    def hops(self) -> tuple[tuple[int, ...], ...]:
        """Return the fewest doors between any two rooms."""
        return tuple(self._doors_from(room) for room in range(len(self.rooms)))

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """Return what was worked out for this level already, by what it depends on."""
        return {}

    def once(self, key: Any, make: Callable[[], Result]) -> Result:
        """Return what ``make`` returned for this key, asking it anew only if that has been forgotten."""
        found: Result | None = self.memo.get(key)
        if found is None:
            if len(self.memo) >= MEMO_SIZE:
                self.memo.clear()
            self.memo[key] = found = make()
        return found

    def of_kinds(self, *kinds: str) -> tuple[int, ...]:
        """Return the places of these kinds."""
        return tuple(index for index, place in enumerate(self.places) if place.kind in kinds)

    def room_of(self, at: int) -> int:
        """Return the room of a place, or the room in whose middle ``at`` is (see :attr:`State.at`)."""
        return ~at if at < 0 else self.places[at].room

    def _doors_from(self, room: int) -> tuple[int, ...]:
        found, queue = {room: 0}, [room]
        for near in queue:
            for further in self.next_rooms[near]:
                if further not in found:
                    found[further] = found[near] + 1
                    queue.append(further)
        return tuple(found[other] for other in range(len(self.rooms)))
