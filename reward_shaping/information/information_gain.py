r"""Information gain (IGPO): what each turn did to the probability of the answer.

    p_t = exp( (1/|y*|) Σ_k log π(y*_k | history_t, y*_{<k}) )
    r_t = p_t - p_{t-1},   t = 1..T-1;   the answer turn T is paid by the outcome

p_0 is that of the opening message. The gains telescope: their sum is p_{T-1} - p_0, so an episode cannot earn more
than 1 - p_0 and a turn that undoes another's progress pays it back. Under estimators that compare episode sums (GRPO)
they are the outcome plus the last belief; under return-to-go each turn is paid for all that it led to.

Defaults: probabilities, the mean over the answer's tokens, the first accepted answer, no gain on the answer turn.
Doubts: one secondary source on a successor (A²TGPO) has differences of log-probabilities: ``space="log"``, which keeps
paying where the probability of a hard answer is too small to move. Released code takes the first accepted answer only;
``best`` and ``mean`` are ours.
Certainty: code (GuoqingWang1/IGPO, verl/utils/reward_score/info_gain.py:134-213 and scrl/llm_agent/generation.py:
297-424); the paper (arXiv 2510.14967) secondary, and it agrees.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence
from .levels import level_gains

SPACES = ("probability", "log")
"""What a gain is a difference of."""

ANSWERS = ("first", "best", "mean")
"""Which of several accepted answers counts."""


def mean_log_prob(log_probs: float | Sequence[float]) -> float:
    """Return the mean of a text's token log-probabilities.

    Args:
        log_probs: of each token; or a number, which is their mean already. No token at all gives NaN.
    """
    if isinstance(log_probs, float | int | np.number) or getattr(log_probs, "ndim", 1) == 0:
        return float(log_probs)  # type: ignore[arg-type] # a number, or an array or tensor that is one
    return float(sum(log_probs)) / len(log_probs) if len(log_probs) else math.nan


def answer_level(log_probs: float | Sequence[float], space: str = "probability") -> float:
    """Return p_t, or its logarithm.

    Args:
        log_probs: the answer's token log-probabilities, or their mean.
        space: ``"probability"`` or ``"log"``.
    """
    mean = mean_log_prob(log_probs)
    return math.exp(mean) if space == "probability" else mean


def accepted_level(levels: Sequence[float], answers: str = "first") -> float:
    """Return the level of several accepted answers; NaN where none is known.

    Args:
        levels: of each accepted answer, NaN where it is missing; ``best`` and ``mean`` leave those out.
        answers: ``"first"``, ``"best"`` or ``"mean"``.

    Raises:
        ValueError: ``answers`` is none of these.
    """
    if answers not in ANSWERS:
        raise ValueError(f"accepted_level needs answers to be one of {list(ANSWERS)}; got {answers!r}.")
    if answers == "first":
        return levels[0]
    known = [level for level in levels if level == level]
    if not known:
        return math.nan
    return max(known) if answers == "best" else sum(known) / len(known)


def information_gain(log_probs: ArrayLike, space: str = "probability") -> Floats:
    """Return each turn's gain.

    Args:
        log_probs: shape (T + 1,); the answer's mean token log-probability before any turn and after each.
        space: ``"probability"`` or ``"log"``.

    Returns:
        Shape (T,), missing values as :func:`level_gains` has them.

    Raises:
        ValueError: ``log_probs`` is not one-dimensional or is empty, or the space is unknown.
    """
    if space not in SPACES:
        raise ValueError(f"information_gain needs space to be one of {list(SPACES)}; got {space!r}.")
    levels = sequence("information_gain", "log_probs", log_probs, least=1)
    return level_gains(np.exp(levels) if space == "probability" else levels)
