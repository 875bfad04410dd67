r"""Length bias: whether a reward is longer messages in disguise.

    with turns, with length       Pearson's correlation of the reward with turns and with tokens (or characters)
    given success                 the same among solved episodes alone, where length cannot stand for skill
    explained                     R² of the reward on length: the share of its variance that length explains

For an improvement from one batch to another:

    explained improvement = slope · (mean length₂ - mean length₁) / (mean reward₂ - mean reward₁)

with the slope of reward on length in the first batch.

The sanity baseline is a control that pays length alone: a policy trained on it shows how much of an improvement needs
no more than that. ``LengthReward`` is that control as a wrapper.

Certainty: abstract ("A long way to go: investigating length correlations in RLHF"); the split by slope is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ...number import Floats
from .correlation import correlation


class LengthBias(NamedTuple):
    """How a reward goes with length; NaN where one of the two does not vary.

    Attributes:
        with_turns: correlation with the number of turns.
        with_length: correlation with tokens, or with characters where none were counted.
        given_success: correlation with length among solved episodes.
        explained: the share of the reward's variance that length explains.
    """

    with_turns: float
    with_length: float
    given_success: float
    explained: float


def written(episode: Any) -> float:
    """Return how much the agent wrote: tokens where they were counted, else characters.

    Args:
        episode: a finished one.
    """
    return float(episode.costs.get("tokens_out", sum(map(len, episode.actions))))


def length_bias(episodes: Sequence[Any], term: str | None = None) -> LengthBias:
    """Return how a reward goes with length.

    Args:
        episodes: finished ones.
        term: a term of the ledger; None for the whole reward.
    """
    rewards = np.array([_reward(episode, term) for episode in episodes])
    lengths = np.array([written(episode) for episode in episodes])
    solved = np.array([bool(episode.solved) for episode in episodes], dtype=np.bool_)
    together = correlation(rewards, lengths)
    return LengthBias(
        correlation(rewards, np.array([float(len(episode)) for episode in episodes])),
        together,
        correlation(rewards[solved], lengths[solved]),
        together**2,
    )


def explained_improvement(before: Sequence[Any], after: Sequence[Any], term: str | None = None) -> float:
    """Return the share of an improvement that longer episodes explain.

    Args:
        before: episodes of the earlier policy.
        after: episodes of the later one.
        term: a term of the ledger; None for the whole reward.

    Returns:
        About 0 where length explains nothing and about 1 where it explains all; NaN where the reward did not change or
        the earlier lengths do not vary.
    """
    rewards: list[Floats] = [np.array([_reward(each, term) for each in batch]) for batch in (before, after)]
    lengths: list[Floats] = [np.array([written(each) for each in batch]) for batch in (before, after)]
    gained = rewards[1].mean() - rewards[0].mean() if len(before) and len(after) else 0.0
    spread = lengths[0].var() if len(before) else 0.0
    if gained == 0 or spread == 0:
        return float("nan")
    slope = ((lengths[0] - lengths[0].mean()) * (rewards[0] - rewards[0].mean())).mean() / spread
    return float(slope * (lengths[1].mean() - lengths[0].mean()) / gained)


def _reward(episode: Any, term: str | None) -> float:
    """Return what an episode earned, or one term of it."""
    return float(episode.total_reward if term is None else episode.term_totals.get(term, 0.0))
