"""DRLC: a critic reads the episode and says which turns, and which words in them, did what."""

from __future__ import annotations

from typing import Any

import gymnasium as gym
import numpy as np

from ...reward_shaping.judged.critic_rewards import spans_of, turn_values
from ...reward_shaping.judged.verdict import number_or_nan
from ..base import load
from .judge import Judge, JudgedTerm


class LLMCriticDense(JudgedTerm):
    """Pay each turn what a critic says of it, beside the outcome.

    Asked per episode, the critic sees the whole history, and the environment's reward in ``info["reward_terms"]``; what
    it says is paid as a lump on the last step and written turn by turn into ``info["late"]``. Asked per turn, it sees
    the history so far and its answer is about that turn: a number, or spans of it. Spans that can be found in the
    agent's messages stand in ``info["spans"][term]`` as ``(turn, start, end, value)``, in characters. The formula and
    its doubts stand in :mod:`turnwise.reward_shaping.judged.critic_rewards`.

    Args:
        env: the environment.
        critic: ``critic(history, info)`` or its dotted path. Per episode it returns a number for each turn, or a list
            of spans, mappings of ``turn`` (from 0), ``value`` and ``text`` or ``start`` and ``end``; None where it
            cannot tell.
        per: ``"episode"`` or ``"turn"``.
        weight: α.
        name: another name for the term.

    Raises:
        ValueError: ``per`` is not allowed.
    """

    term = "critic"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        critic: Judge | str,
        *,
        per: str = "episode",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        self.critic: Judge = load(critic)
        super().__init__(env, [self.critic], per=per, weight=weight, name=name)

    def score(self, history: tuple[Any, ...], info: dict[str, Any]) -> float:
        """Return what the critic says of the episode, or of its last turn; NaN where it cannot tell."""
        answer, messages = self.critic(history, info), history[1::2]
        turns = len(messages)
        if self.per == "turn":
            listed = answer if isinstance(answer, list | tuple) else [{"value": answer}]
            answer = [{**span, "turn": turns - 1} for span in listed if isinstance(span, dict)]
            known = [number_or_nan(span.get("value")) for span in answer]
            if listed and all(value != value for value in known):
                answer = None
        info.setdefault("spans", {})[self.term] = spans_of(answer, messages)
        values = turn_values(answer, turns)
        if self.per == "turn":
            return float(values[-1])
        self.write_late(info, [None if value != value else self.weight * float(value) for value in values])
        return float(np.nansum(values)) if not np.isnan(values).all() else float("nan")
