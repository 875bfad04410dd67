"""Draw the houses of Quest, room by room, thing by thing."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import names
from .level import CLOSED, GONE, LOCKED, NO_KEY, OPEN, Fixture, Item, Level, Step
from .locks import Locks
from .maps import WINDING, Ways, draw_links, exits_of


def generate(rng: np.random.Generator, quest: str, **knobs: Any) -> Level:
    """Draw a quest that can be solved.

    Args:
        rng: the only source of chance.
        quest: ``"coin"``, ``"treasure"`` or ``"cooking"``.
        knobs: as the environment's.
    """
    return Draft(rng, quest, **knobs).level()


class Draft:
    """A house that is being furnished; the arguments are those of the environment."""

    def __init__(
        self,
        rng: np.random.Generator,
        quest: str,
        *,
        rooms: int,
        doors: int,
        locks: int,
        crafts: int,
        ingredients: int,
        cuts: int,
        cooking: int,
        distractors: int,
    ) -> None:
        self.rng, self.quest = rng, quest
        self.rooms = self.some(names.ROOMS, rooms)
        self.cooked = (ingredients, cuts, cooking)
        if quest == "cooking":
            for room, name in zip(rng.permutation(rooms)[:2].tolist(), (names.KITCHEN, names.TERRACE), strict=True):
                self.rooms[room] = name
        self.exits = exits_of(draw_links(rng, rooms, doors, WINDING if quest == "coin" else 0.0), rooms)
        self.ways = Ways(self.exits)
        self.start = self.one(self.ends() if quest == "coin" else list(range(rooms)))
        self.fixtures: list[Fixture] = []
        self.items: list[Item] = []
        self.recipe: tuple[Step, ...] = ()
        self.crafts: list[tuple[int, int, int]] = []
        self.distractors = distractors
        self.furnish(doors, max(rooms // 2, locks + 1))
        self.goal = {"coin": self.hide_coin, "treasure": self.hide_treasure, "cooking": self.lay_out_food}[quest]()
        if quest != "coin":
            self.lock(locks, crafts)

    def some(self, words: tuple[str, ...], count: int) -> list[str]:
        """Return some of the words, in any order."""
        return [words[index] for index in self.rng.permutation(len(words))[:count].tolist()]

    def one(self, numbers: list[int]) -> int:
        """Return one of the numbers."""
        return numbers[int(self.rng.integers(len(numbers)))]

    def ends(self) -> list[int]:
        """Return the rooms from which the way to another is longest."""
        longest = [max(row) for row in self.ways.distance]
        return [room for room, way in enumerate(longest) if way == max(longest)]

    def furnish(self, doors: int, boxes: int) -> None:
        """Put in the doors, a stand in each room, boxes, and a kitchen where there is one."""
        rooms = range(len(self.rooms))
        for number, name in enumerate(self.some(names.DOORS, doors)):
            sides = [room for room in rooms for way in self.exits[room] if way.door == number]
            self.fixtures.append(Fixture(name, "door", tuple(sides), NO_KEY, CLOSED))
        for room, name in zip(rooms, self.some(names.STANDS, len(self.rooms)), strict=True):
            stand = names.WORKTOP if self.rooms[room] == names.KITCHEN else name
            self.fixtures.append(Fixture(stand, "stand", (room,), NO_KEY, OPEN))
        for name in self.some(names.BOXES, boxes):
            self.fixtures.append(Fixture(name, "box", (int(self.rng.integers(len(rooms))),), NO_KEY, CLOSED))
        if self.quest == "cooking":
            kitchen, terrace = self.rooms.index(names.KITCHEN), self.rooms.index(names.TERRACE)
            self.fixtures.append(Fixture(names.FRIDGE, "box", (kitchen,), NO_KEY, CLOSED))
            self.fixtures.append(Fixture(names.COOKBOOK, "book", (kitchen,), NO_KEY, OPEN))
            for name in names.APPLIANCES:
                room = terrace if name == names.APPLIANCES[-1] else kitchen
                self.fixtures.append(Fixture(name, "appliance", (room,), NO_KEY, OPEN))
        self.spots = self.places("stand", "box")

    def places(self, *kinds: str) -> list[int]:
        """Return the places on or in the fixtures of some kinds."""
        first = len(self.rooms)
        return [first + number for number, fixture in enumerate(self.fixtures) if fixture.kind in kinds]

    def room_of(self, place: int) -> int:
        """Return the room of a place."""
        rooms = len(self.rooms)
        return place if place < rooms else self.fixtures[place - rooms].rooms[0]

    def far(self, places: list[int]) -> list[int]:
        """Return those of the places that lie in the far half of the house, or all if none does."""
        distance = self.ways.distance[self.start]
        return [place for place in places if 2 * distance[self.room_of(place)] > max(distance)] or places

    def add(self, name: str, kind: str, place: int) -> int:
        """Put in an item and return its number."""
        self.items.append(Item(name, kind, place))
        return len(self.items) - 1

    def hide_coin(self) -> int:
        """Put the coin into a room that is farthest away, and other things anywhere."""
        distance = self.ways.distance[self.start]
        spots = [place for place in self.spots if distance[self.room_of(place)] == max(distance)]
        coin = self.add(names.COIN, "coin", self.one(spots))
        for name in self.some(names.JUNK, self.distractors):
            self.add(name, "junk", self.one(self.spots))
        return coin

    def hide_treasure(self) -> int:
        """Put the treasure into a box far away, other treasures anywhere."""
        treasures = self.some(names.TREASURES, 1 + self.distractors)
        goal = int(self.rng.integers(len(treasures)))
        far = self.far(self.places("box"))
        for number, name in enumerate(treasures):
            self.add(name, "treasure", self.one(far if number == goal else self.spots))
        return goal

    def lay_out_food(self) -> int:
        """Write the recipe and put its ingredients, other foods and the knife anywhere; return the meal."""
        ingredients, cuts, cooking = self.cooked
        foods = self.some(names.FOODS, ingredients + self.distractors)
        for name in foods:
            self.add(name, "food", self.one(self.spots))
        wanted = self.rng.permutation(len(foods))[:ingredients].tolist()
        cut = self.rng.permutation(wanted)[:cuts].tolist()
        cooked = self.rng.permutation(wanted)[:cooking].tolist()
        self.recipe = tuple(
            Step(
                food,
                int(self.rng.integers(1, len(names.FORMS))) if food in cut else names.WHOLE,
                int(self.rng.integers(1, len(names.WAYS))) if food in cooked else names.RAW,
            )
            for food in wanted
        )
        self.add(names.KNIFE, "knife", self.one(self.spots))
        return self.add(names.MEAL, "meal", GONE)

    def lock(self, locks: int, crafts: int) -> None:
        """Lock what has to be opened and put the keys, the first ones in parts, where they can be reached."""
        first = len(self.rooms)
        boxes = [place for place in self.places("box") if self.fixtures[place - first].name != names.FRIDGE]
        rooms = [*range(first), *(fixture.rooms[0] for fixture in self.fixtures)]
        placed = Locks(self.ways, self.start, rooms, {place: place - first for place in boxes})
        for number, metal in enumerate(self.some(names.METALS, locks)):
            parts = 2 if number < crafts else 1
            fixture = placed.add(self.rng, self.targets(), self.spots, parts)
            spots = placed.keys[fixture]
            if parts == 1:
                key = self.add(f"{metal} key", "key", spots[0])
            else:
                key = self.add(f"{metal} key", "key", GONE)
                names_places = zip(names.KEY_PARTS, (spots[0], spots[-1]), strict=True)
                made = [self.add(f"{metal} key {part}", "part", place) for part, place in names_places]
                self.crafts.append((key, made[0], made[1]))
            self.fixtures[fixture] = self.fixtures[fixture]._replace(key=key, status=LOCKED)

    def targets(self) -> list[int]:
        """Return the places that the task must reach."""
        if self.quest == "treasure":
            return [self.items[self.goal].place]
        needed = [self.items[step.food].place for step in self.recipe] + [self.rooms.index(names.KITCHEN)]
        if any(step.form != names.WHOLE for step in self.recipe):
            needed += [item.place for item in self.items if item.kind == "knife"]
        return needed

    def level(self) -> Level:
        """Return the house as it stands."""
        return Level(
            self.quest,
            tuple(self.rooms),
            self.exits,
            tuple(self.fixtures),
            tuple(self.items),
            self.start,
            self.goal,
            tuple(self.crafts),
            self.some(names.DISHES, 1)[0] if self.recipe else "",
            self.recipe,
        )
