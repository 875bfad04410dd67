"""ICM's learner: features that an inverse model needs, and a forward model that foresees them.

The formula and its doubts stand in :mod:`turnwise.reward_shaping.intrinsic.icm`. Encoder, forward and inverse model are
trained on one joint loss, as in the paper and in rllte (which weighs both parts alike), so the forward loss reaches
the encoder too and draws its features together; where actions tell little they shrink, and the bonus with them. With
``joint=False`` the encoder learns from the inverse model alone, as in Burda et al.'s large-scale study (recalled).

An action is a message, so it is described by a vector, and the inverse model is trained on the squared distance to it,
as for continuous actions; the paper's, with a few discrete actions, is a cross-entropy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..intrinsic.icm import forward_error, icm_loss
from ..intrinsic.impact import impact
from ..number import Floats
from .learner import TorchLearner, load_torch
from .networks import ActionFeature, Feature, batches, copied, forward, ngrams, perceptron, transitions


class ForwardModel(TorchLearner):
    """Learn features that actions change, and say how wrongly the next ones were foreseen.

    Args:
        feature: ``feature(observation, info)``, a vector; used by :meth:`update`. None: that of the first wrapper that
            reads the learner, or else hashed n-grams of the observation.
        size: of its vectors.
        action_feature: ``action_feature(action)``, a vector; hashed n-grams of the message by default.
        action_size: of its vectors; ``size`` by default.
        hidden: width of the hidden layers.
        latent: d, how many features are learned.
        form: ``"mean"`` or ``"half_sum"``; see :func:`~turnwise.reward_shaping.intrinsic.icm.forward_error`.
        eta: η of ``"half_sum"``.
        beta: β, the share of the forward loss, in [0, 1].
        joint: let the forward loss train the encoder too.
        lr: step size of Adam.
        epochs: passes over the turns of an update.
        batch: turns a step of the optimiser.
        seed: decides the first weights and the order of training.

    Raises:
        ImportError: torch is not installed.
        ValueError: a size or ``lr`` is not above 0, or ``beta`` not within [0, 1].
    """

    def __init__(
        self,
        feature: Feature | None = None,
        size: int = 128,
        *,
        action_feature: ActionFeature | None = None,
        action_size: int | None = None,
        hidden: int = 64,
        latent: int = 128,
        form: str = "mean",
        eta: float = 1.0,
        beta: float = 0.2,
        joint: bool = True,
        lr: float = 1e-3,
        epochs: int = 1,
        batch: int = 64,
        seed: int = 0,
    ) -> None:
        super().__init__(lr=lr, seed=seed)
        self.feature, self.size = feature, size
        self.action_size = action_size or size
        self.action_feature = action_feature or ngrams(self.action_size)
        sizes = {"size": size, "action_size": self.action_size, "hidden": hidden, "latent": latent}
        sizes |= {"epochs": epochs, "batch": batch}
        if min(sizes.values()) < 1 or not 0 <= beta <= 1:
            raise ValueError(f"ForwardModel needs sizes >= 1 and 0 <= beta <= 1; got {sizes}, beta={beta}.")
        self.form, self.eta, self.beta, self.joint = form, eta, beta, joint
        self.epochs, self.batch = epochs, batch
        forward_error(np.zeros(latent), np.zeros(latent), form, eta)
        self.adopt(lambda: _models(size, self.action_size, hidden, latent))
        self._copy()

    def encode(self, vector: ArrayLike) -> NDArray[np.float32]:
        """Return learned features φ(s).

        Args:
            vector: of the feature, shape (size,).

        Returns:
            Shape (latent,).
        """
        encoded: NDArray[np.float32] = forward(self._encoder, np.asarray(vector, dtype=np.float32)[None])[0]
        return encoded

    def error(self, before: ArrayLike, action: ArrayLike, after: ArrayLike) -> float:
        """Return how wrongly φ(s') was foreseen.

        Args:
            before: of the feature, shape (size,).
            action: of the action feature, shape (action_size,).
            after: of the feature, one turn later.
        """
        known = np.concatenate([self.encode(before), np.asarray(action, dtype=np.float32)])[None]
        return float(forward_error(forward(self._forward, known)[0], self.encode(after), self.form, self.eta))

    def change(self, before: ArrayLike, after: ArrayLike) -> float:
        """Return ‖φ(s') - φ(s)‖, how far the turn has moved the learned features.

        Args:
            before: of the feature, shape (size,).
            after: of the feature, one turn later.
        """
        return impact(self.encode(before), self.encode(after))

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Train encoder, forward and inverse model on every turn.

        Args:
            episodes: with ``observations`` and ``actions``.

        Returns:
            ``forward_loss`` and ``inverse_loss``, means over the steps of the optimiser (NaN without turns), and
            ``turns``.
        """
        torch = load_torch("ForwardModel")
        before, action, after = (torch.as_tensor(part, dtype=torch.float32) for part in self._turns(episodes))
        encoder, ahead, inverse = self.network.children()
        losses = []
        for chosen in batches(self.rng, len(action), self.batch, self.epochs):
            phi, phi_next = encoder(before[chosen]), encoder(after[chosen])
            guessed = inverse(torch.cat([phi, phi_next], dim=1))
            if not self.joint:
                phi, phi_next = phi.detach(), phi_next.detach()
            foreseen = ahead(torch.cat([phi, action[chosen]], dim=1))
            forward_loss = ((foreseen - phi_next) ** 2).mean()
            inverse_loss = ((guessed - action[chosen]) ** 2).sum(dim=1).mean()
            self.descend(icm_loss(forward_loss, inverse_loss, self.beta))
            losses.append((float(forward_loss.detach()), float(inverse_loss.detach())))
        self.version += 1
        self._copy()
        means = np.mean(losses, axis=0) if losses else (np.nan, np.nan)
        return {"forward_loss": float(means[0]), "inverse_loss": float(means[1]), "turns": float(len(action))}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a learner made with the same arguments.
        """
        super().load_state_dict(state)
        self._copy()

    def _turns(self, episodes: Sequence[Any]) -> tuple[Floats, Floats, Floats]:
        return transitions(self.feature, self.size, self.action_feature, self.action_size, episodes)

    def _copy(self) -> None:
        self._encoder, self._forward, _ = (copied(network) for network in self.network.children())


def _models(size: int, action_size: int, hidden: int, latent: int) -> Any:
    """Return encoder, forward model and inverse model."""
    return load_torch("ForwardModel").nn.ModuleList(
        [
            perceptron((size, hidden, latent)),
            perceptron((latent + action_size, hidden, latent)),
            perceptron((2 * latent, hidden, action_size)),
        ]
    )
