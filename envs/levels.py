"""What environments with drawn levels share: checked arguments, and splits by a level's content."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from numbers import Real
from typing import Any

import numpy as np

from .base import TextEnv

SPLITS = ("all", "train", "test")
TEST_SHARE = 5
"""One level in five belongs to the test split."""

MAX_DRAWS = 2_000


def is_whole(value: Any, least: int, most: int | None = None) -> bool:
    """Whether ``value`` is a whole number, no truth value, from ``least`` to ``most``."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value and (most is None or value <= most)


def of_test(layout: str) -> bool:
    """Whether the level of this layout belongs to the test split; one in five does, by a checksum of its content."""
    return zlib.crc32(layout.encode()) % TEST_SHARE == 0


class LevelEnv(TextEnv):
    """An environment that draws a level from the seed.

    A subclass gives :meth:`draw`, :meth:`layout` and :meth:`opening`, and what :class:`TextEnv` asks for.

    Args:
        split: ``"train"`` and ``"test"`` share no level: a checksum of a level's content assigns it (1 in 5 to test).
            ``"all"`` draws from both.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    def __init__(self, *, split: str = "all", render_mode: str | None = None, info_keys: Sequence[str] = ()) -> None:
        super().__init__(render_mode=render_mode, info_keys=info_keys)
        self.choice("split", split, SPLITS)
        self.split = split

    def require(self, argument: str, value: Any, ok: bool, allowed: str) -> None:
        """Raise ``ValueError`` naming the argument, its value and what is allowed, unless ``ok``."""
        if not ok:
            raise ValueError(f"{type(self).__name__} needs {argument} to be {allowed}; got {argument}={value!r}.")

    def choice(self, argument: str, value: Any, allowed: Iterable[str]) -> None:
        """Raise ``ValueError`` unless ``value`` is one of the ``allowed`` words."""
        names = list(allowed)
        self.require(argument, value, isinstance(value, str) and value in names, f"one of {names}")

    def whole(self, argument: str, value: Any, least: int, most: int) -> None:
        """Raise ``ValueError`` unless ``value`` is a whole number from ``least`` to ``most``."""
        self.require(argument, value, is_whole(value, least, most), f"a whole number from {least} to {most}")

    def probability(self, argument: str, value: Any, most: float) -> None:
        """Raise ``ValueError`` unless ``value`` is a number from 0 to ``most``."""
        number = isinstance(value, Real) and not isinstance(value, bool)
        self.require(argument, value, number and 0 <= value <= most, f"a probability from 0 to {most:g}")

    def truth(self, argument: str, value: Any) -> None:
        """Raise ``ValueError`` unless ``value`` is True or False."""
        self.require(argument, value, isinstance(value, bool), "True or False")

    def draw(self, rng: np.random.Generator) -> Any:
        """Return the initial state of a level drawn from ``rng``."""
        raise NotImplementedError

    def layout(self, state: Any) -> str:
        """Return a text that is the same for two initial states exactly if their levels are the same."""
        raise NotImplementedError

    def opening(self, state: Any) -> str:
        """Return the complete first observation: task, rules, how to act, and what is seen."""
        raise NotImplementedError

    def begin(self, options: dict[str, Any]) -> str:
        """Draw a level of the split."""
        if self.split == "all":
            self.state = self.draw(self.np_random)
            return self.opening(self.state)
        for _ in range(MAX_DRAWS):
            state = self.draw(self.np_random)
            if of_test(self.layout(state)) == (self.split == "test"):
                self.state = state
                return self.opening(state)
        raise ValueError(f"{type(self).__name__} found no level of split={self.split!r}; enlarge the level settings.")

    def task(self, state: Any) -> dict[str, Any]:
        """Return the level's id; subclasses add parameters and lengths."""
        return {"id": f"{type(self).__name__.removesuffix('Env')}-{zlib.crc32(self.layout(state).encode()):08x}"}
