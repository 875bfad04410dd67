r"""Search for the weights of a blend by evolution strategies (the outer loop of behaviour alignment, BARFI).

    candidates  φ_j = μ ± σ ε_j,   ε_j ~ N(0, I), j = 1..n              (antithetic pairs)
    fitness     F_j = mean primary return of episodes of a policy trained on φ_j
    μ ← μ + lr/(2 n σ) Σ_j (u(F_j⁺) - u(F_j⁻)) ε_j,   u the rank of a fitness among the 2n, scaled to [-½, ½]

Give each ``update`` the episodes that the inner loop's policy played after training on the present ``phi``: the update
scores that candidate and moves on to the next. After all 2n the mean moves. Ranks make the step independent of the
return's scale. Needs many inner loops: 2n trainings a step.

Certainty: ours (BARFI differentiates through the inner loop); evolution strategies after Salimans et al. 2017,
arXiv 1703.03864, recalled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..number import Floats


class BlendSearch:
    """Weights of a blend, moved to raise the primary return.

    Args:
        start: φ to begin with: the constant, the primary reward's weight, the auxiliary ones'.
        primary: the term whose return is raised.
        pairs: n, antithetic pairs of candidates a step.
        sigma: spread of the candidates, > 0.
        lr: step size, > 0.
        seed: of the candidates.

    Attributes:
        phi: the candidate that is tried now.
        mean: μ, the weights found so far.
        version: updates made.
    """

    identity = "BlendSearch"

    def __init__(
        self,
        start: Sequence[float],
        *,
        primary: str = "outcome",
        pairs: int = 4,
        sigma: float = 0.2,
        lr: float = 0.2,
        seed: int = 0,
    ) -> None:
        if len(start) < 2 or pairs < 1 or not sigma > 0 or not lr > 0:
            raise ValueError(
                f"BlendSearch needs at least two weights in start, pairs >= 1, sigma > 0 and lr > 0; got "
                f"start={list(start)}, pairs={pairs}, sigma={sigma}, lr={lr}."
            )
        self.mean: Floats = np.array(start, dtype=np.float64)
        self.primary = primary
        self.pairs, self.sigma, self.lr = pairs, sigma, lr
        self.rng = np.random.default_rng(seed)
        self.version = 0
        self.noise, self.fitness = self._draw()

    @property
    def phi(self) -> list[float]:
        """The weights of the present candidate."""
        sign = 1.0 if len(self.fitness) % 2 == 0 else -1.0
        step: Floats = self.mean + sign * self.sigma * self.noise[len(self.fitness) // 2]
        return [float(weight) for weight in step]

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Score the present candidate and go on to the next.

        Args:
            episodes: of the policy that was trained on :attr:`phi`; their ledgers hold the primary term.

        Returns:
            ``fitness`` of the candidate, and the norm of the ``step`` that the mean made.

        Raises:
            ValueError: there is no episode.
        """
        if not episodes:
            raise ValueError("BlendSearch scores a candidate by its episodes; got none.")
        fitness = float(np.mean([np.nansum(episode.column(self.primary)) for episode in episodes]))
        self.fitness.append(fitness)
        self.version += 1
        before = self.mean
        if len(self.fitness) == 2 * self.pairs:
            utility = _ranks(np.array(self.fitness))
            self.mean = before + self.lr / (2 * self.pairs * self.sigma) * (utility[::2] - utility[1::2]) @ self.noise
            self.noise, self.fitness = self._draw()
        return {"fitness": fitness, "step": float(np.linalg.norm(self.mean - before))}

    def state_dict(self) -> dict[str, Any]:
        """Return everything that decides what comes next."""
        return {
            "version": self.version,
            "mean": self.mean.copy(),
            "noise": self.noise.copy(),
            "fitness": list(self.fitness),
            "rng": self.rng.bit_generator.state,
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a search with the same arguments.
        """
        self.version = int(state["version"])
        self.mean, self.noise = np.array(state["mean"]), np.array(state["noise"])
        self.fitness = [float(each) for each in state["fitness"]]
        self.rng.bit_generator.state = state["rng"]

    def _draw(self) -> tuple[Floats, list[float]]:
        """Draw the candidates of the next step, none of which is scored yet."""
        return self.rng.normal(size=(self.pairs, len(self.mean))), []


def _ranks(fitness: Floats) -> Floats:
    """Return the rank of each fitness, scaled to [-½, ½]; equal ones share their ranks' mean."""
    above = (fitness[:, None] > fitness).sum(axis=1)
    equal = (fitness[:, None] == fitness).sum(axis=1) - 1
    ranks: Floats = (above + equal / 2) / (len(fitness) - 1) - 0.5
    return ranks
