"""Taxi solved exactly where chance plays no part.

Only what happens at stations matters, so the search runs over (station, places of the passengers) right after somebody
got in or out: Dijkstra backwards from the states in which all are delivered, over every state that any play can reach
(also those where a passenger was let out on the way). Between stations the taxi takes a shortest way.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from .rules import COMMANDS, DELIVERED, IN_TAXI, MOVES, Level, State, transition

Places = tuple[int, ...]
Node = tuple[int, Places]


def distances(moves: Mapping[str, Sequence[int]], target: int) -> list[int]:
    """Return the moves from each cell to ``target``; every move can be taken back."""
    found = [-1] * len(moves[MOVES[0]])
    found[target] = 0
    queue = [target]
    for cell in queue:
        for cells in moves.values():
            near = cells[cell]
            if found[near] < 0:
                found[near] = found[cell] + 1
                queue.append(near)
    return found


def events(places: Places, goals: Sequence[int], stations: int) -> Iterator[Node]:
    """Yield every (station, places after) that one pick-up or drop-off leads to, wherever it may happen."""
    if IN_TAXI in places:
        passenger = places.index(IN_TAXI)
        for station in range(stations):
            place = DELIVERED if goals[passenger] == station else station
            yield station, (*places[:passenger], place, *places[passenger + 1 :])
        return
    for station in sorted(set(places)):
        if station >= 0:
            passenger = places.index(station)
            yield station, (*places[:passenger], IN_TAXI, *places[passenger + 1 :])


class Table:
    """Exact distances in one city without rain and fickle passengers.

    Args:
        level: the city.

    Attributes:
        fields: for each station, every cell's distance to it.
        after: (station, places) right after somebody got in or out → the fewest commands until all are delivered.
    """

    def __init__(self, level: Level) -> None:
        self.level = level
        self.fields = [distances(level.moves, cell) for cell in level.stations]
        self.after = self._dijkstra(level.sources)

    def distance(self, cell: int, places: Places) -> int:
        """Return the fewest commands from here until all are delivered."""
        if IN_TAXI not in places and max(places) == DELIVERED:
            return 0
        return min(
            self.fields[station][cell] + 1 + self.after[station, then]
            for station, then in events(places, self.level.goals, len(self.level.stations))
        )

    def plan(self, state: State) -> list[str]:
        """Return a shortest list of commands that delivers everybody."""
        commands = []
        to_go = self.distance(state.cell, state.places)
        while to_go:
            for command in COMMANDS:
                after = transition(state, command)
                if self.distance(after.cell, after.places) < to_go:
                    break
            commands.append(command)
            state, to_go = after, to_go - 1
        return commands

    def _dijkstra(self, first: Places) -> dict[Node, int]:
        stations, goals = range(len(self.level.stations)), self.level.goals
        roots: list[Node] = [(station, first) for station in stations]
        into: dict[Node, list[tuple[int, Node]]] = {root: [] for root in roots}
        for node in (queue := list(roots)):
            at = self.level.stations[node[0]]
            for follower in events(node[1], goals, len(stations)):
                if follower not in into:
                    into[follower] = []
                    queue.append(follower)
                into[follower].append((self.fields[follower[0]][at] + 1, node))
        found: dict[Node, int] = {}
        heap = [(0, node) for node in queue if max(node[1]) == DELIVERED]
        while heap:
            length, node = heapq.heappop(heap)
            if node in found:
                continue
            found[node] = length
            for cost, before in into[node]:
                if before not in found:
                    heapq.heappush(heap, (length + cost, before))
        return found


@lru_cache(maxsize=256)
def table(level: Level) -> Table:
    """Return the distances in ``level``, computed once."""
    return Table(level)
