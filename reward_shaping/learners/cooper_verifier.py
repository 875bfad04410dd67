r"""Cooper: a learned verifier that is trained beside the policy, on what a rule is sure of.

    loss = mean of -log σ(s(reference, positive) - s(reference, negative))
    score of an answer = σ(s(reference, answer))

A rule that says "right" is nearly always right itself, one that says "wrong" is not (the same answer written
otherwise). So positives are the rollouts that the rule accepts. Negatives are made as training goes, and made wrong:
by ``corrupt`` (in the paper a language model that changes the reasoning until the answer is wrong), or else a rollout
of the same task that the rule rejects, or else an accepted answer to another question. What is trained on the policy's
own newest answers is harder to hack than a reward that stands still.

The score sees the reference answer: by default hashed n-grams of the answer, those that it shares with the reference,
and three numbers of their overlap.

Certainty: abstract and project page (Cooper, arXiv 2508.05613: the loss, positives, negatives by an assistant model,
the reference as input); the features, and negatives without an assistant, are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats
from .learner import TorchLearner, load_torch
from .networks import perceptron
from .turn_features import StateText

if TYPE_CHECKING:
    import torch

PairFeatures = Callable[[str, str], ArrayLike]
"""``features(reference, answer)``: shape (F,)."""
Corrupt = Callable[[str, str, np.random.Generator], str]
"""``corrupt(reference, answer, rng)``: a wrong answer made of a right one."""


class ReferenceText:
    """Hashed n-grams of an answer, those it shares with the reference, and how much the two overlap.

    Args:
        dimension: of each of the two vectors.
    """

    def __init__(self, dimension: int = 64) -> None:
        self.text = StateText(dimension, of="words", sizes=(1,))
        self.size = 2 * dimension + 3

    def __call__(self, reference: str, answer: str) -> Floats:
        """Return the vector of an answer beside its reference.

        Args:
            reference: the answer that is known to be right.
            answer: what is to be judged.

        Returns:
            Shape (size,).
        """
        known, said = self.text.message(reference), self.text.message(answer)
        words, told = reference.casefold().split(), answer.casefold().split()
        shared = sum(word in told for word in words) / max(len(words), 1)
        extra = sum(word not in words for word in told) / max(len(told), 1)
        return np.concatenate([said, known * said, [float(known @ said), shared, extra]])


def last_action(episode: Any) -> str:
    """Return what an episode's agent said last.

    Args:
        episode: with ``actions``.
    """
    return str(episode.actions[-1]) if episode.actions else ""


def was_solved(episode: Any) -> bool | None:
    """Return whether an episode's task was solved.

    Args:
        episode: finished.
    """
    solved: bool | None = episode.solved
    return solved


class CooperVerifier(TorchLearner):
    """Score the answer of an episode beside the reference in ``info["answer"]``.

    Args:
        features: ``features(reference, answer)``; :class:`ReferenceText` if None.
        size: how long its vectors are; its attribute ``size`` if None.
        accepts: ``accepts(episode)``, the rule; whether the task was solved if None.
        answer: ``answer(episode)``, what is judged; the last action if None.
        corrupt: makes a wrong answer of a right one; see above for None.
        hidden: width of the hidden layer.
        lr: step size of Adam.
        steps: of Adam in each update.
        seed: of the first weights and of what is drawn.

    Raises:
        ValueError: an argument is out of its range.
    """

    def __init__(
        self,
        features: PairFeatures | None = None,
        size: int | None = None,
        *,
        accepts: Callable[[Any], bool | None] | None = None,
        answer: Callable[[Any], str] | None = None,
        corrupt: Corrupt | None = None,
        hidden: int = 16,
        lr: float = 1e-2,
        steps: int = 50,
        seed: int = 0,
    ) -> None:
        super().__init__(lr=lr, seed=seed)
        self.features: PairFeatures = features or ReferenceText()
        width = getattr(self.features, "size", None) if size is None else size
        if not isinstance(width, int) or width < 1 or hidden < 1 or steps < 1:
            raise ValueError(
                f"CooperVerifier needs the length of its feature vectors, hidden >= 1 and steps >= 1; "
                f"got size={width}, hidden={hidden}, steps={steps}."
            )
        self.accepts = accepts or was_solved
        self.answer = answer or last_action
        self.corrupt = corrupt
        self.steps = steps
        self.adopt(lambda: perceptron([width, hidden, 1]))

    def __call__(self, history: Sequence[Any], info: dict[str, Any]) -> float:
        """Return the score of the last action of a history, in (0, 1); NaN without a reference.

        Args:
            history: observation, action, ..., observation.
            info: with ``answer``, the reference.
        """
        reference = info.get("answer")
        if reference is None or len(history) < 2:
            return float("nan")
        return self.score(str(reference), str(history[-2]))

    def score(self, reference: str, answer: str) -> float:
        """Return σ(s) of an answer.

        Args:
            reference: the answer that is known to be right.
            answer: what is judged.
        """
        torch = load_torch("CooperVerifier")
        with torch.no_grad():
            return float(torch.sigmoid(self._scores([(reference, answer)]))[0])

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Learn from finished episodes.

        Args:
            episodes: with ``opening["answer"]``, the reference; others are left out.

        Returns:
            ``loss`` at the last step, before it was made (NaN without a pair), and ``pairs``.
        """
        pairs = self.pairs(episodes)
        loss = float("nan")
        functional = load_torch("CooperVerifier").nn.functional
        for _ in range(self.steps if pairs else 0):
            good = self._scores([(reference, positive) for reference, positive, _ in pairs])
            bad = self._scores([(reference, negative) for reference, _, negative in pairs])
            loss = self.descend(functional.softplus(bad - good).mean())
        self.version += 1
        return {"loss": loss, "pairs": float(len(pairs))}

    def pairs(self, episodes: Sequence[Any]) -> list[tuple[str, str, str]]:
        """Return (reference, positive, negative) for each accepted episode for which a negative can be made.

        Args:
            episodes: finished.
        """
        known = [episode for episode in episodes if episode.opening.get("answer") is not None]
        rows = [(str(each.opening["answer"]), self.answer(each), self.accepts(each)) for each in known]
        made = [
            (reference, positive, self._negative(reference, positive, rows))
            for reference, positive, accepted in rows
            if accepted is True
        ]
        return [(reference, positive, negative) for reference, positive, negative in made if negative is not None]

    def _negative(self, reference: str, positive: str, rows: list[tuple[str, str, bool | None]]) -> str | None:
        """Return a wrong answer to the same question, None where there is none."""
        if self.corrupt is not None:
            return self.corrupt(reference, positive, self.rng)
        same = [answer for known, answer, accepted in rows if known == reference and accepted is False]
        other = [answer for known, answer, accepted in rows if known != reference and accepted is True]
        choices = [answer for answer in (same or other) if answer != positive]
        return choices[int(self.rng.integers(len(choices)))] if choices else None

    def _scores(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        """Return s of (reference, answer) pairs, shape (N,)."""
        loaded = load_torch("CooperVerifier")
        rows = np.stack([np.asarray(self.features(*pair), dtype=np.float64) for pair in pairs])
        scores: Any = self.network(loaded.as_tensor(rows, dtype=loaded.float32))
        column: torch.Tensor = scores[:, 0]
        return column
