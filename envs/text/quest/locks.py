"""Where Quest puts its locks, so that each has to be opened and its key can be reached without it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from .maps import Ways


class Locks:
    """The locks of a house that is being furnished.

    Args:
        ways: the walks between its rooms; doors are numbered as fixtures.
        start: the room from which everything must be reached.
        room_of: the room of each place.
        box_at: the box, a fixture that may be locked, at some of the places.

    Attributes:
        keys: fixture → the places of its key, or of the key's parts, for each that is locked.
    """

    def __init__(self, ways: Ways, start: int, room_of: Sequence[int], box_at: dict[int, int]) -> None:
        self.ways, self.start, self.room_of, self.box_at = ways, start, room_of, box_at
        self.keys: dict[int, list[int]] = {}

    def on_the_way(self, place: int) -> Iterator[int]:
        """Yield the doors and the box that have to be opened to reach into a place."""
        yield from self.ways.doors[self.start][self.room_of[place]]
        if place in self.box_at:
            yield self.box_at[place]

    def places(self, targets: Collection[int]) -> list[int]:
        """Return the targets and the places of all keys that reaching them takes."""
        found = list(dict.fromkeys(targets))
        for place in found:
            for fixture in self.on_the_way(place):
                found += [key for key in self.keys.get(fixture, ()) if key not in found]
        return found

    def reached_without(self, place: int, fixture: int) -> bool:
        """Whether a place can be reached without opening a fixture."""
        return all(fixture not in self.on_the_way(needed) for needed in self.places([place]))

    def add(self, rng: np.random.Generator, targets: Collection[int], spots: Sequence[int], parts: int) -> int:
        """Lock something that stands between the start and the targets, if there is anything, and place its key.

        Args:
            rng: the only source of chance.
            targets: places that the task must reach.
            spots: the places where keys may lie; one of them needs no key.
            parts: in how many parts the key comes.

        Returns:
            The fixture that is locked now.
        """
        between = {fixture: None for place in self.places(targets) for fixture in self.on_the_way(place)}
        every = {fixture: None for place in spots for fixture in self.on_the_way(place)}
        free = [fixture for fixture in between if fixture not in self.keys]
        free = free or [fixture for fixture in every if fixture not in self.keys]
        fixture = free[int(rng.integers(len(free)))]
        self.keys[fixture] = []
        open_spots = [place for place in spots if self.reached_without(place, fixture)]
        self.keys[fixture] = [open_spots[index] for index in rng.permutation(len(open_spots))[:parts].tolist()]
        return fixture
