"""Before any training: does a reward rank known better trajectories above worse ones (CARD's trajectory preference)?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from ..faults.inspect_episodes import task_of
from ..played_episode import MakeEnv
from .accuracy import Accuracy, accuracy_by, kendall_tau, length_labels, preference_accuracy
from .pairs import Pair, play_pair

Reward = Callable[[Any], float]
"""``reward(episode)``: a number, NaN where it cannot tell."""


class TrajectoryPreference(NamedTuple):
    """How a reward ranks pairs.

    Attributes:
        overall: over all pairs.
        by_kind: of each way in which the worse trajectory came about.
        by_length: of pairs by the turns of the better trajectory.
        tau: Kendall's τ_b of the scores with better (1) and worse (0).
    """

    overall: Accuracy
    by_kind: dict[str, Accuracy]
    by_length: dict[str, Accuracy]
    tau: float

    @property
    def feedback(self) -> str:
        """What to tell whoever wrote the reward: the kinds that it may rank no better than a coin, worst first."""
        doubtful = [each for each in self.by_kind.items() if each[1].low <= 0.5 and each[1].share < 1]
        poor = sorted(doubtful, key=lambda each: each[1].share)
        known = f"{self.overall.share:.0%} of {self.overall.made} pairs are ranked right"
        if not self.overall.made:
            return "No pair could be compared."
        if not poor:
            return f"{known}; every kind of worse trajectory is told apart."
        kinds = ", ".join(f"{kind} ({found.share:.0%} of {found.made}, {found.ties} tied)" for kind, found in poor)
        return f"{known}. Not told from the better ones: {kinds}. Reward what these trajectories lack."


def total_reward(episode: Any) -> float:
    """Return an episode's return, the reward that is judged if no other is given.

    Args:
        episode: with ``total_reward``.
    """
    return float(episode.total_reward)


def trajectory_preference(
    pairs: Sequence[Pair], make_env: MakeEnv, reward: Reward = total_reward, *, bins: int = 3
) -> TrajectoryPreference:
    """Play pairs and return how a reward ranks them.

    Args:
        pairs: of :func:`~turnwise.reward_shaping.diagnostics.preferences.pairs.make_pairs`.
        make_env: makes the environment with the wrappers that are judged; made once.
        reward: ``reward(episode) -> float``; what the stack pays in all if not given.
        bins: ranges of lengths.
    """
    env = make_env()
    scores = [tuple(reward(episode) for episode in play_pair(pair, env)) for pair in pairs]
    better, worse = (np.array([row[side] for row in scores], dtype=np.float64) for side in (0, 1))
    lengths = [len(pair.better) for pair in pairs]
    return ranked([pair.kind for pair in pairs], lengths, better, worse, [pair.strict for pair in pairs], bins)


def outcome_preference(
    episodes: Sequence[Any], reward: Reward = total_reward, *, bins: int = 3
) -> TrajectoryPreference:
    """Return how a reward ranks solved episodes against failed ones of the same task.

    Args:
        episodes: finished ones, read by attribute: ``solved``, ``task`` or ``seed``, ``actions``.
        reward: ``reward(episode) -> float``.
        bins: ranges of lengths.
    """
    tasks: dict[Any, list[Any]] = {}
    for episode in episodes:
        tasks.setdefault(task_of(episode), []).append(episode)
    pairs = [
        (good, bad)
        for group in tasks.values()
        for good, bad in product([each for each in group if each.solved], [each for each in group if not each.solved])
    ]
    better, worse = (np.array([reward(pair[side]) for pair in pairs], dtype=np.float64) for side in (0, 1))
    lengths = [len(good.actions) for good, _ in pairs]
    return ranked(["failed"] * len(pairs), lengths, better, worse, True, bins)


def ranked(
    kinds: Sequence[str],
    lengths: Sequence[int],
    better: Any,
    worse: Any,
    strict: Sequence[bool] | bool = True,
    bins: int = 3,
) -> TrajectoryPreference:
    """Return the accuracy of scores, overall, by kind and by length.

    Args:
        kinds: N names.
        lengths: N turns, of the better trajectories.
        better: shape (N,); their scores.
        worse: shape (N,); the scores of the worse ones.
        strict: whether each pair must be told apart.
        bins: ranges of lengths.
    """
    labels = length_labels(lengths, bins)
    by_length = accuracy_by(labels, better, worse, strict=strict)
    return TrajectoryPreference(
        preference_accuracy(better, worse, strict=strict),
        accuracy_by(kinds, better, worse, strict=strict),
        dict(sorted(by_length.items(), key=lambda each: int(each[0].partition("-")[0]))),
        kendall_tau(np.concatenate([better, worse]), np.repeat([1.0, 0.0], len(kinds))),
    )
