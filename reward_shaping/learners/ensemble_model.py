"""An ensemble of models of what comes next: what it disagrees on, expects, and has learned since.

    z = (P φ(o) - μ) / σ,   z' ≈ f_m(z, P_a φ(a)),   m = 1..M

P and P_a are fixed random projections, so the target never moves with the models; μ and σ are running statistics, so an
error of 1 is one standard deviation. Every member is trained on a sample of the turns of its own, drawn with
replacement, from first weights of its own. Formulas: :mod:`turnwise.reward_shaping.intrinsic`, ``disagreement``,
``info_gain_exploration``, ``surprise``, ``uncertainty`` and ``learning_progress``.

Certainty: ours in the projections and the resampling; rllte has a random encoder and gives each batch to one member.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..intrinsic.disagreement import disagreement, ensemble_variance
from ..intrinsic.info_gain_exploration import information_gain_bound
from ..intrinsic.learning_progress import learning_progress
from ..intrinsic.rnd import prediction_error
from ..intrinsic.surprise import gaussian_surprise
from ..intrinsic.uncertainty import gaussian_entropy
from ..number import Floats
from .learner import TorchLearner, load_torch
from .networks import (
    ActionFeature,
    Feature,
    Layers,
    batches,
    forward,
    ngrams,
    perceptron,
    stacked,
    transitions,
)
from .running import RunningMoments

VARIANCE_FLOOR = 1e-6
"""The least variance of a prediction, in squared standard deviations of the features."""

FIXED = ("projection", "action_projection", "residual")
"""Arrays that are saved beside the network."""


class EnsembleModel(TorchLearner):
    """Foresee the features of the next observation, M times over.

    Args:
        feature: ``feature(observation, info)``, a vector; used by :meth:`update`. None: that of the first wrapper that
            reads the learner, or else hashed n-grams of the observation.
        size: of its vectors.
        action_feature: ``action_feature(action)``, a vector; hashed n-grams of the message by default.
        action_size: of its vectors; ``size`` by default.
        members: M >= 2.
        hidden: width of the hidden layer.
        latent: d, how many projected features are foreseen.
        lag: how many versions back the models are kept, for :meth:`progress`.
        lr: step size of Adam.
        epochs: passes over the turns of an update.
        batch: turns a step of the optimiser.
        seed: decides projections, first weights, samples and the order of training.

    Raises:
        ImportError: torch is not installed.
        ValueError: a size or ``lr`` is not above 0, or there are fewer than 2 members.

    Attributes:
        targets: running mean and deviation of projected observations.
        residual: mean squared error of the ensemble's mean on the turns of the last update, shape (latent,).
    """

    parts = ("targets",)

    def __init__(
        self,
        feature: Feature | None = None,
        size: int = 128,
        *,
        action_feature: ActionFeature | None = None,
        action_size: int | None = None,
        members: int = 4,
        hidden: int = 64,
        latent: int = 32,
        lag: int = 1,
        lr: float = 1e-3,
        epochs: int = 1,
        batch: int = 64,
        seed: int = 0,
    ) -> None:
        super().__init__(lr=lr, seed=seed)
        self.feature, self.size = feature, size
        self.action_size = action_size or size
        self.action_feature = action_feature or ngrams(self.action_size)
        sizes = {"size": size, "action_size": self.action_size, "hidden": hidden, "latent": latent, "lag": lag}
        sizes |= {"epochs": epochs, "batch": batch}
        if min(sizes.values()) < 1 or members < 2:
            raise ValueError(f"EnsembleModel needs sizes >= 1 and members >= 2; got {sizes}, members={members}.")
        self.lag, self.epochs, self.batch = lag, epochs, batch
        self.projection, self.action_projection = (
            (self.rng.normal(size=(width, latent)) / np.sqrt(width)).astype(np.float32)
            for width in (size, self.action_size)
        )
        self.targets = RunningMoments((latent,))
        self.residual: Floats = np.ones(latent)
        module: Any = load_torch("EnsembleModel").nn
        self.adopt(lambda: module.ModuleList(perceptron((2 * latent, hidden, latent)) for _ in range(members)))
        self.past: list[Layers] = []
        self.now = stacked(list(self.network.children()))

    def encode(self, vector: ArrayLike) -> Floats:
        """Return projected, normalised features z of an observation.

        Args:
            vector: of the feature, shape (..., size).

        Returns:
            Shape (..., latent).
        """
        return self.targets.normalise(np.asarray(vector, dtype=np.float32) @ self.projection)

    def foresee(self, before: ArrayLike, action: ArrayLike) -> NDArray[np.float32]:
        """Return what each member expects of z'.

        Args:
            before: of the feature, shape (size,).
            action: of the action feature, shape (action_size,).

        Returns:
            Shape (M, latent).
        """
        return forward(self.now, self._inputs(before, action))[:, 0]

    def disagreement(self, before: ArrayLike, action: ArrayLike) -> float:
        """Return the variance over members, averaged over dimensions.

        Args:
            before: of the feature.
            action: of the action feature.
        """
        return float(disagreement(self.foresee(before, action)))

    def information_gain(self, before: ArrayLike, action: ArrayLike, noise: float = 1.0) -> float:
        """Return MaxInfoRL's bound on what the turn would teach, nats.

        Args:
            before: of the feature.
            action: of the action feature.
            noise: standard deviation of what cannot be foreseen, in standard deviations of the features.
        """
        return float(information_gain_bound(self.foresee(before, action), noise))

    def surprise(self, before: ArrayLike, action: ArrayLike, after: ArrayLike) -> float:
        """Return -log p(z'), nats, under a Gaussian of the ensemble's mean and its variance plus the residual.

        Args:
            before: of the feature.
            action: of the action feature.
            after: of the feature, one turn later.
        """
        foreseen = self.foresee(before, action)
        return float(gaussian_surprise(self.encode(after), foreseen.mean(axis=0), self._variance(foreseen)))

    def uncertainty(self, before: ArrayLike, action: ArrayLike) -> float:
        """Return the entropy of that Gaussian, nats.

        Args:
            before: of the feature.
            action: of the action feature.
        """
        return float(gaussian_entropy(self._variance(self.foresee(before, action))))

    def progress(self, before: ArrayLike, action: ArrayLike, after: ArrayLike) -> float:
        """Return how much less wrong the ensemble's mean is than ``lag`` versions ago; NaN before there were as many.

        Args:
            before: of the feature.
            action: of the action feature.
            after: of the feature, one turn later.
        """
        if len(self.past) < self.lag:
            return float("nan")
        inputs, wanted = self._inputs(before, action), self.encode(after)
        errors = [
            prediction_error(forward(each, inputs)[:, 0].mean(axis=0), wanted) for each in (self.past[0], self.now)
        ]
        return float(learning_progress(errors)[-1])

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Train every member on a sample of the turns.

        Args:
            episodes: with ``observations`` and ``actions``.

        Returns:
            ``loss``, the mean squared error of the ensemble's mean after training (NaN without turns), and ``turns``.
        """
        torch = load_torch("EnsembleModel")
        before, action, after = transitions(self.feature, self.size, self.action_feature, self.action_size, episodes)
        self.targets.see(after.astype(np.float32) @ self.projection)
        known, wanted = self._inputs(before, action), self.encode(after).astype(np.float32)
        inputs, targets = torch.as_tensor(known), torch.as_tensor(wanted)
        for member in self.network.children():
            sample = self.rng.integers(len(action), size=len(action)) if len(action) else np.zeros(0, dtype=np.int64)
            for chosen in batches(self.rng, len(action), self.batch, self.epochs):
                rows = sample[chosen]
                self.descend(((member(inputs[rows]) - targets[rows]) ** 2).mean())
        self.past = [*self.past, self.now][-self.lag :]
        self.now = stacked(list(self.network.children()))
        self.version += 1
        if not len(action):
            return {"loss": float("nan"), "turns": 0.0}
        self.residual = ((forward(self.now, known).mean(axis=0) - wanted).astype(np.float64) ** 2).mean(axis=0)
        return {"loss": float(self.residual.mean()), "turns": float(len(action))}

    def state_dict(self) -> dict[str, Any]:
        """Return everything learned, the models of earlier versions included."""
        past = {
            f"{version}/{layer}/{name}": array.copy()
            for version, layers in enumerate(self.past)
            for layer, pair in enumerate(layers)
            for name, array in zip(("weights", "bias"), pair, strict=True)
        }
        fixed = {name: getattr(self, name).copy() for name in FIXED}
        return {**super().state_dict(), **fixed, "past": past}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a learner made with the same arguments.
        """
        super().load_state_dict(state)
        self.now = stacked(list(self.network.children()))
        for name in FIXED:
            setattr(self, name, np.array(state[name], dtype=getattr(self, name).dtype))
        held: dict[int, dict[int, dict[str, Any]]] = {}
        for key, array in state["past"].items():
            version, layer, name = key.split("/")
            held.setdefault(int(version), {}).setdefault(int(layer), {})[name] = np.array(array, dtype=np.float32)
        self.past = [
            [(layers[layer]["weights"], layers[layer]["bias"]) for layer in sorted(layers)]
            for _, layers in sorted(held.items())
        ]

    def _inputs(self, before: ArrayLike, action: ArrayLike) -> NDArray[np.float32]:
        """Return the models' inputs, shape (N, 2 latent), N = 1 for one turn."""
        done = np.asarray(action, dtype=np.float32) @ self.action_projection
        return np.atleast_2d(np.concatenate([self.encode(before).astype(np.float32), done], axis=-1))

    def _variance(self, foreseen: NDArray[np.float32]) -> Floats:
        return np.maximum(ensemble_variance(foreseen) + self.residual, VARIANCE_FLOOR)
