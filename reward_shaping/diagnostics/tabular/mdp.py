r"""A finite decision process as arrays: S states, A messages, B branches that chance makes of a message.

    P(s' | s, a) = Σ_b probability[s, a, b] · 1{next_state[s, a, b] = s'}

Rewards are arrays of the same shape (S, A, B), one value a branch, so that one process carries any number of them.
Branches keep a world of sparse transitions small: a world without chance has B = 1. A random process, in which every
state may follow every other, has B = S (:meth:`MDP.dense`), and its rewards are the R[s, a, s'] of textbooks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class MDP:
    """Where messages lead.

    Attributes:
        next_state: shape (S, A, B); where a branch leads.
        probability: shape (S, A, B); of each branch. They sum to 1, or to 0 for a message that is not to be had there.
        ended: shape (S,); whether the episode is over. Nothing is earned from there on.

    Raises:
        ValueError: the shapes do not fit, or the probabilities of a message sum to something else than 0 and 1.
    """

    next_state: Ints
    probability: Floats
    ended: Bools

    def __post_init__(self) -> None:
        """Check the shapes and the sums."""
        shape = self.probability.shape
        fits = len(shape) == 3 and self.next_state.shape == shape and self.ended.shape == shape[:1]
        if not fits:
            raise ValueError(
                f"MDP needs next_state and probability of one shape (S, A, B) and ended of shape (S,); got "
                f"{self.next_state.shape}, {shape} and {self.ended.shape}."
            )
        sums = self.probability.sum(axis=2)
        if not np.all(np.isclose(sums, 1.0) | (sums == 0)) or (self.probability < 0).any():
            raise ValueError("MDP needs the probabilities of each state and message to sum to 1, or all to be 0.")

    @classmethod
    def dense(cls, transition: ArrayLike, ended: ArrayLike | None = None) -> MDP:
        """Return the process of a full table.

        Args:
            transition: shape (S, A, S); P(s' | s, a).
            ended: shape (S,); none if None.
        """
        table = np.asarray(transition, dtype=np.float64)
        following = np.broadcast_to(np.arange(table.shape[-1]), table.shape)
        over = np.zeros(len(table), dtype=np.bool_) if ended is None else np.asarray(ended, dtype=np.bool_)
        return cls(following, table, over)

    @cached_property
    def allowed(self) -> Bools:
        """Shape (S, A); whether a message is to be had in a state, which it is in none that has ended."""
        allowed: Bools = self.probability.any(axis=2) & ~self.ended[:, None]
        return allowed

    def expected(self, values: Floats) -> Floats:
        """Return the mean over the branches.

        Args:
            values: shape (S, A, B).

        Returns:
            Shape (S, A).
        """
        mean: Floats = np.einsum("sab,sab->sa", self.probability, values)
        return mean

    def check(self, name: str, rewards: ArrayLike) -> Floats:
        """Return ``rewards`` as an array of one value a branch.

        Args:
            name: of the argument, for the message.
            rewards: shape (S, A, B).

        Raises:
            ValueError: they have another shape, or are not finite where a branch is.
        """
        array = np.asarray(rewards, dtype=np.float64)
        if array.shape != self.probability.shape:
            raise ValueError(f"{name} must have one value a branch, shape {self.probability.shape}; got {array.shape}.")
        if not np.isfinite(array[self.probability > 0]).all():
            raise ValueError(f"{name} must be finite on every branch.")
        return array
