"""The best play of Diagnosis, by dynamic programming over everything that can be found.

A situation says of each sign whether it was not looked for, not found, or found: 3^signs of them. With w_d(s) the joint
probability of illness d and what was found in s,

    V(s) = max( max_d w_d(s),  max over signs i that can be paid of  V(s, i not found) + V(s, i found) )

is the probability of reaching s and naming the right illness from there; V of the beginning is what best play wins.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .clinic import Clinic, clinic

MOST_SIGNS = 9


class Play:
    """The value of every situation and the best move in it.

    Args:
        known: what is known in the clinic.
        allowed: illnesses that may be drawn.
    """

    def __init__(self, known: Clinic, allowed: tuple[int, ...]) -> None:
        signs = len(known.signs)
        self.steps = 3 ** np.arange(signs)
        situations = np.arange(3**signs)
        digits = situations[:, None] // self.steps % 3
        prior = known.prior[list(allowed)]
        weight = np.tile(prior / prior.sum(), (len(situations), 1))
        for sign in range(signs):
            chance = known.chance[list(allowed), sign]
            factor = np.stack([np.ones_like(chance), 1 - chance, chance])
            weight *= factor[digits[:, sign]]
        spent = (digits > 0) @ np.array(known.costs)
        self.value = weight.max(1)
        self.move: NDArray[np.int64] = np.full(len(situations), -1)
        self.named = np.array(allowed)[weight.argmax(1)]
        looked = (digits > 0).sum(1)
        for count in range(signs - 1, -1, -1):
            self._improve(situations[looked == count], digits, spent, known)

    def _improve(
        self, now: NDArray[np.int64], digits: NDArray[np.int64], spent: NDArray[np.int64], known: Clinic
    ) -> None:
        """Set value and move of situations whose successors are known."""
        for sign, step in enumerate(self.steps.tolist()):
            some = now[(digits[now, sign] == 0) & (spent[now] + known.costs[sign] <= known.budget)]
            after = self.value[some + step] + self.value[some + 2 * step]
            better = after > self.value[some] + 1e-12
            self.value[some[better]] = after[better]
            self.move[some[better]] = sign

    def situation(self, found: tuple[int, ...], signs: tuple[bool, ...]) -> int:
        """Return the number of a situation.

        Args:
            found: signs that were looked for.
            signs: for each sign whether it is there.
        """
        return int(sum(self.steps[sign] * (2 if signs[sign] else 1) for sign in found))


@lru_cache(maxsize=8)
def best_play(settings: tuple[int, int, int, int, float, int], allowed: tuple[int, ...]) -> Play:
    """Return the best play of a clinic.

    Args:
        settings: of :func:`~.clinic.clinic`.
        allowed: illnesses that may be drawn.
    """
    return Play(clinic(*settings), allowed)
