"""An ``info`` in which some entries are computed anew when they are first read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

LAZY_KEYS = ("channels", "milestones", "facts", "answer", "task")
"""Entries of the step contract that may be computed when they are first read."""


class DerivedInfo(dict[str, Any]):
    """Another ``info`` with entries of its own; what the other computes when it is read stays uncomputed until then.

    Attributes:
        source: ``(measure, inner, entries)``; ``measure(key, inner, entries)`` computes an entry, None if there is
            none.
    """

    __slots__ = ("source",)

    source: tuple[Callable[..., Any], Any, Any]

    def __init__(self, inner: Mapping[str, Any], entries: Mapping[str, Callable[[Any], Any]]) -> None:
        super().__init__((key, value) for key, value in inner.items() if key not in entries)
        self.source = (_measured, inner, entries)

    def __missing__(self, key: str) -> Any:
        """Compute an entry."""
        if key not in LAZY_KEYS:
            raise KeyError(key)
        measure, *states = self.source
        value = measure(key, *states)
        if value is None:
            raise KeyError(key)
        self[key] = value
        return value

    def get(self, key: str, default: Any = None) -> Any:
        """Return the entry, computed if need be, or ``default``.

        Args:
            key: of the entry.
            default: returned if there is none.
        """
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        return dict.__contains__(self, key) or (key in LAZY_KEYS and self.get(str(key)) is not None)

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        return dict, (dict(self),)


def _measured(key: str, inner: Mapping[str, Any], entries: Mapping[str, Callable[[Any], Any]]) -> Any:
    """Return an entry: of its own, or the other's."""
    compute = entries.get(key)
    return inner.get(key) if compute is None else compute(inner)
