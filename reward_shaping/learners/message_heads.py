"""ONI's back-ends that generalise: a classifier of labels and a ranking by comparisons.

The formulas and their doubts stand in :mod:`turnwise.reward_shaping.learners.message_rewards`. Both fit a linear head,
without torch, to everything that was answered so far.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np

from ..number import Floats
from .linear_heads import LinearHead
from .message_rewards import LabelTable, MessageRewards, ranked_value
from .running import RunningMoments
from .turn_features import StateText, TurnFeatures, size_of


class LabelClassifier(LabelTable):
    """Predict the label of a message with a logistic head, fitted to all labels so far.

    Args:
        features: ``features([message])``; hashed n-grams if None.
        size: how long its vectors are; its attribute ``size`` if None.
        threshold: f is 1 above this probability and 0 below; None returns the probability.
        message: ``message(observation)``, the text that is labelled and counted; ``str`` if None.
        l2: the penalty of the head.
    """

    kept: ClassVar[tuple[str, ...]] = (*LabelTable.kept, "head")

    def __init__(
        self,
        features: TurnFeatures | None = None,
        size: int | None = None,
        *,
        threshold: float | None = 0.5,
        message: Callable[[Any], str] | None = None,
        l2: float = 1e-3,
    ) -> None:
        super().__init__(message)
        self.features = features or StateText()
        self.threshold = threshold
        self.head = LinearHead(size_of(type(self).__name__, self.features, size), l2=l2)

    def __call__(self, message: str) -> float:
        """Return whether a message would be labelled 1, or how probable that is.

        Args:
            message: as ``message`` made it.
        """
        if not self.labels:
            return 0.0
        probability = float(self.head.probability(self.features([message])))
        return probability if self.threshold is None else float(probability > self.threshold)

    def learn(self, answers: list[tuple[tuple[str, ...], float]], messages: list[str]) -> dict[str, float]:
        """Fit the head to all labels.

        Args:
            answers: pairs of (message,) and label.
            messages: not looked at.
        """
        told = super().learn(answers, messages)
        if not answers:
            return told
        inputs = np.array([self.features([message]) for message in self.labels])
        return {**told, "loss": self.head.fit_labels(inputs, list(self.labels.values()))}


class MessageRanking(MessageRewards):
    """Score messages with a Bradley-Terry head, fitted to all comparisons so far.

    The annotator is asked about two messages at a time: 1 where the first is better, 0 where the second is, 1/2 for a
    tie.

    Args:
        features: ``features([message])``; hashed n-grams if None.
        size: how long its vectors are; its attribute ``size`` if None.
        threshold: normalised scores that are not above it are worth 0.
        pairs: how many comparisons each update asks for.
        message: ``message(observation)``, the text that is compared and counted; ``str`` if None.
        l2: the penalty of the head.
        seed: of the generator that draws pairs.
    """

    kept: ClassVar[tuple[str, ...]] = (*MessageRewards.kept, "comparisons", "head", "moments", "rng")

    def __init__(
        self,
        features: TurnFeatures | None = None,
        size: int | None = None,
        *,
        threshold: float = -0.5,
        pairs: int = 64,
        message: Callable[[Any], str] | None = None,
        l2: float = 1e-3,
        seed: int = 0,
    ) -> None:
        super().__init__(message)
        self.features = features or StateText()
        self.threshold = threshold
        self.pairs = pairs
        self.head = LinearHead(size_of(type(self).__name__, self.features, size), l2=l2)
        self.moments = RunningMoments()
        self.rng = np.random.default_rng(seed)
        self.comparisons: list[tuple[str, str, float]] = []

    def __call__(self, message: str) -> float:
        """Return the normalised score of a message, 0 where it is too low or nothing was compared yet.

        Args:
            message: as ``message`` made it.
        """
        if not self.comparisons:
            return 0.0
        score = float(self.head.score(self.features([message])))
        return ranked_value(score, float(self.moments.mean), float(self.moments.std), self.threshold)

    def ask(self, messages: list[str]) -> None:
        """Put random pairs of messages into the queue.

        Args:
            messages: of the episodes of an update.
        """
        for _ in range(self.pairs if len(messages) > 1 else 0):
            first, second = self.rng.choice(len(messages), size=2, replace=False)
            self.queue.put(messages[first], messages[second])

    def learn(self, answers: list[tuple[tuple[str, ...], float]], messages: list[str]) -> dict[str, float]:
        """Fit the head to all comparisons, and take in the scores of the messages.

        Args:
            answers: pairs of two messages and which of them is better.
            messages: of the episodes of the update.
        """
        self.comparisons += [(first, second, answer) for (first, second), answer in answers]
        told = {"comparisons": float(len(self.comparisons))}
        if answers:
            first, second, preferred = zip(*self.comparisons, strict=True)
            told["loss"] = self.head.fit_preferences(self._rows(first), self._rows(second), preferred)
        if self.comparisons and messages:
            self.moments.see(self.head.score(self._rows(messages)))
        return told

    def _rows(self, messages: Sequence[str]) -> Floats:
        """Return the features of messages, shape (N, F)."""
        return np.array([self.features([message]) for message in messages], dtype=np.float64)
