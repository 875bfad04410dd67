"""One Sokoban level, and what follows from its walls: push distances, dead squares, the assignment bound.

Cells are numbered row by row with one spare column, ``cell = row * (cols + 1) + column``: the spare column is where a
map's line ends, so a cell's number is also its character's place in the text. Sets of cells are integers with one bit
a cell, so that walking, pushing and pulling everywhere at once are shifts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

COMMANDS = ("up", "down", "left", "right")
"""Every move, in the order of the batched environment's actions 0 to 3."""

FLOOR, TARGET, BOX, PLAYER, WALL, LINE_END = 0, 1, 2, 4, 8, 9
"""What a cell holds: a sum of TARGET, BOX and PLAYER, or WALL, or LINE_END after each row."""


@dataclass(frozen=True)
class Level:
    """A room, its targets, and where the player and the boxes start. The outermost cells are walls.

    Attributes:
        rows: rows of the room, walls included.
        cols: columns of the room, walls included.
        cells: FLOOR, TARGET, WALL or LINE_END for each cell.
        player: the cell where the player starts.
        boxes: the cells where the boxes start; box 1 first.
        pushes: a solution, if one is known: the cell of the box and the step of each push. Not compared.
    """

    rows: int
    cols: int
    cells: bytes
    player: int
    boxes: tuple[int, ...]
    pushes: tuple[tuple[int, int], ...] = field(default=(), compare=False)

    def __reduce__(self) -> tuple[type[Level], tuple[Any, ...]]:
        """Pickle what the level is, not the tables that follow from it."""
        return Level, (self.rows, self.cols, self.cells, self.player, self.boxes, self.pushes)

    @property
    def stride(self) -> int:
        """What the cell below adds to a cell's number: ``cols + 1``."""
        return self.cols + 1

    @cached_property
    def steps(self) -> dict[str, int]:
        """Command → what it adds to a cell's number."""
        return steps(self.cols)

    @cached_property
    def targets(self) -> tuple[int, ...]:
        """The cells that want a box, ascending."""
        return tuple(cell for cell, what in enumerate(self.cells) if what == TARGET)

    @cached_property
    def floor(self) -> int:
        """The cells that aren't walls, as bits."""
        return sum(1 << cell for cell, what in enumerate(self.cells) if what < WALL)

    @cached_property
    def walls(self) -> int:
        """The cells that are walls or line ends, as bits."""
        return (1 << len(self.cells)) - 1 & ~self.floor

    @cached_property
    def distances(self) -> tuple[list[int], ...]:
        """For each target, the fewest pushes from each cell if nothing else stood in the room; see :attr:`cap`."""
        return tuple(push_distances(self.floor, target, self.stride, self.cap) for target in self.targets)

    @property
    def cap(self) -> int:
        """The distance reported where no push sequence leads: ``rows * cols``, more than any that is finite."""
        return self.rows * self.cols

    @cached_property
    def dead(self) -> int:
        """The floor from where no target can be reached, as bits: a box pushed there never comes home."""
        nearest = [min(column) for column in zip(*self.distances, strict=True)]
        return sum(1 << cell for cell, far in enumerate(nearest) if far >= self.cap) & self.floor

    def goal_distance(self, boxes: Sequence[int]) -> int:
        """Return a lower bound on the pushes left: the cheapest assignment of boxes to targets.

        A box that no longer reaches the target it is assigned to counts :attr:`cap`, so the bound stays finite.
        """
        return assignment([[distance[box] for distance in self.distances] for box in boxes])


def steps(cols: int) -> dict[str, int]:
    """Return what each command adds to a cell's number in a room of ``cols`` columns."""
    return dict(zip(COMMANDS, (-cols - 1, cols + 1, -1, 1), strict=True))


def shift(cells: int, step: int) -> int:
    """Return the set ``cells`` moved by ``step``."""
    return cells << step if step > 0 else cells >> -step


def reachable(start: int, free: int, stride: int) -> int:
    """Return the cells that walking from the set ``start`` over the set ``free`` reaches; rows are ``stride`` apart."""
    reached = start
    while True:
        wider = (reached | reached << 1 | reached >> 1 | reached << stride | reached >> stride) & free | start
        if wider == reached:
            return reached
        reached = wider


def members(cells: int) -> Iterator[int]:
    """Yield the cells of a set, ascending."""
    while cells:
        lowest = cells & -cells
        yield lowest.bit_length() - 1
        cells ^= lowest


def push_distances(floor: int, target: int, stride: int, cap: int) -> list[int]:
    """Return the fewest pushes that bring a lone box from each cell to ``target``; ``cap`` where none do.

    Pulls away from the target are followed backwards: a box can be pulled by ``step`` where the cells one and two
    steps on are floor. Whether the player gets there is left out, so these are lower bounds.
    """
    found = [cap] * (floor.bit_length() + 1)
    ring = seen = 1 << target
    distance = 0
    left, up = floor & floor << 1, floor & floor << stride
    right, down = floor & floor >> 1, floor & floor >> stride
    while ring:
        for cell in members(ring):
            found[cell] = distance
        distance += 1
        ring = (ring >> 1 & left | ring << 1 & right | ring >> stride & up | ring << stride & down) & ~seen
        seen |= ring
    return found


def assignment(costs: Sequence[Sequence[int]]) -> int:
    """Return the least total cost of giving each row a column of its own.

    Args:
        costs: square.
    """
    count = len(costs)
    if count == 1:
        return costs[0][0]
    if count == 2:
        (a, b), (c, d) = costs
        return min(a + d, b + c)
    least = [min(row) for row in costs]
    if len({row.index(cost) for row, cost in zip(costs, least, strict=True)}) == count:
        return sum(least)
    best = [0]
    for row, choices in _subsets(count):
        cost = costs[row]
        best.append(min([best[rest] + cost[column] for rest, column in choices]))
    return best[-1]


@cache
def _subsets(count: int) -> list[tuple[int, list[tuple[int, int]]]]:
    """Return, for each set of columns but the empty one, the last row that it serves, and each column and the rest."""
    return [
        (taken.bit_count() - 1, [(taken ^ 1 << column, column) for column in range(count) if taken >> column & 1])
        for taken in range(1, 1 << count)
    ]
