"""What never changes in a KeyRooms level: its rooms, the doors between them, and distances with all doors open."""

from __future__ import annotations

from collections.abc import Iterator

from .rules import GOAL, THINGS, WALL, Level

NEVER = 1 << 30
"""A distance that nothing bridges."""

OTHER, BOX = 1, 2
"""In hand: a key or ball that nothing needs any more, or a box."""

Steps = list[int]
"""Pose → commands to a target; a pose is ``position * 4 + direction``."""


class Walls:
    """Rooms, doors and distances.

    Args:
        level: a level whose rooms form a tree.

    Attributes:
        goal: the goal's cell.
        regions: each cell's room, -1 for walls.
        sides: the rooms on the two sides of each door.
        barriers: room → room → bits of the doors between them.
        free: whether an object may ever lie in a cell.
        to_goal: the commands from every pose to the goal.
    """

    def __init__(self, level: Level) -> None:
        self.level = level
        self.goal = level.cells.index(GOAL)
        self.regions = self._regions()
        self.sides = [[self.regions[pose >> 2] for pose in self.facing(cell)] for cell in level.doors]
        self.barriers = [self._barriers(region) for region in range(max(self.regions) + 1)]
        self.free = [THINGS[code].kind not in ("wall", "door", "goal") for code in level.cells]
        self._steps: dict[tuple[int, int], Steps] = {}
        self.to_goal = self._spread({0: [self.goal * 4 + direction for direction in range(4)]})

    def steps(self, pose: int, hand: int = 0) -> Steps:
        """Return the commands from every pose to ``pose``, on the way putting down what is in ``hand``, if anything."""
        key = (pose, min(hand, BOX + 1))
        if key not in self._steps:
            self._steps[key] = self._with_drop(self.steps(pose), hand) if hand else self._spread({0: [pose]})
        return self._steps[key]

    def facing(self, cell: int) -> Iterator[int]:
        """Yield the poses from which ``cell`` is ahead."""
        for direction, move in enumerate(self.level.moves):
            if self.level.cells[cell - move] != WALL:
                yield (cell - move) * 4 + direction

    def entry(self, start: int, room: int) -> int:
        """Return the pose, in the last doorway from room ``start`` to ``room``, that looks into it."""
        for number, cell in enumerate(self.level.doors):
            if self.barriers[start][room] >> number & 1 and room in self.sides[number]:
                inner = next(pose for pose in self.facing(cell) if self.regions[pose >> 2] == room)
                return cell * 4 + (inner + 2 & 3)
        raise ValueError(f"KeyRooms has no way from room {start} to room {room}.")

    def _with_drop(self, steps: Steps, hand: int) -> Steps:
        """Return ``steps`` with one drop on the way: onto floor ahead, and then a turn, for that cell is taken.

        A box may be opened instead, so that it is gone.
        """
        cells, moves = self.level.cells, self.level.moves
        starts: dict[int, list[int]] = {}
        for cell, code in enumerate(cells):
            for direction, move in enumerate(moves):
                if code != WALL and self.free[cell + move]:
                    turned = min(steps[cell * 4 + (direction + 1 & 3)], steps[cell * 4 + (direction + 3 & 3)])
                    starts.setdefault(turned + 2, []).append(cell * 4 + direction)
        dropped = self._spread(starts)
        return [min(way, step + 2) for way, step in zip(dropped, steps, strict=True)] if hand == BOX else dropped

    def _spread(self, starts: dict[int, list[int]]) -> Steps:
        """Return the fewest commands from every pose to one of ``starts`` (commands that are left there → poses)."""
        cells, moves = self.level.cells, self.level.moves
        steps = [NEVER] * (4 * len(cells))
        ring: list[int] = []
        count, last = min(starts), max(starts)
        while ring or count <= last:
            ring += starts.get(count, ())
            wave = []
            for pose in ring:
                if steps[pose] <= count:
                    continue
                steps[pose] = count
                cell, direction = pose >> 2, pose & 3
                wave += [pose ^ direction ^ (direction + 1 & 3), pose ^ direction ^ (direction + 3 & 3)]
                if cells[cell - moves[direction]] != WALL:
                    wave.append(pose - 4 * moves[direction])
            ring, count = wave, count + 1
        return steps

    def _regions(self) -> list[int]:
        """Return each cell's room, -1 for walls; a doorway belongs to the room before it or after it."""
        cells, moves, doors = self.level.cells, self.level.moves, self.level.doors
        regions, count = [-1] * len(cells), 0
        for cell, code in enumerate(cells):
            if code == WALL or cell in doors or regions[cell] >= 0:
                continue
            inside = [cell]
            for here in inside:
                if regions[here] < 0 and cells[here] != WALL and here not in doors:
                    regions[here] = count
                    inside += [here + move for move in moves]
            count += 1
        for cell in doors:
            regions[cell] = max(regions[cell + move] for move in moves)
        return regions

    def _barriers(self, start: int) -> list[int]:
        """Return, for every room, the bits of the doors on the way to it from ``start``."""
        ways, rooms = {start: 0}, [start]
        for here in rooms:
            for number, sides in enumerate(self.sides):
                for there in sides if here in sides else ():
                    if there not in ways:
                        ways[there] = ways[here] | 1 << number
                        rooms.append(there)
        return [ways.get(room, 0) for room in range(max(self.regions) + 1)]
