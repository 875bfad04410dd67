"""What a group term reads of an episode: the sum of a column, success, or the final answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..number import Floats

ANSWER = re.compile(r"<(/?)answer>", re.IGNORECASE)

Answer = Callable[[Any], str | None]
"""``answer(episode)``: the episode's final answer, None where it gave none."""


def episode_value(episode: Any, source: str | Callable[[Any], float]) -> float:
    """Return one number of an episode.

    Args:
        episode: a finished episode.
        source: ``"success"`` (1 or 0, NaN where nobody said), ``"turns"``, ``"tokens"`` (those that the agent wrote,
            or the characters of its messages where it counts none), the name of a reward term or channel, summed
            as by :func:`known_sum`, or a callable.

    Raises:
        ValueError: there is no such column.
    """
    if not isinstance(source, str):
        return float(source(episode))
    if source == "success":
        return float("nan") if episode.solved is None else float(episode.solved)
    if source == "turns":
        return float(len(episode))
    if source == "tokens":
        return float(episode.costs.get("tokens_out", sum(map(len, episode.actions))))
    return known_sum(episode.column(source))


def known_sum(column: Floats) -> float:
    """Return the sum of a column with missing values left out.

    A term that is told once, at the end, pays 0 before: with its last turn missing, such a column is [0, 0, NaN], and
    its sum is unknown, not 0. A term that is told on every turn and happened to pay nothing before it missed the last
    one cannot be told apart from it, and counts as unknown too (ours: what is missing is not zero).

    Args:
        column: shape (T,); NaN where a value is missing.

    Returns:
        A number; NaN where the last turn is missing and no other turn has a value that is not 0.
    """
    known = column[column == column]
    untold = column.size and column[-1] != column[-1] and not known.any()
    return float("nan") if untold else float(known.sum())


def final_answer(episode: Any) -> str | None:
    """Return what the last message of the agent gives as its answer: the text in ``<answer>`` tags, or all of it.

    Args:
        episode: a finished episode.

    Returns:
        The text without surrounding white space and case; None for an episode without turns.
    """
    if not episode.actions:
        return None
    said = episode.actions[-1]
    message, start = said, None
    for mark in ANSWER.finditer(message):
        if not mark[1] and start is None:
            start = mark.end()
        elif mark[1] and start is not None:
            said, start = message[start : mark.start()], None
    return " ".join(said.split()).casefold()
