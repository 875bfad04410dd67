r"""AIRS (Yuan et al. 2023): choose the intrinsic reward under which the task's return has been best.

    UCB        arm = argmax_k Q_k + c √(log N / n_k),       an arm never tried first
    ε-greedy   arm = any, each with the same probability, with probability ε; else argmax_k Q_k

Q_k is the mean of the task's return over the last W times that arm k was on, n_k how often it was on, N = Σ n_k.
The arm "none", no intrinsic reward, is one of them: the bonus can be switched off.

What a run gains by an arm shows only after the policy has learned from it, so an arm is judged by what its
predecessors taught. c is on the scale of returns: with returns of 0 or 1, c = 1 explores much.

Defaults: c = 1, W = 10, ε = 0.1. Certainty: abstract; the bandit, its window and the arm "none" secondary (third-party
programs after the paper). The paper estimates the return by the agent's value function; here it is what was earned.
"""

from __future__ import annotations

from math import inf, log, sqrt

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence

HOW = ("ucb", "epsilon_greedy")
"""How an arm may be chosen."""


def upper_confidence(means: ArrayLike, pulls: ArrayLike, c: float = 1.0) -> Floats:
    """Return each arm's mean plus what is not known of it; infinite for an arm never tried.

    Args:
        means: shape (K,); Q, anything where the arm was never tried.
        pulls: shape (K,); n, how often each arm was on.
        c: >= 0.

    Returns:
        Shape (K,).

    Raises:
        ValueError: the shapes differ or there is no arm.
    """
    known, tried = sequence("upper_confidence", "means", means, least=1), sequence("upper_confidence", "pulls", pulls)
    if known.shape != tried.shape:
        raise ValueError(f"upper_confidence needs as many pulls as means; got {tried.size} and {known.size}.")
    total = log(max(float(tried.sum()), 1.0))
    return np.array([q + c * sqrt(total / n) if n else inf for q, n in zip(known, tried, strict=True)])


def epsilon_greedy(means: ArrayLike, epsilon: float, rng: np.random.Generator) -> int:
    """Return the arm of the highest mean, or with probability ``epsilon`` any.

    Args:
        means: shape (K,); infinite for an arm to be tried first.
        epsilon: ε in [0, 1].
        rng: draws.

    Raises:
        ValueError: there is no arm, or ``epsilon`` is no probability.
    """
    known = sequence("epsilon_greedy", "means", means, least=1)
    if not 0 <= epsilon <= 1:
        raise ValueError(f"epsilon_greedy needs 0 <= epsilon <= 1; got {epsilon}.")
    return int(rng.integers(known.size)) if rng.random() < epsilon else int(np.argmax(known))
