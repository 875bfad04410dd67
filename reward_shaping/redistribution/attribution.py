r"""Additive attribution: what each turn contributed to a score of the whole episode.

v(S) is the score of the episode with only the turns of S left in it; N are all T turns.

    leave one out   φ_t = v(N) - v(N without t)                                         T + 1 scores
    Shapley         φ_t = mean over orders of the turns of v(before t and t) - v(before t)
    LIME            φ = slopes of the line through v(S), weighted by closeness exp(-(|N - S| / T)² / w²)

Shapley values sum to v(N) - v(nothing), exactly, however few orders are drawn; the other two do not, nor do scores
start from 0, so the difference to v(N) is shared equally (:func:`~.redistribute.residual_corrected`) and the turns sum
to the score. Leaving one out credits none of two turns of which either would have done. A score of an episode with
holes in it is a score of something nobody has seen: the judge may be out of its depth.

Defaults: Shapley over all subsets up to 8 turns and else 32 orders; LIME's w = 0.5 and 64 subsets (all of them where
there are fewer). These are ours.
Certainty: abstract ("Learning Explainable Dense Reward Shapes via Bayesian Optimization", which attributes the score of
a reward model to tokens and searches for the mixture of attributions; the search is not here).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import comb
from typing import Any

import numpy as np

from ..number import Floats
from .redistribute import residual_corrected

Value = Callable[[tuple[bool, ...]], float]
"""``value(kept)``: the score of the episode with only the turns that are kept."""

Judge = Callable[[Sequence[Any], dict[str, Any]], float]
"""``judge(history, info)``: a score of observation, action, ..., observation; NaN where it cannot tell."""

EXACT = 8
"""Up to how many turns all subsets are scored for exact Shapley values."""


def leave_one_out(value: Value, turns: int) -> Floats:
    """Return what the score loses without each turn.

    Args:
        value: the score of a choice of turns.
        turns: T.

    Returns:
        Shape (T,).
    """
    every = (True,) * turns
    whole = value(every)
    return np.array([whole - value((*every[:t], False, *every[t + 1 :])) for t in range(turns)], dtype=np.float64)


def shapley(value: Value, turns: int, rng: np.random.Generator, *, orders: int | None = None) -> Floats:
    """Return each turn's Shapley value; they sum to ``value(all) - value(none)``.

    Args:
        value: the score of a choice of turns.
        turns: T.
        rng: draws the orders.
        orders: how many orders of the turns to average; if None, all subsets up to 8 turns, else 32 orders.

    Returns:
        Shape (T,).
    """
    if orders is None and turns <= EXACT:
        return _exact_shapley(value, turns)
    drawn = orders or 32
    total = np.zeros(turns)
    for _ in range(drawn):
        kept = [False] * turns
        before = value(tuple(kept))
        for t in rng.permutation(turns):
            kept[t] = True
            after = value(tuple(kept))
            total[t] += after - before
            before = after
    return total / drawn


def _exact_shapley(value: Value, turns: int) -> Floats:
    total = np.zeros(turns)
    for kept in product((False, True), repeat=turns):
        size = sum(kept)
        score = value(kept)
        for t, inside in enumerate(kept):
            others = size - inside
            total[t] += (score if inside else -score) / (turns * comb(turns - 1, others))
    return total


def lime(value: Value, turns: int, rng: np.random.Generator, *, subsets: int = 64, width: float = 0.5) -> Floats:
    """Return the slopes of a line fitted to the scores of random subsets.

    Args:
        value: the score of a choice of turns.
        turns: T.
        rng: draws the subsets.
        subsets: how many to score; the whole episode is always among them.
        width: w; a subset without that share of the turns weighs 1/e.

    Returns:
        Shape (T,); the least-squares solution of least norm where the subsets do not settle it.
    """
    every = list(product((False, True), repeat=turns)) if 2**turns <= subsets else None
    kept = np.array(every) if every else rng.random((subsets, turns)) < 0.5
    kept[-1] = True
    scores = np.array([value(tuple(map(bool, row))) for row in kept])
    closeness = np.exp(-(((~kept).mean(axis=1) if turns else np.zeros(len(kept))) ** 2) / width**2)
    root = np.sqrt(closeness)[:, None]
    design = np.column_stack([np.ones(len(kept)), kept]) * root
    slopes: Floats = np.linalg.lstsq(design, scores * root[:, 0], rcond=None)[0][1:]
    return slopes


METHODS = ("leave_one_out", "shapley", "lime")
"""How a score may be attributed."""


class TurnAttribution:
    """Attribute a judge's score of an episode to its turns: shares that sum to the score.

    Args:
        judge: ``judge(history, info) -> float``.
        method: ``"leave_one_out"``, ``"shapley"`` or ``"lime"``.
        samples: orders for ``shapley``, subsets for ``lime``; the method's default if None.
        blank: what stands in place of both messages of a turn that is left out; the turn is cut out if None.
        seed: of the generator, which begins anew for each episode.

    Raises:
        ValueError: the method is unknown or ``samples`` is not positive.
    """

    def __init__(
        self,
        judge: Judge,
        method: str = "leave_one_out",
        *,
        samples: int | None = None,
        blank: str | None = None,
        seed: int = 0,
    ) -> None:
        if method not in METHODS or (samples is not None and samples < 1):
            raise ValueError(
                f"TurnAttribution needs method to be one of {list(METHODS)} and samples >= 1 or None; "
                f"got method={method!r}, samples={samples}."
            )
        self.judge = judge
        self.method = method
        self.samples = samples
        self.blank = blank
        self.seed = seed

    def __call__(self, history: Sequence[Any], info: dict[str, Any]) -> Floats:
        """Return each turn's share of the score.

        Args:
            history: observation, action, ..., observation of a whole episode.
            info: of its last turn, handed to the judge.

        Returns:
            Shape (T,); they sum to the score. NaN where the judge could not tell.
        """
        turns = len(history) // 2
        known: dict[tuple[bool, ...], float] = {}

        def value(kept: tuple[bool, ...]) -> float:
            if kept not in known:
                known[kept] = float(self.judge(without(history, kept, self.blank), info))
            return known[kept]

        return residual_corrected(value((True,) * turns), self._contributions(value, turns))

    def _contributions(self, value: Value, turns: int) -> Floats:
        rng = np.random.default_rng(self.seed)
        if self.method == "leave_one_out":
            return leave_one_out(value, turns)
        if self.method == "shapley":
            return shapley(value, turns, rng, orders=self.samples)
        return lime(value, turns, rng, subsets=self.samples or 64)


def without(history: Sequence[Any], kept: Sequence[bool], blank: str | None = None) -> list[Any]:
    """Return a history with only some of its turns.

    Args:
        history: observation, action, ..., observation.
        kept: length T; which turns stay.
        blank: what stands in place of the two messages of a turn that goes; nothing if None.
    """
    left = [history[0]]
    for t, stays in enumerate(kept):
        if stays:
            left += history[2 * t + 1 : 2 * t + 3]
        elif blank is not None:
            left += [blank, blank]
    return left
