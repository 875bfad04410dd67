"""What learners read of a finished episode: its outcome, and the history before each of its states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..groups.columns import known_sum

SUCCESS, TOTAL = "success", "total"


def outcome_of(episode: Any, of: str = "outcome") -> float:
    """Return what an episode came to.

    Args:
        episode: finished.
        of: the name of a reward term, whose sum is returned; ``"total"`` for the sum of all, ``"success"`` for 1 or 0.

    Returns:
        A number; NaN where nobody said whether the task was solved, where the term is not in the ledger, or where it
        is missing on the last turn and has paid nothing before: what a judge who is asked at the end leaves if it
        fails, so that no failure of a judge becomes a label of 0. Else missing turns are left out of the sum
        (:func:`~turnwise.reward_shaping.groups.columns.known_sum`).
    """
    if of == SUCCESS:
        return float("nan") if episode.solved is None else float(episode.solved)
    if of == TOTAL:
        return float(sum(episode.rewards))
    if of not in episode.paid:
        return float("nan")
    return known_sum(np.array(episode.paid[of], dtype=np.float64))


def history_of(episode: Any) -> list[Any]:
    """Return observation_0, action_1, observation_1, ..., action_T, observation_T.

    Args:
        episode: with T + 1 ``observations`` and T ``actions``.
    """
    told = [each for pair in zip(episode.observations, episode.actions, strict=False) for each in pair]
    return [*told, episode.observations[-1]]


def histories_of(episode: Any, *, states: bool = False) -> list[Sequence[Any]]:
    """Return the history up to and with each turn.

    Args:
        episode: with T turns.
        states: begin with the state before the first turn, which is no turn.

    Returns:
        T histories, each two messages longer than the one before; T + 1 with ``states``.
    """
    told = history_of(episode)
    return [told[: 2 * t + 1] for t in range(0 if states else 1, len(episode.actions) + 1)]
