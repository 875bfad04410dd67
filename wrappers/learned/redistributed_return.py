"""Redistribute a return over the turns that earned it (RRD, LaRe, Hindsight PRIOR): the sum stays what it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import gymnasium as gym
import numpy as np

from ...reward_shaping.judged.verdict import number_or_nan
from ...reward_shaping.redistribution.redistribute import by_weights, last, residual_corrected, uniform
from ..base import load
from ..scored_term import PER, note_version
from .in_place_of import InPlaceOf

FIXED = {"uniform": uniform, "last": last}
HOW = {"weights": by_weights, "residual": residual_corrected}

Weights = Callable[[Sequence[Any], dict[str, Any]], Any]
"""``weights(history, info)``: a number for the last turn; asked per episode, one for each turn. NaN if unknown."""


class RedistributedReturn(InPlaceOf):
    """Move what a term pays to the turns that a model credits; the sum over the episode stays what it was.

    The term pays r_t - raw_t: its lump on the last step is 0, the reward of every step is what it was, and in the trace
    raw and correction sum to the redistributed reward of each turn. A turn whose weight is missing is credited nothing;
    where all are missing nothing is moved. The formulas and their doubts stand in
    :mod:`turnwise.reward_shaping.redistribution.redistribute`.

    Args:
        env: the environment.
        weights: ``"uniform"``, ``"last"``, or ``weights(history, info)`` or its dotted path: a learner such as
            :class:`~turnwise.reward_shaping.learners.ReturnDecomposition` or
            :class:`~turnwise.reward_shaping.learners.LLMLatentReward`, or attention, or
            :class:`~turnwise.reward_shaping.redistribution.TurnAttribution` (asked per episode).
        of: the term to redistribute, several, or ``"total"``.
        how: ``"weights"`` shares in their ratio, ``"residual"`` pays them as they are and shares the rest equally.
        per: ``"turn"`` asks on every turn, ``"episode"`` once on the last.
        name: another name for the term.

    Raises:
        ValueError: ``how`` or ``per`` is not allowed, or no layer below pays the term; at the end, if there
            is not one weight a turn.
    """

    term = "redistribution"
    memory: ClassVar[tuple[str, ...]] = (*InPlaceOf.memory, "said")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        weights: str | Weights = "uniform",
        *,
        of: str | Sequence[str] = "outcome",
        how: str = "weights",
        per: str = "turn",
        name: str | None = None,
    ) -> None:
        super().__init__(env, of, name=name)
        if how not in HOW or per not in PER:
            raise ValueError(
                f"RedistributedReturn needs how to be one of {list(HOW)} and per one of {list(PER)}; "
                f"got how={how!r}, per={per!r}."
            )
        self.weights: Weights | str = weights if isinstance(weights, str) and weights in FIXED else load(weights)
        self.how = how
        self.per = per

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history without weights."""
        super().begin(observation, info)
        note_version(self.term, self.weights, info)
        self.said: list[float] = []

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Ask for the turn's weight; on the last turn move everything."""
        if self.per == "turn" and not isinstance(self.weights, str):
            self.said.append(number_or_nan(self.weights((*self.history, action, observation), info)))
        return super().turn_reward(action, observation, reward, terminated, truncated, info)

    def instead(self, history: tuple[Any, ...], paid: list[float], info: dict[str, Any]) -> Sequence[float] | None:
        """Return what each turn is worth.

        Args:
            history: of the whole episode.
            paid: what the term paid each turn.
            info: of the last turn.
        """
        total = sum(paid)
        if isinstance(self.weights, str):
            shares = FIXED[self.weights](total, len(paid))
        else:
            said = np.asarray(self.said if self.per == "turn" else self.weights(history, info), dtype=np.float64)
            if said.shape != (len(paid),):
                raise ValueError(
                    f"RedistributedReturn needs one weight for each of {len(paid)} turns, asked per episode; got an "
                    f"array of shape {said.shape}. Return T numbers, or ask with per='turn'."
                )
            if np.isnan(said).all():
                return None
            shares = np.nan_to_num(HOW[self.how](total, said))
        worth: list[float] = shares.tolist()
        return worth
