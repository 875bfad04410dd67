r"""Critic rewards (DRLC): a critic that read the whole episode says which turns, or which words in them, did what.

    r_t = α Σ_{spans s in turn t} v_s,   v_s usually -1 or +1; a turn of which the critic says nothing earns 0

The values are added to the outcome, not put in its place: the critic may be wrong, and a sum of many spans grows with
the length of the episode. A critic that answered nothing readable is missing on every turn (NaN); a span that names no
turn of the episode, or has no readable value, is left out.

Defaults: α = 1.
Certainty: abstract (DRLC, a critic given task, history, output and the environment's reward); the weighted sum with
the outcome is recalled (α₁ r_outcome + α₂ r_critic). What counts as readable is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..number import Floats
from .verdict import number_or_nan

Span = tuple[int, int, int, float]
"""Turn, first character and the one behind the last in its message, and value."""


def turn_values(answer: Any, turns: int) -> Floats:
    """Return what a critic's answer is worth turn by turn.

    Args:
        answer: a list of T numbers, None where the critic cannot tell; or a list of spans, mappings of ``turn`` (from
            0), ``value`` and, for :func:`spans_of`, ``start`` and ``end`` or the ``text`` that is meant.
        turns: T.

    Returns:
        Shape (T,); NaN where it cannot be told.
    """
    if not isinstance(answer, Sequence) or isinstance(answer, str | bytes):
        return np.full(turns, np.nan)
    if all(isinstance(each, Mapping) for each in answer):
        values = np.zeros(turns)
        for turn, value, _ in _readable(answer, turns):
            values[turn] += value
        return values
    if len(answer) != turns:
        return np.full(turns, np.nan)
    return np.array([number_or_nan(each) for each in answer])


def spans_of(answer: Any, messages: Sequence[Any]) -> list[Span]:
    """Return the spans of a critic's answer that can be found in the messages.

    Args:
        answer: as in :func:`turn_values`; a span without ``start`` and ``end`` is looked up by its ``text``, and one
            without either is the whole message.
        messages: T messages of the agent.
    """
    if not isinstance(answer, Sequence) or isinstance(answer, str | bytes):
        return []
    spans = []
    for turn, value, span in _readable(answer, len(messages)):
        message = str(messages[turn])
        start, end = span.get("start"), span.get("end")
        if "text" in span and not (isinstance(start, int) and isinstance(end, int)):
            start = message.find(str(span["text"]))
            end = start + len(str(span["text"]))
        elif start is None and end is None:
            start, end = 0, len(message)
        if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(message):
            spans.append((turn, start, end, value))
    return spans


def _readable(answer: Sequence[Any], turns: int) -> Iterator[tuple[int, float, Mapping[str, Any]]]:
    """Yield turn, value and the span itself, of each span that names a turn and a value."""
    for span in answer:
        if isinstance(span, Mapping):
            turn, value = span.get("turn"), number_or_nan(span.get("value"))
            if isinstance(turn, int) and 0 <= turn < turns and value == value:
                yield turn, value, span
