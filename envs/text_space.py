"""A space of Unicode strings, with the functions that vector environments need.

``gymnasium.spaces.Text`` walks the characters in ``contains`` and has no space character in its default set, and in
shared memory it stores indices into that set. This one takes any text up to a length and stores UTF-8.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ctypes import c_char
from multiprocessing.sharedctypes import SynchronizedArray
from typing import Any, overload

import gymnasium as gym
import numpy as np
from gymnasium.vector.utils import (
    batch_differing_spaces,
    create_empty_array,
    create_shared_memory,
    read_from_shared_memory,
    write_to_shared_memory,
)

HEADER = 4
"""Bytes that hold the length of a string in shared memory."""

SAMPLE_LENGTH = 32
"""Longest string that :meth:`TextSpace.sample` draws."""


class TextSpace(gym.Space[str]):
    """Every string of at most ``max_length`` characters, the empty one included.

    Args:
        max_length: the longest string, in characters.
        seed: seed of :meth:`sample`.
    """

    def __init__(self, max_length: int = 65_536, *, seed: int | np.random.Generator | None = None) -> None:
        if isinstance(max_length, bool) or not isinstance(max_length, int) or max_length < 0:
            raise ValueError(f"TextSpace needs max_length >= 0, a whole number of characters; got {max_length!r}.")
        self.max_length = max_length
        super().__init__(shape=None, dtype=str, seed=seed)

    @property
    def is_np_flattenable(self) -> bool:
        """Text has no fixed-size array form."""
        return False

    def contains(self, x: Any) -> bool:
        """Whether ``x`` is a string that is not too long."""
        return isinstance(x, str) and len(x) <= self.max_length

    def sample(self, mask: None = None, probability: None = None) -> str:
        """Draw up to 32 characters: mostly printable ASCII, some from the rest of the basic plane.

        Args:
            mask: must be None; text has no finite set to mask.
            probability: must be None, likewise.
        """
        if mask is not None or probability is not None:
            raise ValueError("TextSpace.sample takes neither mask nor probability; draw and filter instead.")
        rng = self.np_random
        length = int(rng.integers(min(self.max_length, SAMPLE_LENGTH) + 1))
        codes = np.where(rng.random(length) < 0.9, rng.integers(32, 127, length), rng.integers(160, 0xD800, length))
        return "".join(map(chr, codes.tolist()))

    def __repr__(self) -> str:
        """Return ``TextSpace(max_length)``."""
        return f"TextSpace({self.max_length})"

    def __eq__(self, other: object) -> bool:
        """Whether ``other`` holds the same strings."""
        return isinstance(other, TextSpace) and other.max_length == self.max_length

    def __hash__(self) -> int:
        """Equal spaces hash alike."""
        return self.max_length


def _slot(space: TextSpace) -> int:
    return HEADER + 4 * space.max_length


def _batch_differing(spaces: Sequence[gym.Space[Any]]) -> gym.Space[Any]:
    return gym.spaces.Tuple(list(spaces))


batch_differing_spaces.register(TextSpace, _batch_differing)


@create_empty_array.register(TextSpace)
def _empty(space: TextSpace, n: int = 1, fn: Callable[..., Any] = np.zeros) -> tuple[str, ...]:
    return ("",) * n


@create_shared_memory.register(TextSpace)
def _create(space: TextSpace, n: int = 1, ctx: Any = None) -> SynchronizedArray[c_char]:
    memory: SynchronizedArray[c_char] = ctx.Array("c", n * _slot(space))
    return memory


@write_to_shared_memory.register(TextSpace)
def _write(space: TextSpace, index: int, values: str, shared_memory: SynchronizedArray[c_char]) -> None:
    data = values.encode("utf-8", "surrogatepass")
    if len(values) > space.max_length:
        raise ValueError(
            f"TextSpace holds at most {space.max_length} characters; the observation has {len(values)}. "
            "Give the environment an observation space with a larger max_length, or make the vector environment "
            "with shared_memory=False."
        )
    view = memoryview(shared_memory.get_obj()).cast("B")
    start = index * _slot(space)
    view[start : start + HEADER] = len(data).to_bytes(HEADER, "little")
    view[start + HEADER : start + HEADER + len(data)] = data


@read_from_shared_memory.register(TextSpace)
def _read(space: TextSpace, shared_memory: SynchronizedArray[c_char], n: int = 1) -> SharedText:
    return SharedText(memoryview(shared_memory.get_obj()).cast("B"), _slot(space), n)


class SharedText(Sequence[str]):
    """The strings in shared memory, as they are when they are looked at.

    An asynchronous vector environment reads its shared memory once, when it is made, and deep-copies what it read at
    every step: the deep copy of this view is the tuple of strings of that moment.

    Args:
        memory: n slots, each a length and UTF-8.
        slot: bytes of a slot.
        length: n.
    """

    def __init__(self, memory: memoryview, slot: int, length: int) -> None:
        self.memory, self.slot, self.length = memory, slot, length

    def __len__(self) -> int:
        """Return the number of strings."""
        return self.length

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...

    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        """Read one string, or a tuple of them."""
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(self.length)))
        if not -self.length <= index < self.length:
            raise IndexError(f"There are {self.length} strings; got index {index}.")
        start = index % self.length * self.slot + HEADER
        size = int.from_bytes(self.memory[start - HEADER : start], "little")
        return str(self.memory[start : start + size], "utf-8", "surrogatepass")

    def __deepcopy__(self, memo: dict[int, Any]) -> tuple[str, ...]:
        """Return the strings of this moment."""
        return tuple(self)
