"""The unchanging part of a quest: its map, its furniture and what lies where at first.

Things to carry are *items*; what stays in its room (stands, boxes, doors, appliances, the cookbook) is a *fixture*. A
*place* is where an item can be: the floor of room r is place r, on or in fixture f is place ``len(rooms) + f``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, NamedTuple

OPEN, CLOSED, LOCKED = range(3)
HELD, GONE = -1, -2
NO_DOOR = -1
NO_KEY = -1


class Exit(NamedTuple):
    """A way out of a room: its direction, where it leads, and the door in it or ``NO_DOOR``."""

    direction: str
    room: int
    door: int


class Fixture(NamedTuple):
    """What stays where it is.

    Attributes:
        name: what it is called.
        kind: ``"stand"``, ``"box"``, ``"door"``, ``"appliance"`` or ``"book"``.
        rooms: the room in which it stands; both rooms of a door.
        key: the item that unlocks it, or ``NO_KEY``.
        status: ``OPEN``, ``CLOSED`` or ``LOCKED`` at first.
    """

    name: str
    kind: str
    rooms: tuple[int, ...]
    key: int
    status: int


class Item(NamedTuple):
    """What can be carried: its name, its kind (coin, treasure, meal, food, knife, key, part, junk), its first place."""

    name: str
    kind: str
    place: int


class Step(NamedTuple):
    """What the recipe wants of an ingredient: the item, its form and its way of cooking, as numbers of ``names``."""

    food: int
    form: int
    way: int


@dataclass(frozen=True)
class Level:
    """A house with a task.

    Attributes:
        quest: ``"coin"``, ``"treasure"`` or ``"cooking"``.
        rooms: the rooms' names.
        exits: the ways out of each room.
        fixtures: what stays.
        items: what can be carried; foods first.
        start: the room in which the episode begins.
        goal: the item to take or, of a meal, to eat.
        crafts: key and its two parts, for every key that comes in parts.
        dish: what the recipe is called.
        recipe: the ingredients.
    """

    quest: str
    rooms: tuple[str, ...]
    exits: tuple[tuple[Exit, ...], ...]
    fixtures: tuple[Fixture, ...]
    items: tuple[Item, ...]
    start: int
    goal: int
    crafts: tuple[tuple[int, int, int], ...] = ()
    dish: str = ""
    recipe: tuple[Step, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        """Pickle what the level is, without what was computed from it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def room_of(self) -> tuple[int, ...]:
        """The room of each place; of ``HELD`` and ``GONE``, none."""
        return (*range(len(self.rooms)), *(fixture.rooms[0] for fixture in self.fixtures), -1, -1)

    @cached_property
    def by_name(self) -> tuple[dict[str, int], dict[str, int]]:
        """The numbers of the items and of the fixtures by their names."""
        return (
            {item.name: number for number, item in enumerate(self.items)},
            {fixture.name: number for number, fixture in enumerate(self.fixtures)},
        )

    @cached_property
    def standing(self) -> tuple[tuple[int, ...], ...]:
        """The fixtures in each room; a door stands in both its rooms."""
        return tuple(
            tuple(number for number, fixture in enumerate(self.fixtures) if room in fixture.rooms)
            for room in range(len(self.rooms))
        )

    @cached_property
    def holders(self) -> tuple[tuple[int, ...], ...]:
        """The stands and boxes in each room."""
        return self._of_kind("stand", "box")

    @cached_property
    def lids(self) -> tuple[tuple[int, ...], ...]:
        """The boxes and doors in each room, which open and close."""
        return self._of_kind("box", "door")

    @cached_property
    def appliances(self) -> tuple[tuple[int, ...], ...]:
        """The appliances in each room."""
        return self._of_kind("appliance")

    @cached_property
    def heats(self) -> dict[int, int]:
        """What each appliance makes of a food, as a number of ``names.WAYS``."""
        appliances = [number for number, fixture in enumerate(self.fixtures) if fixture.kind == "appliance"]
        return {number: way for way, number in enumerate(appliances, 1)}

    @cached_property
    def book(self) -> int:
        """The cookbook's number, or -1."""
        return next((number for number, fixture in enumerate(self.fixtures) if fixture.kind == "book"), -1)

    @cached_property
    def knife(self) -> int:
        """The knife's number, or -1."""
        return next((number for number, item in enumerate(self.items) if item.kind == "knife"), -1)

    @cached_property
    def foods(self) -> int:
        """How many of the items are foods; they come first."""
        return sum(item.kind == "food" for item in self.items)

    @cached_property
    def wanted(self) -> dict[int, Step]:
        """The recipe's line on each ingredient."""
        return {step.food: step for step in self.recipe}

    @cached_property
    def part_of(self) -> dict[int, tuple[int, int, int]]:
        """The craft that each part belongs to."""
        return {part: craft for craft in self.crafts for part in craft[1:]}

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What was worked out for this level already, by what it depends on."""
        return {}

    def _of_kind(self, *kinds: str) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(number for number in standing if self.fixtures[number].kind in kinds) for standing in self.standing
        )
