"""Reward Design with Language Models: a judge reads the episode and its verdict is the reward."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.verdict import FORMS, verdict
from ..base import load
from .judge import Judge, JudgedTerm


class LLMProxyReward(JudgedTerm):
    """Pay what a judge says of the episode, read as a number from 0 to 1.

    The judge knows what is wanted: a description, a few examples. The forms and their doubts stand in
    :mod:`turnwise.reward_shaping.judged.verdict`.

    Args:
        env: the environment.
        judge: ``judge(history, info)``, or its dotted path; its answer has the form that is named.
        form: ``"binary"`` (yes or no), ``"ordinal"`` (a rating, or the probability of each) or ``"yes"`` (the
            probability of yes).
        scale: the lowest and the highest rating, for ``ordinal``.
        per: ``"episode"`` asks on the last turn, ``"turn"`` on every one.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: ``form``, ``scale`` or ``per`` is not allowed.
    """

    term = "judge"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        judge: Judge | str,
        *,
        form: str = "binary",
        scale: Sequence[float] = (0.0, 1.0),
        per: str = "episode",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        self.judge: Judge = load(judge)
        super().__init__(env, [self.judge], per=per, weight=weight, name=name)
        if form not in FORMS or len(scale) != 2 or not scale[0] < scale[1]:
            raise ValueError(
                f"LLMProxyReward needs form to be one of {list(FORMS)} and scale to be a lower and a higher number; "
                f"got form={form!r}, scale={scale!r}."
            )
        self.form = form
        self.scale = (float(scale[0]), float(scale[1]))
        self.can_be_negative = weight < 0

    def score(self, history: tuple[Any, ...], info: dict[str, Any]) -> float:
        """Return the verdict, NaN where it cannot be read."""
        return verdict(self.judge(history, info), self.form, self.scale)
