"""What the agent sees: the square of cells before it, less what walls and closed doors hide.

The same cells as minigrid's observation, as looks (indices of ``LOOKS``) row by row: the agent is in the middle of the
last row and looks up. Where the cells of a view are, and which of them are hidden, is computed once and kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter

from .rules import CLOSED, LOCKED, LOOKS, UNSEEN, State

OPAQUE = frozenset(index for index, look in enumerate(LOOKS) if look.kind == "wall" or look.state in (CLOSED, LOCKED))


def seen(state: State) -> bytes:
    """Return how the ``sight × sight`` cells before the agent look, row by row; :data:`UNSEEN` where hidden."""
    level = state.level
    gather = _window(level.stride, len(state.grid), state.at, state.facing, level.sight)
    looks = bytes(gather(state.grid)).translate(level.looks)
    return looks if level.see_through else shaded(looks, level.sight)


@lru_cache(maxsize=1 << 14)
def _window(stride: int, size: int, at: int, facing: int, sight: int) -> Callable[[bytes], tuple[int, ...]]:
    row, column = divmod(at, stride)
    ahead = ((0, 1), (1, 0), (0, -1), (-1, 0))[facing]
    right = (ahead[1], -ahead[0])
    found = []
    for far in range(sight - 1, -1, -1):
        for side in range(-(sight // 2), sight // 2 + 1):
            r, c = row + far * ahead[0] + side * right[0], column + far * ahead[1] + side * right[1]
            inside = 0 <= c < stride and 0 <= r < size // stride
            found.append(r * stride + c if inside else 0)
    return itemgetter(*found)


@lru_cache(maxsize=1 << 14)
def shaded(looks: bytes, sight: int) -> bytes:
    """Return the view with :data:`UNSEEN` where minigrid's rule lets nothing through.

    Row by row from the agent's on, light passes from a lit cell that isn't opaque to the next cell on either side, and
    to the cells before those and before itself.
    """
    lit = bytearray(sight * sight)
    lit[sight * sight - 1 - sight // 2] = 1
    for row in range(sight - 1, -1, -1):
        _spread(lit, looks, row * sight, range(sight - 1), 1, sight)
        _spread(lit, looks, row * sight, range(sight - 1, 0, -1), -1, sight)
    return bytes(look if light else UNSEEN for look, light in zip(looks, lit, strict=True))


def _spread(lit: bytearray, looks: bytes, start: int, columns: range, step: int, sight: int) -> None:
    for column in columns:
        cell = start + column
        if lit[cell] and looks[cell] not in OPAQUE:
            lit[cell + step] = 1
            if start:
                lit[cell + step - sight] = lit[cell - sight] = 1
