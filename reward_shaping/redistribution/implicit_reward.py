r"""Implicit process rewards (implicit PRM, PRIME, iStar/OPRL): a log-ratio of two models is a reward for each token.

    r_k = β [log π_φ(y_k | ·) - log π_ref(y_k | ·)]            of token k
    r_t = Σ_{k in turn t} r_k                                   of a turn

    PRIME        loss = -y log σ(Σ r) - (1 - y) log(1 - σ(Σ r))       y = 1 where the rollout succeeded
    iStar/OPRL   loss = -log σ(Σ r of a success - Σ r of a failure)   one pair a success and a failure of a task

Labels of whole rollouts train it; the rewards of tokens come free, since the sum is what is fitted. The sum grows with
the length of a turn. Whether a batch is scored before or after it has trained φ is PRIME's option: scored after, the
labels leak into the rewards.

Pairs: of each task the first success goes with the first failure, the second with the second, and what is left over
is not used ("one-to-one").

Default: β = 0.05.
Certainty: code for r, both losses and β (PRIME's recipe as vendored by HiPER-agent, iStar's `core_istar.py`); which
failure meets which success is ours.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, Number, sequence

BETA = 0.05
"""The weight of a log-ratio."""


def token_rewards(reward_log_probs: ArrayLike, reference_log_probs: ArrayLike, beta: float = BETA) -> Floats:
    """Return each token's reward.

    Args:
        reward_log_probs: shape (n,); log-probabilities under the reward model.
        reference_log_probs: shape (n,); under the reference.
        beta: β.

    Returns:
        Shape (n,).

    Raises:
        ValueError: the two have different lengths.
    """
    one = sequence("token_rewards", "reward_log_probs", reward_log_probs)
    other = sequence("token_rewards", "reference_log_probs", reference_log_probs)
    if one.shape != other.shape:
        raise ValueError(f"token_rewards needs the log-probs of the same tokens; got {one.size} and {other.size}.")
    return beta * (one - other)


def turn_rewards(
    reward_log_probs: Sequence[ArrayLike], reference_log_probs: Sequence[ArrayLike], beta: float = BETA
) -> Floats:
    """Return each turn's reward: the sum over its tokens.

    Args:
        reward_log_probs: T rows of shape (n_t,); under the reward model.
        reference_log_probs: T rows of shape (n_t,); under the reference.
        beta: β.

    Returns:
        Shape (T,).

    Raises:
        ValueError: the two differ in the number of turns or of tokens of a turn.
    """
    if len(reward_log_probs) != len(reference_log_probs):
        raise ValueError(
            f"turn_rewards needs the log-probs of the same turns; got {len(reward_log_probs)} and "
            f"{len(reference_log_probs)}."
        )
    pairs = zip(reward_log_probs, reference_log_probs, strict=True)
    return np.array([token_rewards(one, other, beta).sum() for one, other in pairs], dtype=np.float64)


def outcome_loss(logit: Number, label: Number) -> Floats:
    """Return PRIME's cross-entropy of σ(Σ r) against the outcome.

    Args:
        logit: Σ r of each rollout, any shape.
        label: 1 where it succeeded, else 0; a number between is a soft label. The same shape.
    """
    loss: Floats = np.logaddexp(0.0, logit) - np.multiply(label, logit)
    return loss


def preference_loss(winner: Number, loser: Number) -> Floats:
    """Return iStar's loss of a pair.

    Args:
        winner: Σ r of each success, any shape.
        loser: Σ r of the failure it is paired with, the same shape.
    """
    loss: Floats = np.logaddexp(0.0, np.subtract(loser, winner))
    return loss


def one_to_one_pairs(success: Sequence[bool | None], task: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return pairs (success, failure) within a task, each rollout used at most once.

    Args:
        success: length N; whether each rollout succeeded, None where nobody knows.
        task: length N; rollouts of the same task are equal.

    Returns:
        Pairs of indices, by the first appearance of their tasks.
    """
    of_task: dict[Hashable, tuple[list[int], list[int]]] = {}
    for index, (solved, key) in enumerate(zip(success, task, strict=True)):
        won, lost = of_task.setdefault(key, ([], []))
        if solved is not None:
            (won if solved else lost).append(index)
    return [pair for won, lost in of_task.values() for pair in zip(won, lost, strict=False)]
