"""Hybrid reward: models, rules that say how sure they are, aspects and length in one term, each logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.hybrid_reward import PARTS, hybrid_reward, length_penalty, weighted_mean
from ...reward_shaping.judged.verdict import number_or_nan
from ..base import load
from .entries import add_channels
from .judge import Judge, JudgedTerm

Rule = Callable[[Sequence[Any], dict[str, Any]], Any]
"""``rule(history, info)``: a score, or a pair of a score and how sure it is of it, from 0 to 1."""


class HybridReward(JudgedTerm):
    """Pay a weighted sum of model scores, rules with confidences, aspects of instruction following, and length.

    Every component is logged as a channel: ``hybrid.model.<name>``, ``hybrid.rule.<name>``, its ``....confidence``,
    ``hybrid.aspect.<name>`` and ``hybrid.length``. A part none of whose components could be told makes the whole
    missing. The formula and its doubts stand in :mod:`turnwise.reward_shaping.judged.hybrid_reward`.

    Args:
        env: the environment.
        models: judges ``judge(history, info) -> score`` or their dotted paths, by name.
        rules: rules ``rule(history, info) -> score`` or ``(score, confidence)``, or their dotted paths, by name.
        aspects: judges of how far instructions were followed, by name.
        weights: of ``model``, ``rule``, ``aspect`` and ``length``; 1 where not given, 0 for a part that is empty.
        length: the fewest and the most words that all messages of the agent together may have without cost; None for
            no penalty.
        slope: this many words outside cost the whole weight.
        per: ``"episode"`` or ``"turn"``.
        name: another name for the term.

    Raises:
        ValueError: there is nothing to sum up, or an argument is not allowed.
    """

    term = "hybrid"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        models: Mapping[str, Judge | str] | None = None,
        rules: Mapping[str, Rule | str] | None = None,
        aspects: Mapping[str, Judge | str] | None = None,
        *,
        weights: Mapping[str, float] | None = None,
        length: Sequence[float] | None = None,
        slope: float = 100.0,
        per: str = "episode",
        name: str | None = None,
    ) -> None:
        self.models, self.rules, self.aspects = (
            {key: load(each) for key, each in (given or {}).items()} for given in (models, rules, aspects)
        )
        judges = [*self.models.values(), *self.rules.values(), *self.aspects.values()]
        super().__init__(env, judges, per=per, name=name)
        given = dict(weights or {})
        if not set(given) <= set(PARTS) or not (judges or length) or (length is not None and len(length) != 2):
            raise ValueError(
                f"HybridReward needs at least one model, rule, aspect or length, length as two numbers, and weights of "
                f"{list(PARTS)}; got length={length!r}, weights={given}."
            )
        self.length = length
        self.slope = slope
        self._penalty(0)
        filled = (self.models, self.rules, self.aspects, length)
        self.weights = [float(given.get(part, 1.0)) if have else 0.0 for part, have in zip(PARTS, filled, strict=True)]

    def score(self, history: tuple[Any, ...], info: dict[str, Any]) -> float:
        """Return the sum, NaN where a part of it cannot be told."""
        models, aspects = (
            {key: number_or_nan(judge(history, info)) for key, judge in each.items()}
            for each in (self.models, self.aspects)
        )
        rules = {key: _pair(rule(history, info)) for key, rule in self.rules.items()}
        words = sum(len(str(message).split()) for message in history[1::2])
        parts = [
            weighted_mean(list(models.values())),
            weighted_mean([score for score, _ in rules.values()], [sure for _, sure in rules.values()]),
            weighted_mean(list(aspects.values())),
            self._penalty(words),
        ]
        logged = {f"model.{key}": value for key, value in models.items()}
        logged |= {f"rule.{key}": score for key, (score, _) in rules.items()}
        logged |= {f"rule.{key}.confidence": sure for key, (_, sure) in rules.items()}
        logged |= {f"aspect.{key}": value for key, value in aspects.items()}
        add_channels(info, self.term, logged | ({} if self.length is None else {"length": parts[3]}))
        return hybrid_reward(parts, self.weights)

    def _penalty(self, words: float) -> float:
        return length_penalty(words, *self.length, slope=self.slope) if self.length is not None else 0.0


def _pair(answer: Any) -> tuple[float, float]:
    """Return a rule's score and its confidence, which is 1 where it names none."""
    if isinstance(answer, tuple | list):
        score, sure = answer if len(answer) == 2 else (None, None)
        return number_or_nan(score), number_or_nan(sure)
    return number_or_nan(answer), 1.0
