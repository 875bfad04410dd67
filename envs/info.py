"""The ``info`` dictionary whose expensive entries are computed when they are first read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LAZY_KEYS = ("channels", "milestones", "facts", "answer", "task")
"""Entries computed on first access, in this order by :meth:`Info.complete`."""

Measure = Callable[[str, Any, Any], Any]


class Info(dict[str, Any]):
    """A ``dict`` with the entries of the step contract; the lazy ones appear when they are asked for.

    ``info["facts"]``, ``info.get("facts")`` and ``"facts" in info`` compute the entry once and keep it. Iterating,
    copying into a plain dictionary and pickling show what has been computed so far, so that a vector environment
    carries only what was asked for. The entries speak of the turn that made this object, however far the episode
    has gone since.

    Attributes:
        source: ``(measure, before, state)``; ``measure(key, before, state)`` computes an entry.
    """

    __slots__ = ("source",)

    source: tuple[Measure, Any, Any]

    def __missing__(self, key: str) -> Any:
        """Compute a lazy entry."""
        if key not in LAZY_KEYS:
            raise KeyError(key)
        measure, before, state = self.source
        value = measure(key, before, state)
        if value is None:
            raise KeyError(key)
        self[key] = value
        return value

    def get(self, key: str, default: Any = None) -> Any:
        """Return the entry, computed if need be, or ``default``."""
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        """Whether the entry exists or can be computed."""
        return dict.__contains__(self, key) or (key in LAZY_KEYS and self.get(str(key)) is not None)

    def complete(self) -> dict[str, Any]:
        """Return a plain dictionary with every entry computed."""
        for key in LAZY_KEYS:
            self.get(key)
        return dict(self)

    def copy(self) -> Info:
        """Return a shallow copy that can still compute what is missing."""
        twin = Info(self)
        twin.source = self.source
        return twin

    def __copy__(self) -> Info:
        """Return :meth:`copy`."""
        return self.copy()

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        """Pickle and deep-copy as a plain dictionary of what has been computed."""
        return dict, (dict(self),)
