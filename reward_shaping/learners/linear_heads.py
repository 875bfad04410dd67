r"""Linear heads without torch: a logistic one for labels, a Bradley-Terry one for preferences.

    p(label 1 | x)       = σ(w·x + b)             fitted to labels y in [0, 1]
    p(first ≻ second)    = σ(w·(x_1 - x_2))       fitted to preferences y in [0, 1], 1/2 for a tie

Both minimise the mean cross-entropy plus l2/2 ‖w‖² by accelerated gradient descent with the step 1/L, where
L = max ‖x‖² / 4 + l2 bounds the curvature: nothing to tune, and no randomness. Fitting goes on from the weights at
hand, so labels that come later cost few steps.

The score w·x of the Bradley-Terry head is a reward up to a constant; its scale grows with how consistent the
preferences are, and without the penalty without bound where they never contradict each other.

Certainty: Bradley and Terry (1952) and Nesterov's method recalled; penalty and step are ours.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats


def logistic_fit(inputs: Floats, targets: Floats, weights: Floats, *, l2: float, steps: int) -> tuple[Floats, float]:
    """Return the weights of a logistic model after some steps, and its mean cross-entropy.

    Args:
        inputs: shape (N, F).
        targets: shape (N,); in [0, 1].
        weights: shape (F,); where to begin.
        l2: of the penalty.
        steps: of gradient descent.

    Returns:
        Shape (F,), and the loss without the penalty; (weights, NaN) without inputs.
    """
    if not len(inputs):
        return weights, float("nan")
    rate = 1.0 / (float((inputs**2).sum(axis=1).max()) / 4 + l2 + 1e-12)
    ahead, current = weights, weights
    for step in range(steps):
        predicted = 1.0 / (1.0 + np.exp(-np.clip(inputs @ ahead, -500, 500)))
        gradient = inputs.T @ (predicted - targets) / len(targets) + l2 * ahead
        before, current = current, ahead - rate * gradient
        ahead = current + step / (step + 3) * (current - before)
    logits = inputs @ current
    return current, float(np.mean(np.logaddexp(0.0, logits) - targets * logits))


class LinearHead:
    """Weights over features, fitted to labels or to preferences.

    Args:
        size: F, of the features.
        l2: of the penalty.
        steps: of gradient descent in each fit.

    Raises:
        ValueError: an argument is out of its range.

    Attributes:
        weights: shape (F + 1,); the last is the bias, which preferences leave alone.
    """

    def __init__(self, size: int, *, l2: float = 1e-3, steps: int = 200) -> None:
        if size < 1 or steps < 1 or not l2 >= 0:
            raise ValueError(f"LinearHead needs size >= 1, steps >= 1 and l2 >= 0; got {size}, {steps}, {l2}.")
        self.l2 = l2
        self.steps = steps
        self.weights: Floats = np.zeros(size + 1)

    def score(self, features: ArrayLike) -> Floats:
        """Return w·x + b.

        Args:
            features: shape (..., F).

        Returns:
            Shape (...).
        """
        scores: Floats = np.asarray(np.asarray(features, dtype=np.float64) @ self.weights[:-1] + self.weights[-1])
        return scores

    def probability(self, features: ArrayLike) -> Floats:
        """Return σ(w·x + b).

        Args:
            features: shape (..., F).

        Returns:
            Shape (...).
        """
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(self.score(features), -500, 500))))

    def fit_labels(self, features: ArrayLike, labels: ArrayLike) -> float:
        """Fit the logistic model.

        Args:
            features: shape (N, F).
            labels: shape (N,); in [0, 1].

        Returns:
            The mean cross-entropy; NaN without labels.
        """
        x = np.asarray(features, dtype=np.float64).reshape(-1, self.weights.size - 1)
        return self._fit(np.column_stack([x, np.ones(len(x))]), labels)

    def fit_preferences(self, first: ArrayLike, second: ArrayLike, preferred: ArrayLike) -> float:
        """Fit the Bradley-Terry model.

        Args:
            first: shape (N, F).
            second: shape (N, F).
            preferred: shape (N,); 1 where the first is preferred, 0 where the second is, 1/2 for a tie.

        Returns:
            The mean cross-entropy; NaN without preferences.
        """
        x = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
        x = x.reshape(-1, self.weights.size - 1)
        return self._fit(np.column_stack([x, np.zeros(len(x))]), preferred)

    def _fit(self, inputs: Floats, targets: ArrayLike) -> float:
        y = np.asarray(targets, dtype=np.float64)
        if y.shape != (len(inputs),) or ((y < 0) | (y > 1)).any():
            raise ValueError(
                f"LinearHead fits one target in [0, 1] a row; got {len(inputs)} rows and targets {y.tolist()}."
            )
        self.weights, loss = logistic_fit(inputs, y, self.weights, l2=self.l2, steps=self.steps)
        return loss

    def state_dict(self) -> dict[str, Any]:
        """Return the weights."""
        return {"weights": self.weights.copy()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a head of the same size.

        Raises:
            ValueError: the sizes differ.
        """
        weights = np.array(state["weights"], dtype=np.float64)
        if weights.shape != self.weights.shape:
            raise ValueError(f"LinearHead has weights of shape {self.weights.shape}; the state holds {weights.shape}.")
        self.weights = weights
