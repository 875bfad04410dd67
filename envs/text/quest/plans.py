"""Shortest plans for Quest, command by command."""

from __future__ import annotations

from . import rules, solver
from .errands import Errands
from .level import CLOSED, GONE, HELD, LOCKED
from .maps import ways_of
from .names import FORMS, RAW
from .state import READ, State


def plan(state: State) -> list[str] | None:
    """Return a shortest list of commands that solves the quest; None where nothing does."""
    if state.lost:
        return None
    if state.solved:
        return []
    writer = Writer(state)
    errands, stops = solver.route(state)
    for room, done_here in stops:
        writer.walk(room)
        for errand in done_here:
            if errand.item >= 0:
                writer.fetch(errand.item)
            elif errand.foods:
                writer.cook(errand.foods)
            else:
                writer.finish(errands)
    if state.level.quest == "cooking" and not writer.state.solved:
        writer.do("eat", state.level.goal)
    return writer.commands


class Writer:
    """Plays commands and writes them down.

    Args:
        state: where to begin.
    """

    def __init__(self, state: State) -> None:
        self.state, self.level = state, state.level
        self.commands: list[str] = []

    def do(self, command: str, *things: int, text: str = "") -> None:
        """Play a command, which must be possible, and write it down."""
        after = rules.transition(self.state, command, *things)
        if isinstance(after, str):
            raise AssertionError(f"The plan's {command} {things} is not possible: {after}.")
        self.state = after
        self.commands.append(text or f"{command} {self.item(things[0])}")

    def item(self, item: int) -> str:
        """Return an item's name."""
        return self.level.items[item].name

    def walk(self, room: int) -> None:
        """Walk to a room, opening doors, and reading the cookbook on the way."""
        self.read()
        while self.state.room != room:
            direction, _, door = ways_of(self.level).next_exit(self.state.room, room)
            if door >= 0:
                self.open(door)
            after = rules.go(self.state, direction)
            if isinstance(after, str):
                raise AssertionError(f"The plan can't go {direction}: {after}.")
            self.state = after
            self.commands.append(f"go {direction}")
            self.read()

    def read(self) -> None:
        """Read the cookbook if it is here and was not read."""
        book = self.level.book
        if book >= 0 and book in self.level.standing[self.state.room] and not self.state.done & READ:
            self.do("read", book, text="read cookbook")

    def open(self, fixture: int) -> None:
        """Open a fixture, unlocking it before."""
        name, key = self.level.fixtures[fixture].name, self.level.fixtures[fixture].key
        if self.state.status[fixture] == LOCKED:
            if self.state.where[key] == GONE:  # both parts were in hand before
                self.do("craft", key)
            self.do("unlock", fixture, key, text=f"unlock {name} with {self.item(key)}")
        if self.state.status[fixture] == CLOSED:
            self.do("open", fixture, text=f"open {name}")

    def fetch(self, item: int) -> None:
        """Take an item, opening what it lies in, and join what can be joined then."""
        inside = self.state.where[item] - len(self.level.rooms)
        if inside >= 0:
            self.open(inside)
        self.do("take", item)
        craft = self.level.part_of.get(item)
        if craft and self.state.where[craft[0]] == GONE and all(self.state.where[part] == HELD for part in craft[1:]):
            self.do("craft", craft[0])

    def cook(self, foods: tuple[int, ...]) -> None:
        """Cook foods as the recipe says with an appliance of this room."""
        for food in foods:
            way = self.level.wanted[food].way
            fixture = next(number for number, made in self.level.heats.items() if made == way)
            self.do("cook", food, fixture, text=f"cook {self.item(food)} with {self.level.fixtures[fixture].name}")

    def finish(self, errands: Errands) -> None:
        """Cut and cook what is left, prepare the meal and eat it."""
        for food in errands.cuts:
            form = self.level.wanted[food].form
            self.do("cut", food, form, text=f"cut {self.item(food)} into {FORMS[form]}")
        raw = [step.food for step in self.level.recipe if step.way != RAW and self.state.ways[step.food] == RAW]
        self.cook(tuple(raw))
        self.do("prepare_meal", text="prepare meal")
