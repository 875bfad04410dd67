"""Credit re-assignment by a language model (CollabUIAgents): its scores of the turns in place of the environment's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym
import numpy as np

from ..base import load
from ..scored_term import note_version
from .in_place_of import InPlaceOf

TurnScores = Callable[[Sequence[Any], dict[str, Any]], "Sequence[float] | None"]
"""``judge(history, info)``: a score for each turn of the whole history, NaN or None where it cannot tell."""


class LLMCreditReassign(InPlaceOf):
    """Pay a judge's score of each agent's turn in place of what the environment pays.

    The judge reads the finished episode; its scores less what the environment paid are paid as a lump on the last step
    and written turn by turn into ``info["late"]``. A turn it says nothing of is worth 0; where it says nothing at all
    the environment's reward stays. What each role earned, and preference data made of the scores, come from
    :mod:`turnwise.reward_shaping.redistribution.reassignment`, which has the formula and its doubts.

    Args:
        env: the environment.
        judge: ``judge(history, info)`` or its dotted path ``"package.module:name"``.
        of: the term to replace, several, or ``"total"``.
        weight: of the scores.
        name: another name for the term.

    Raises:
        ValueError: no layer below pays the term; at the end of an episode, if there is not one score a turn.
    """

    term = "reassigned"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        judge: TurnScores | str,
        *,
        of: str | Sequence[str] = "outcome",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, of, name=name)
        self.judge: TurnScores = load(judge)
        self.weight = weight

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history and note the judge's version."""
        super().begin(observation, info)
        note_version(self.term, self.judge, info)

    def instead(self, history: tuple[Any, ...], paid: list[float], info: dict[str, Any]) -> Sequence[float] | None:
        """Return the judge's scores.

        Args:
            history: of the whole episode.
            paid: what the term paid each turn.
            info: of the last turn.
        """
        scores = self.judge(history, info)
        if scores is None:
            return None
        said = np.array([np.nan if score is None else score for score in scores], dtype=np.float64)
        if said.shape != (len(paid),):
            raise ValueError(
                f"LLMCreditReassign needs one score for each of {len(paid)} turns; the judge gave {said.size}."
            )
        worth: list[float] = (self.weight * np.nan_to_num(said)).tolist()
        return None if np.isnan(said).all() else worth
