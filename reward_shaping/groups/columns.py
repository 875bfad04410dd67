"""What a group term reads of an episode: the sum of a column, success, or the final answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

ANSWER = re.compile(r"<(/?)answer>", re.IGNORECASE)

Answer = Callable[[Any], str | None]
"""``answer(episode)``: the episode's final answer, None where it gave none."""


def episode_value(episode: Any, source: str | Callable[[Any], float]) -> float:
    """Return one number of an episode.

    Args:
        episode: a finished episode.
        source: ``"success"`` (1 or 0, NaN where nobody said), ``"turns"``, ``"tokens"`` (those that the agent wrote,
            or the characters of its messages where it counts none), the name of a reward term or channel, summed
            over its turns with missing values left out (NaN where all are missing), or a callable.

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
    column = episode.column(source)
    known = column[column == column]
    return float(known.sum()) if known.size or not column.size else float("nan")


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
