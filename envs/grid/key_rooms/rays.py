"""What N agents see, from maps kept turned four ways: the view of each is one block of memory, its light a table.

For each direction a map is kept with that direction up and with walls around, so that the view from any cell lies in
it row by row. Beside the cells' numbers each row keeps the bits of the cells that let light through.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from .rules import OPAQUE
from .view import FORWARD_STEPS, IMAGE

Ints = NDArray[np.int64]
Codes = NDArray[np.uint8]

LARGEST_VIEW = 9
WIDEST = 64

CLEAR = np.array([not opaque for opaque in OPAQUE], dtype=np.uint8)
"""Code → 1 where light passes."""


class Rays:
    """The turned maps of N agents.

    Args:
        count: N.
        width: columns of a map.
        height: rows of a map.
        size: cells along a side of a view, at most ``LARGEST_VIEW``.

    Raises:
        ValueError: if the view or the map is too large.
    """

    def __init__(self, count: int, width: int, height: int, size: int) -> None:
        side = size // 2
        columns, rows = max(width, height) + 2 * side, max(width, height) + size - 1
        if size > LARGEST_VIEW or columns > WIDEST:
            raise ValueError(
                f"A batch of KeyRooms takes view_size <= {LARGEST_VIEW} and maps of {WIDEST - 2 * side} cells a side "
                f"or less, walls included; got view_size={size} and a map of {height} by {width}."
            )
        self.count, self.size, self._shape = count, size, (rows, columns)
        cells = np.arange(width * height)
        self._source = np.zeros((4, rows, columns), dtype=np.int64)
        corners, lines, shifts = [], [], []
        for direction, (down, across) in enumerate(FORWARD_STEPS):
            # The view's rows run against the direction, its columns a quarter turn to the right of it.
            far = (cells // width) * down + (cells % width) * across
            aside = (cells % width) * down - (cells // width) * across
            row, column = far.max() - far + size - 1, aside.max() - aside + side
            self._source[direction, row, column] = cells
            lines.append(direction * rows + row)
            shifts.append(column)
            corners.append((direction * rows + row - size + 1) * columns + column - side)
        self._lines, self._columns = np.stack(lines, axis=1), np.stack(shifts, axis=1)
        self._places = self._lines * columns + self._columns
        self._corners = np.stack(corners, axis=1).ravel()
        self._shifts = (self._columns - side).astype(np.uint64).ravel()
        self._block = 4 * rows * columns
        self._images = np.zeros((count * self._block + size * columns, 3), dtype=np.uint8)
        self._clear = np.zeros((count * 4 * rows + size,), dtype=np.uint64)
        self._first = np.arange(count) * self._block
        self._first_line = np.arange(count) * 4 * rows
        self._lit, self._next = _light(size)
        self._shown = _shown(size)
        self._overlap()

    def _overlap(self) -> None:
        """Lay the overlapping views over the maps' memory."""
        rows, columns = self._shape
        shape = self.count * self._block, self.size, 3 * self.size
        self._views = as_strided(self._images, shape, (3, 3 * columns, 1), writeable=False)
        self._rows = as_strided(self._clear, (self.count * 4 * rows, self.size), (8, 8), writeable=False)

    def __getstate__(self) -> dict[str, Any]:
        """Return everything but the views, which a copy would tear off the maps."""
        return {name: value for name, value in vars(self).items() if name not in ("_views", "_rows")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take over a copy's maps and lay the views over them."""
        self.__dict__.update(state)
        self._overlap()

    def fill(self, agents: Ints, cells: Codes) -> None:
        """Take over whole maps.

        Args:
            agents: shape (K,).
            cells: shape (K, height * width); the codes of their maps.
        """
        rows, columns = self._shape
        turned = cells.take(self._source.ravel(), axis=1)
        images = self._images[: self.count * self._block].reshape(self.count, self._block, 3)
        images[agents] = IMAGE.take(turned, axis=0)
        passes = np.zeros((len(agents), 4 * rows, WIDEST), dtype=np.uint8)
        passes[:, :, :columns] = CLEAR.take(turned).reshape(-1, 4 * rows, columns)
        bits = np.packbits(passes, axis=2, bitorder="little").view(np.uint64)[:, :, 0]
        self._clear[: self.count * 4 * rows].reshape(self.count, 4 * rows)[agents] = bits

    def put(self, agents: Ints, cells: Ints, before: Codes, codes: Codes) -> None:
        """Change one cell in the maps of some agents.

        Args:
            agents: shape (K,), no two the same.
            cells: shape (K,).
            before: shape (K,); the codes there until now.
            codes: shape (K,); the codes there from now on.
        """
        self._images[self._first[agents, None] + self._places[cells]] = IMAGE[codes][:, None]
        doors = np.flatnonzero(CLEAR[before] != CLEAR[codes])
        if doors.size:
            agents, cells = agents[doors], cells[doors]
            bits = np.uint64(1) << self._columns[cells].astype(np.uint64)
            self._clear[self._first_line[agents, None] + self._lines[cells]] ^= bits

    def look(self, poses: Ints, carrying: Codes) -> Codes:
        """Return what every agent sees.

        Args:
            poses: shape (N,); ``position * 4 + direction``.
            carrying: shape (N,); the codes of what is in hand, or 0.

        Returns:
            Shape (N, size, size, 3), as :func:`~turnwise.envs.grid.key_rooms.view.image` for each. In memory the rows
            of a view follow one another, the farthest first.
        """
        size, corners = self.size, self._corners.take(poses)
        images: Codes = self._views[self._first + corners]
        lines = self._first_line + corners // self._shape[1]
        clear = self._rows[lines]
        clear >>= self._shifts.take(poses)[:, None]
        clear &= np.uint64((1 << size) - 1)
        keys = np.ascontiguousarray(clear.T.astype(np.int32))
        light = np.full(self.count, 1 << size // 2, dtype=np.int32)
        for row in range(size - 1, -1, -1):
            key = keys[row]
            key |= light << size
            light = self._next.take(key)
        images &= self._shown.take(self._lit.take(keys).T, axis=0)
        seen = images.reshape(self.count, size, size, 3)
        seen[:, size - 1, size // 2] = IMAGE.take(carrying, axis=0)
        return seen.transpose(0, 2, 1, 3)


@lru_cache(maxsize=4)
def _light(size: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the lit cells of a row and those it lights, by ``entering << size | clear`` (see ``view.lit``)."""
    entering, clear = np.divmod(np.arange(1 << 2 * size), 1 << size)
    seen = entering
    for _ in range(size):
        through = seen & clear
        seen = (seen | through << 1 | through >> 1) & (1 << size) - 1
    through = seen & clear
    return seen.astype(np.int32), ((through | through << 1 | through >> 1) & (1 << size) - 1).astype(np.int32)


@lru_cache(maxsize=4)
def _shown(size: int) -> Codes:
    """Return, for the lit cells of a row, 255 for each number of a lit cell and 0 for the others."""
    bits = np.arange(1 << size)[:, None] >> np.arange(size) & 1
    return np.repeat(bits * 255, 3, axis=1).astype(np.uint8)
