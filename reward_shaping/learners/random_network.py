"""RND's learner: a fixed random network and a predictor that is trained to imitate it on what was visited.

The formula and its doubts stand in :mod:`turnwise.reward_shaping.intrinsic.rnd`. As in RND the predictor is trained on
the observations that the bonus was paid for, those that follow an action; rllte trains it on the ones before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..intrinsic.rnd import clipped, prediction_error, rnd_bonus
from ..number import Floats
from .learner import TorchLearner, load_torch
from .networks import Feature, batches, copied, forward, looked_at, perceptron
from .running import RunningMoments

PRIOR = 1e-4
"""How many errors at mean 0 and variance 1 count as seen before the first, so that equal ones do not divide by 0."""


class RandomNetwork(TorchLearner):
    """Say how new a feature vector is: the normalised error of a predictor of random features.

    Args:
        feature: ``feature(observation, info)``, a vector; used by :meth:`update`. None: that of the first wrapper that
            reads the learner, or else hashed n-grams of the observation.
        size: of its vectors.
        hidden: width of the hidden layer, of target and predictor alike.
        out: d, how many random features are predicted.
        lr: step size of Adam.
        epochs: passes over the observations of an update.
        batch: observations a step of the optimiser.
        limit: where normalised observations are cut, in standard deviations.
        seed: decides both networks and the order of training.

    Raises:
        ImportError: torch is not installed.
        ValueError: a size or ``lr`` is not above 0.

    Attributes:
        observations: running mean and deviation of feature vectors.
        errors: running mean and deviation of the errors, each as it was before training on it.
    """

    parts = ("observations", "errors")

    def __init__(
        self,
        feature: Feature | None = None,
        size: int = 128,
        *,
        hidden: int = 64,
        out: int = 32,
        lr: float = 1e-3,
        epochs: int = 1,
        batch: int = 64,
        limit: float = 5.0,
        seed: int = 0,
    ) -> None:
        super().__init__(lr=lr, seed=seed)
        sizes = {"size": size, "hidden": hidden, "out": out, "epochs": epochs, "batch": batch}
        if min(sizes.values()) < 1 or not limit > 0:
            raise ValueError(f"RandomNetwork needs sizes >= 1 and limit > 0; got {sizes}, limit={limit}.")
        self.feature, self.size = feature, size
        self.epochs, self.batch, self.limit = epochs, batch, limit
        self.observations = RunningMoments((size,))
        self.errors = RunningMoments(count=PRIOR)
        self.adopt(lambda: _pair(size, hidden, out))
        self._copy()

    def error(self, vector: ArrayLike) -> float:
        """Return the predictor's mean squared error.

        Args:
            vector: of the feature, shape (size,).
        """
        return float(self._errors(np.asarray(vector, dtype=np.float64)[None])[0])

    def bonus(self, vector: ArrayLike) -> float:
        """Return the error divided by the running standard deviation of errors.

        Args:
            vector: of the feature, shape (size,).
        """
        return rnd_bonus(self.error(vector), self.errors_std)

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Train the predictor on the observations that followed an action.

        Args:
            episodes: with ``observations``.

        Returns:
            ``loss``, the mean error before training (NaN without observations), and ``turns``.
        """
        torch = load_torch("RandomNetwork")
        looked = [rows[1:] for rows in looked_at(self.feature, self.size, episodes)]
        seen = np.concatenate([np.zeros((0, self.size)), *looked])
        seen = seen[~np.isnan(seen).any(axis=1)]
        self.observations.see(seen)
        errors = self._errors(seen)
        self.errors.see(errors)
        inputs = torch.as_tensor(self._scaled(seen), dtype=torch.float32)
        target, predictor = self.network.children()
        with torch.no_grad():
            wanted = target(inputs)
        for chosen in batches(self.rng, len(seen), self.batch, self.epochs):
            self.descend(((predictor(inputs[chosen]) - wanted[chosen]) ** 2).mean())
        self.version += 1
        self._copy()
        return {"loss": float(errors.mean()) if len(errors) else float("nan"), "turns": float(len(errors))}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a learner made with the same arguments.
        """
        super().load_state_dict(state)
        self._copy()

    def _copy(self) -> None:
        self._target, self._predictor = (copied(network) for network in self.network.children())
        self.errors_mean, self.errors_std = float(self.errors.mean), float(self.errors.std)

    def _scaled(self, seen: Floats) -> Floats:
        return clipped(seen, self.observations.mean, self.observations.std, self.limit)

    def _errors(self, seen: Floats) -> Floats:
        inputs = self._scaled(seen).astype(np.float32)
        return prediction_error(forward(self._predictor, inputs), forward(self._target, inputs))


def _pair(size: int, hidden: int, out: int) -> Any:
    """Return the fixed network and the predictor."""
    pair = load_torch("RandomNetwork").nn.ModuleList([perceptron((size, hidden, out)) for _ in range(2)])
    pair[0].requires_grad_(False)
    return pair
