r"""RE3: state entropy with a random encoder (Seo et al. 2021).

    r_t = log(‖e_t - e_kNN‖₂ + 1),   e_t = W φ(s_t),   W fixed and random

The distance to the k-th nearest neighbour estimates the density of states there, so the sum of bonuses estimates the
entropy of the states that were visited. The state itself is not among its neighbours. With fewer than k states
remembered the farthest of them counts; with none nothing is paid.

Defaults: k 5, 128 latent dimensions, the last 1000 states (rllte).
Certainty: code (rllte ``re3.py``). Doubts: its storage holds the query, so that in one version the k-th neighbour
there is the (k-1)-th here, in another it takes the (k+1)-th smallest and agrees; ``average=True`` is its mean over the
1st to k-th neighbour. The published encoder is a random convolutional network; one random linear map, which keeps
distances between φ up to a factor near 1, is ours.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence
from .bonus import Bonus, method
from .neighbours import Vectors, nearest


def state_entropy_bonus(distances: ArrayLike, *, average: bool = False) -> float:
    """Return log(d_k + 1).

    Args:
        distances: shape (K,); to the nearest neighbours in order, itself excluded; the last is d_k. K may be 0.
        average: the mean of the logarithms over all K, not the last alone.
    """
    d = sequence("state_entropy_bonus", "distances", distances)
    if not d.size:
        return 0.0
    return float(np.log1p(d).mean() if average else np.log1p(d[-1]))


@method("re3")
class RE3(Bonus):
    """Pay for states that lie far from their neighbours in a random encoder.

    Args:
        k: which neighbour.
        average: the mean over the 1st to k-th.
        latent: dimensions of the random encoder; 0 leaves the feature as it is.
        capacity: how many states are remembered.
        seed: of the encoder.
    """

    needs: ClassVar[str] = "vector"
    scope: ClassVar[str] = "run"
    remembers: ClassVar[tuple[str, ...]] = ("seen",)

    def __init__(
        self, *, k: int = 5, average: bool = False, latent: int = 128, capacity: int = 1000, seed: int = 0
    ) -> None:
        if k < 1 or latent < 0:
            raise ValueError(f"RE3 needs k >= 1 and latent >= 0; got k={k}, latent={latent}.")
        self.k = k
        self.average = average
        self.latent = latent
        self.seed = seed
        self.seen = Vectors(capacity)
        self._encoder: Floats = np.zeros((0, 0))

    def encode(self, feature: Floats) -> Floats:
        """Return e of a state.

        Args:
            feature: shape (d,).

        Returns:
            Shape (latent,).
        """
        if not self.latent:
            return feature
        if self._encoder.shape[1] != len(feature):
            rng = np.random.default_rng([self.seed, len(feature)])
            self._encoder = rng.standard_normal((self.latent, len(feature))) / np.sqrt(self.latent)
        encoded: Floats = self._encoder @ feature
        return encoded

    def start(self, feature: Floats) -> None:
        """Remember the state an episode starts in.

        Args:
            feature: shape (d,).
        """
        self.seen.add(self.encode(feature))

    def bonus(self, before: Any, action: Any, after: Floats, *, learn: bool = True) -> float:
        """Return what the state is worth that was reached.

        Args:
            before: not used.
            action: not used.
            after: shape (d,).
            learn: remember it.
        """
        encoded = self.encode(after)
        worth = state_entropy_bonus(nearest(self.seen.distances(encoded), self.k), average=self.average)
        if learn:
            self.seen.add(encoded)
        return worth
