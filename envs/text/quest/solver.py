"""Quest solved exactly: the errands in the order with the shortest walk, from any state."""

from __future__ import annotations

from collections.abc import Sequence

from .errands import Errand, Errands
from .maps import ways_of
from .state import State

LOST = 1_000
"""The distance of a state from which the quest can't be done any more."""

MEMO_SIZE = 4096


class Tour:
    """The shortest walk that does all errands.

    Args:
        errands: what is left to do.
        distance: the steps between any two rooms.
    """

    def __init__(self, errands: Sequence[Errand], distance: Sequence[Sequence[int]]) -> None:
        self.errands, self.distance = errands, distance
        self.every = (1 << len(errands)) - 1
        self.memo: dict[tuple[int, int], tuple[int, int]] = {}

    def at(self, room: int, done: int) -> int:
        """Return what is done once everything that can be done in a room is."""
        before = -1
        while before != done:
            before = done
            for number, errand in enumerate(self.errands):
                if errand.room == room and not errand.after & ~done:
                    done |= 1 << number
        return done

    def best(self, room: int, done: int) -> tuple[int, int]:
        """Return how many steps are left and the room to go to next, when all is done that can be done here."""
        if done == self.every:
            return 0, room
        known = self.memo.get((room, done))
        if known is None:
            targets = {
                errand.room: None
                for number, errand in enumerate(self.errands)
                if not done >> number & 1 and not errand.after & ~done
            }
            known = self.memo[room, done] = min(
                (self.distance[room][target] + self.best(target, self.at(target, done))[0], target)
                for target in targets
            )
        return known


def distance(state: State) -> int:
    """Return the fewest commands to the end of the quest; ``LOST`` if it can't be done any more."""
    if state.lost or state.solved:
        return LOST if state.lost else 0
    memo = state.level.memo.setdefault("distances", {})
    key = (state.room, state.where, state.status, state.forms, state.ways, state.done)
    found: int | None = memo.get(key)
    if found is None:
        if len(memo) >= MEMO_SIZE:
            memo.clear()
        errands = Errands(state)
        tour = Tour(errands.all, ways_of(state.level).distance)
        found = memo[key] = errands.commands + tour.best(state.room, tour.at(state.room, 0))[0]
    return found


def route(state: State) -> tuple[Errands, list[tuple[int, list[Errand]]]]:
    """Return the errands, and the rooms to visit in order with what is done in each."""
    errands = Errands(state)
    tour = Tour(errands.all, ways_of(state.level).distance)
    room, done, stops = state.room, 0, []
    while True:
        after = tour.at(room, done)
        stops.append((room, _in_order(errands.all, done, after)))
        if after == tour.every:
            return errands, stops
        done, room = after, tour.best(room, after)[1]


def _in_order(errands: Sequence[Errand], before: int, after: int) -> list[Errand]:
    """Return the errands that are done between, each after what it asks for."""
    found: list[Errand] = []
    done = before
    while done != after:
        for number, errand in enumerate(errands):
            bit = 1 << number
            if after & bit and not done & bit and not errand.after & ~done:
                found.append(errand)
                done |= bit
    return found
