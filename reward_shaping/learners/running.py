r"""Running mean and standard deviation, over everything seen so far, in one pass.

Of a batch of n values with mean m and variance v (population, ddof 0), seen after N values with mean μ and variance σ²:

    μ'  = μ + (m - μ) · n / (N + n)
    σ'² = (N σ² + n v + (m - μ)² · N n / (N + n)) / (N + n)

The result is that of one pass over all values at once, to rounding, however they were cut into batches. Before the
first value the mean is 0 and the standard deviation 1, so that nothing is scaled by what nobody has seen.

Intrinsic rewards are divided by the standard deviation with the mean left in (RND; rllte does so); scores of a judge
are centred as well (ONI's ranking model). RND's released code begins with a count of 1e-4 at mean 0 and variance 1
(recalled); that is ``count=1e-4``.

Certainty: the update is Chan, Golub and LeVeque's (1979), recalled; rllte's use code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats
from .learner import KeptLearner


class RunningMoments:
    """Mean and variance of everything seen; NaN is missing and left out.

    Args:
        shape: of one value; ``()`` for numbers.
        count: how many values at mean 0 and variance 1 it pretends to have seen.

    Raises:
        ValueError: ``count`` is negative.

    Attributes:
        mean: of the given shape.
        variance: of the given shape; with ddof 0.
        count: of the given shape, as values may be missing here and there.
    """

    def __init__(self, shape: tuple[int, ...] = (), *, count: float = 0.0) -> None:
        if not count >= 0:
            raise ValueError(f"RunningMoments needs count >= 0; got count={count}.")
        self.mean: Floats = np.zeros(shape)
        self.variance: Floats = np.ones(shape)
        self.count: Floats = np.full(shape, float(count))

    def see(self, values: ArrayLike) -> None:
        """Take in a batch.

        Args:
            values: shape (N, *shape), or (N,) for numbers; N may be 0.

        Raises:
            ValueError: one value has another shape.
        """
        batch = np.asarray(values, dtype=np.float64)
        if batch.ndim == 0 or batch.shape[1:] != self.mean.shape:
            raise ValueError(f"RunningMoments takes in values of shape (N, *{self.mean.shape}); got {batch.shape}.")
        known = ~np.isnan(batch)
        n = known.sum(axis=0).astype(np.float64)
        total = self.count + n
        share = np.divide(n, total, out=np.zeros_like(total), where=total > 0)
        mean = np.divide(np.where(known, batch, 0.0).sum(axis=0), n, out=np.zeros_like(total), where=n > 0)
        squares = (np.where(known, batch - mean, 0.0) ** 2).sum(axis=0)
        moved = np.where(n > 0, mean - self.mean, 0.0)
        sums = self.variance * self.count + squares + moved**2 * self.count * share
        self.variance = np.divide(sums, total, out=np.ones_like(total), where=total > 0)
        self.mean = self.mean + moved * share
        self.count = total

    @property
    def std(self) -> Floats:
        """The standard deviation, ddof 0."""
        deviation: Floats = np.sqrt(self.variance)
        return deviation

    def normalise(self, values: ArrayLike, *, centre: bool = True, eps: float = 1e-8) -> Floats:
        """Return values on the scale of what was seen.

        Args:
            values: any shape that ends in the shape of one value.
            centre: take the mean off first.
            eps: added to the standard deviation.

        Returns:
            The shape of ``values``.
        """
        centred = np.asarray(values, dtype=np.float64) - (self.mean if centre else 0.0)
        scaled: Floats = centred / (self.std + eps)
        return scaled

    def state_dict(self) -> dict[str, Any]:
        """Return mean, variance and count."""
        return {"mean": self.mean.copy(), "variance": self.variance.copy(), "count": self.count.copy()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of moments of the same shape.

        Raises:
            ValueError: the state is of values of another shape.
        """
        loaded = {name: np.array(state[name], dtype=np.float64) for name in ("mean", "variance", "count")}
        shapes = {name: array.shape for name, array in loaded.items()}
        if set(shapes.values()) != {self.mean.shape}:
            raise ValueError(f"RunningMoments holds values of shape {self.mean.shape}; the state holds {shapes}.")
        self.mean, self.variance, self.count = loaded["mean"], loaded["variance"], loaded["count"]


class RunningNormaliser(KeptLearner):
    """A learner that scales a term or a channel by what its values were in earlier episodes.

    Args:
        column: the reward term or channel that is read from finished episodes.
        centre: take the mean off as well as dividing by the standard deviation.
        eps: added to the standard deviation.

    Attributes:
        version: how many updates it has made.
        moments: of every value so far.
    """

    kept = ("moments",)

    def __init__(self, column: str, *, centre: bool = False, eps: float = 1e-8) -> None:
        self.column = column
        self.centre = centre
        self.eps = eps
        self.moments = RunningMoments()

    @property
    def identity(self) -> str:
        """The name under which a trace notes this learner."""
        return f"RunningNormaliser({self.column})"

    def __call__(self, values: ArrayLike) -> Floats:
        """Return values on the scale of earlier episodes.

        Args:
            values: any shape.
        """
        return self.moments.normalise(values, centre=self.centre, eps=self.eps)

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Take in the column of finished episodes.

        Args:
            episodes: with ``column(name)``, NaN where a value is missing.

        Returns:
            ``mean``, ``std`` and ``count``.
        """
        for episode in episodes:
            self.moments.see(episode.column(self.column))
        self.version += 1
        moments = self.moments
        return {"mean": float(moments.mean), "std": float(moments.std), "count": float(moments.count)}
