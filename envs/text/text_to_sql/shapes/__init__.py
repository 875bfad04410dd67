"""Shapes of questions, from easy to hard."""

from collections.abc import Callable

from ..phrases import Draft, Question
from . import linked, ranked, single, subqueries

SHAPES: dict[str, Callable[[Draft], Question]] = {
    "filter": single.filtered,
    "aggregate": single.aggregated,
    "order": ranked.ordered,
    "join": linked.joined,
    "group": linked.grouped,
    "nested": subqueries.nested,
    "sets": subqueries.combined,
}

__all__ = ["SHAPES"]
