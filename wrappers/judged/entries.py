"""Add to the entries of ``info`` that environments compute when they are first read, without reading them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


def add_entries(info: dict[str, Any], key: str, values: Mapping[str, Any]) -> None:
    """Add values to a dictionary in ``info``; an environment's own that nobody has read stays uncomputed.

    Args:
        info: of the turn.
        key: of the dictionary, such as ``"channels"`` or ``"milestones"``.
        values: what to add, by name; they hide the environment's of the same name.
    """
    source = getattr(info, "source", None)
    if source is None or dict.__contains__(info, key):
        info[key] = {**(info.get(key) or {}), **values}
        return
    measure, *states = source
    info.source = (_With(measure, key, dict(values)), *states)  # type: ignore[attr-defined] # it has one


def add_channels(info: dict[str, Any], term: str, values: Mapping[str, float]) -> None:
    """Log the components of a term as the channels ``term.component``; one that is NaN is missing and left out.

    Args:
        info: of the turn.
        term: the name of the term.
        values: by the name of the component.
    """
    known = {f"{term}.{name}": float(value) for name, value in values.items() if value == value}
    if known:
        add_entries(info, "channels", known)


@dataclass(frozen=True)
class _With:
    """What computes an entry, with more in it."""

    measure: Callable[..., Any]
    key: str
    values: dict[str, Any]

    def __call__(self, key: str, *states: Any) -> Any:
        found = self.measure(key, *states)
        return {**(found or {}), **self.values} if key == self.key else found
