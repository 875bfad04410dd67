r"""ONI: a language model's labels of messages, distilled into an intrinsic reward, by three back-ends.

    r_t = f(m_t) / N(m_t)^β       m_t the message of turn t, N how often it was seen in this episode, itself included

    table        f = the label of the message, 0 or 1; 0 where it has none yet
    classifier   f = 1[p(label 1 | m) > threshold], from a logistic head over features of the message
    ranking      f = z where z > threshold, else 0;   z = (score(m) - mean) / std,   score from pairwise preferences,
                 mean and std over the messages of all updates

The table knows what it has seen; the heads say something of messages that are new. Labels come in while the agent
plays: see :class:`AnnotationQueue`. The count makes a message that is repeated worth little (1/8 the second time), so
farming it does not pay; a counter or a clock in the message defeats that, and ``message`` takes it out.

Defaults: β = 3, threshold 0.5 of the classifier and -0.5 of the ranking. ONI adds the reward with a weight that is 0
unless set.
Certainty: code of facebookresearch/oni (`sample_factory/algorithms/appo/learner.py`) for the count, the table and the
ranking; the classifier's threshold is ours, and so is counting the message of the reset.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from .annotations import AnnotationQueue
from .learner import KeptLearner

BETA = 3.0
"""The exponent of the count."""


def counted_reward(value: float, count: int, exponent: float = BETA) -> float:
    """Return ``value / count ** exponent``.

    Args:
        value: f(m).
        count: how often the message was seen in the episode, >= 1.
        exponent: β.
    """
    worth: float = value / count**exponent
    return worth


def ranked_value(score: float, mean: float, std: float, threshold: float = -0.5) -> float:
    """Return the normalised score, or 0 where it is not above the threshold.

    Args:
        score: of the message.
        mean: of the scores so far.
        std: of the scores so far.
        threshold: in standard deviations.
    """
    normal = (score - mean) / (std + 1e-8)
    return normal if normal > threshold else 0.0


class MessageRewards(KeptLearner):
    """The base of the back-ends: puts new messages into the queue and learns from the answers.

    Args:
        message: ``message(observation)``, the text that is labelled and counted; ``str`` if None.

    Attributes:
        version: how many updates it has made.
        queue: where messages wait for the annotator.
    """

    kept: ClassVar[tuple[str, ...]] = ("queue",)

    def __init__(self, message: Callable[[Any], str] | None = None) -> None:
        self.message: Callable[[Any], str] = str if message is None else message
        self.queue = AnnotationQueue()

    def __call__(self, message: str) -> float:
        """Return f of a message.

        Args:
            message: as ``message`` made it.
        """
        raise NotImplementedError

    def ask(self, messages: list[str]) -> None:
        """Put the questions that messages raise into the queue; one about each unless a subclass says otherwise.

        Args:
            messages: of the episodes of an update, each once, in the order in which they came.
        """
        for message in messages:
            self.queue.put(message)

    def learn(self, answers: list[tuple[tuple[str, ...], float]], messages: list[str]) -> dict[str, float]:
        """Learn from answers.

        Args:
            answers: pairs of question and answer that have come in; none is NaN.
            messages: of the episodes of the update.

        Returns:
            Named numbers.
        """
        raise NotImplementedError

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Learn from the answers that have come in, and ask about what is new in finished episodes.

        Args:
            episodes: with ``observations``; the first of each, which no turn is paid for, is left out.

        Returns:
            ``answers`` that came in, ``waiting`` questions, and what the back-end says of its fit.
        """
        seen = [self.message(observation) for episode in episodes for observation in episode.observations[1:]]
        messages = list(dict.fromkeys(seen))
        answers = [(question, answer) for question, answer in self.queue.take() if answer == answer]
        told = self.learn(answers, messages)
        self.ask(messages)
        self.version += 1
        return {"answers": float(len(answers)), "waiting": float(len(self.queue)), **told}


class LabelTable(MessageRewards):
    """Look the label of a message up; 0 where it has none.

    Args:
        message: ``message(observation)``, the text that is labelled and counted; ``str`` if None.

    Attributes:
        labels: message → label.
    """

    kept: ClassVar[tuple[str, ...]] = (*MessageRewards.kept, "labels")

    def __init__(self, message: Callable[[Any], str] | None = None) -> None:
        super().__init__(message)
        self.labels: dict[str, float] = {}

    def __call__(self, message: str) -> float:
        """Return the label of a message.

        Args:
            message: as ``message`` made it.
        """
        return self.labels.get(message, 0.0)

    def learn(self, answers: list[tuple[tuple[str, ...], float]], messages: list[str]) -> dict[str, float]:
        """Write labels down.

        Args:
            answers: pairs of (message,) and label.
            messages: not looked at.
        """
        self.labels.update({question[0]: answer for question, answer in answers})
        return {"labels": float(len(self.labels))}
