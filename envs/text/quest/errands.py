"""What is left to do in a quest, as errands: rooms where something must be done, and what has to be done before.

Everything that a solution needs is known: the goal, for each thing needed the box it lies in, for each lock its key,
and for each door between here and an errand that it be opened, since doors are the only way between their two sides. So
the number of commands that are no walking is the same for every sensible solution, and what is left to find is the
order of the errands with the shortest walk.
"""

from __future__ import annotations

from typing import NamedTuple

from .level import CLOSED, GONE, HELD, LOCKED, NO_KEY
from .maps import ways_of
from .names import RAW, WHOLE
from .state import PREPARED, READ, State


class Errand(NamedTuple):
    """Something to be done in a room: fetch an item, or cook and eat (item -1).

    Attributes:
        room: where.
        after: bit e is set if errand e has to be done before.
        item: what to fetch, or -1.
        foods: what to cook here.
    """

    room: int
    after: int
    item: int = -1
    foods: tuple[int, ...] = ()


class Errands:
    """What is left to do from a state.

    Args:
        state: not lost and not solved.

    Attributes:
        all: the errands, each after those that it asks for are known.
        opens: closed or locked fixtures that have to be opened.
        work: how many commands are neither walking, nor fetching, nor opening, nor unlocking.
    """

    def __init__(self, state: State) -> None:
        self.state, self.level = state, state.level
        self.ways = ways_of(state.level)
        self.all: list[Errand] = []
        self.opens: dict[int, None] = {}
        self.masks: dict[int, int] = {}
        self.work = 0
        self.cuts: list[int] = []
        if self.level.quest != "cooking":
            self.fetch(self.level.goal)
        elif state.done & PREPARED:
            self.fetch(self.level.goal)
            self.work += 1
        else:
            self.cook()

    @property
    def commands(self) -> int:
        """How many commands are no walking."""
        locked = sum(self.state.status[fixture] == LOCKED for fixture in self.opens)
        fetched = sum(errand.item >= 0 for errand in self.all)
        return self.work + fetched + len(self.opens) + locked

    def fetch(self, item: int) -> int:
        """Plan to have an item in hand; return the errands that it takes, as bits."""
        if item in self.masks:
            return self.masks[item]
        place = self.state.where[item]
        if place == HELD:
            mask = 0
        elif place == GONE:
            _, first, second = next(craft for craft in self.level.crafts if craft[0] == item)
            self.work += 1
            mask = self.fetch(first) | self.fetch(second)
        else:
            room = self.level.room_of[place]
            after = self.reach(room)
            inside = place - len(self.level.rooms)
            if inside >= 0:
                after |= self.open(inside)
            mask = self.add(Errand(room, after, item))
        self.masks[item] = mask
        return mask

    def reach(self, room: int) -> int:
        """Plan to open the doors between here and a room; return the errands that it takes."""
        mask = 0
        for door in self.ways.doors[self.state.room][room]:
            mask |= self.open(door)
        return mask

    def open(self, fixture: int) -> int:
        """Plan to open a fixture; return the errands that it takes."""
        status = self.state.status[fixture]
        if status >= CLOSED:
            self.opens[fixture] = None
        key = self.level.fixtures[fixture].key
        return self.fetch(key) if status == LOCKED and key != NO_KEY else 0

    def add(self, errand: Errand) -> int:
        """Add an errand and return its bit, with those of all that it asks for."""
        self.all.append(errand)
        return errand.after | 1 << len(self.all) - 1

    def cook(self) -> None:
        """Plan to fetch the ingredients, to treat them, to prepare the meal and to eat it."""
        state, level = self.state, self.level
        kitchen = level.fixtures[level.book].rooms[0]
        after = self.reach(kitchen)
        outside: dict[int, list[tuple[int, int]]] = {}
        self.work += 2 + (not state.done & READ)
        for food, form, way in level.recipe:
            mask = self.fetch(food)
            after |= mask
            if state.forms[food] == WHOLE and form != WHOLE:
                self.cuts.append(food)
                after |= self.fetch(level.knife)
            if state.ways[food] == RAW and way != RAW:
                self.work += 1
                room = next(level.fixtures[number].rooms[0] for number, made in level.heats.items() if made == way)
                if room != kitchen:
                    outside.setdefault(room, []).append((food, mask))
        self.work += len(self.cuts)
        for room, foods in outside.items():
            before = self.reach(room)
            for _, mask in foods:
                before |= mask
            after |= self.add(Errand(room, before, foods=tuple(food for food, _ in foods)))
        self.add(Errand(kitchen, after))
