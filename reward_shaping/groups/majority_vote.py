r"""Majority vote (MM-UPT) and self-consistency: a group's own agreement as a reward, without labels.

    vote          r_i = 1[a_i is the answer given most often in the group]
    consistency   r_i = (number of rollouts of the group that answered a_i) / G

A group that agrees on a wrong answer is paid for it, and a policy that always says the same is paid in full: use it
where the policy is right more often than not, with a watch on the diversity of its answers. Between answers given
equally often the one given first wins. No answer (None) earns 0 and has no vote.

Certainty: abstract (MM-UPT, arXiv 2505.22453); the tie rule is ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..number import Floats
from .columns import Answer, final_answer


def majority_vote(answers: Sequence[str | None]) -> Floats:
    """Return 1 for the rollouts that gave the group's most frequent answer, else 0.

    Args:
        answers: of the G rollouts of one task; None is no answer.

    Returns:
        Shape (G,).
    """
    votes = Counter(answer for answer in answers if answer is not None)
    winner = max(votes, key=votes.__getitem__) if votes else None
    return np.array([float(answer is not None and answer == winner) for answer in answers])


def self_consistency(answers: Sequence[str | None]) -> Floats:
    """Return the share of the group that gave each rollout's answer.

    Args:
        answers: of the G rollouts of one task; None is no answer.

    Returns:
        Shape (G,).
    """
    votes = Counter(answer for answer in answers if answer is not None)
    return np.array([0.0 if answer is None else votes[answer] / len(answers) for answer in answers])


@dataclass(frozen=True)
class MajorityVote:
    """Worth of each episode of a group: whether, or how far, the others answered the same.

    Args:
        answer: ``answer(episode) -> str | None``; the text of the last ``<answer>`` tag, or the last message.
        soft: pay the share of the group that agrees (self-consistency) instead of the vote.
    """

    answer: Answer = final_answer
    soft: bool = False

    def __call__(self, episodes: Sequence[Any]) -> list[float]:
        """Return the reward of each episode.

        Args:
            episodes: of one group.
        """
        answers = [self.answer(episode) for episode in episodes]
        rewards = self_consistency(answers) if self.soft else majority_vote(answers)
        return [float(reward) for reward in rewards]
