r"""Over-optimisation: gold score against distance from the initial policy (Gao et al. 2022).

    d = sqrt(KL(π ‖ π_init))
    best-of-n   R(d) = d (α - β d),          KL_bon(n) = log n - (n - 1)/n
    RL          R(d) = d (α - β log d)

α is how fast the gold score rises, β how soon it turns; the curve peaks at d* = α/(2β), or exp(α/β - 1). Both forms are
linear in α and β and are fitted by least squares. Scores are measured from the initial policy's (R(0) = 0).

Certainty: recalled ("Scaling laws for reward model overoptimization", arXiv 2210.10760).
"""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...number import Floats, sequence

FORMS = ("best_of_n", "rl")


class OveroptimizationCurve(NamedTuple):
    """A fitted curve.

    Attributes:
        alpha: how fast the gold score rises.
        beta: how soon it turns.
        form: ``"best_of_n"`` or ``"rl"``.
        residual: root mean squared error of the fit.
    """

    alpha: float
    beta: float
    form: str
    residual: float

    def score(self, distance: ArrayLike) -> Floats:
        """Return the gold score at distances.

        Args:
            distance: d >= 0, any shape.
        """
        d = np.asarray(distance, dtype=np.float64)
        turned = d if self.form == "best_of_n" else np.log(np.where(d > 0, d, 1.0))
        return np.asarray(d * (self.alpha - self.beta * turned))

    @property
    def peak(self) -> float:
        """The distance at which the gold score is highest; infinite where it never turns."""
        if self.beta <= 0:
            return float("inf")
        return self.alpha / (2 * self.beta) if self.form == "best_of_n" else exp(self.alpha / self.beta - 1)


def best_of_n_kl(n: int) -> float:
    """Return KL(best of n ‖ one sample), log n - (n - 1)/n.

    Args:
        n: samples to choose from, >= 1.

    Raises:
        ValueError: ``n`` is below 1.
    """
    if n < 1:
        raise ValueError(f"best_of_n_kl needs n >= 1; got n={n}.")
    return log(n) - (n - 1) / n


def fit_overoptimization(kl: ArrayLike, gold: ArrayLike, form: str = "rl") -> OveroptimizationCurve:
    """Fit α and β.

    Args:
        kl: shape (N,), N >= 2; KL from the initial policy, > 0.
        gold: shape (N,); gold scores less the initial policy's.
        form: ``"best_of_n"`` or ``"rl"``.

    Raises:
        ValueError: the form is unknown, the lengths differ, or a distance is not positive.
    """
    d, y = np.sqrt(sequence("fit_overoptimization", "kl", kl, least=2)), sequence("fit_overoptimization", "gold", gold)
    if form not in FORMS or d.size != y.size or not np.all(d > 0):
        raise ValueError(
            f"fit_overoptimization needs form to be one of {list(FORMS)}, and kl > 0 and gold of one length; "
            f"got form={form!r}, lengths {d.size} and {y.size}."
        )
    columns = np.column_stack([d, -d * (d if form == "best_of_n" else np.log(d))])
    (alpha, beta), *_ = np.linalg.lstsq(columns, y, rcond=None)
    error = columns @ np.array([alpha, beta]) - y
    return OveroptimizationCurve(float(alpha), float(beta), form, float(np.sqrt((error**2).mean())))


def best_of_n_curve(proxy: ArrayLike, gold: ArrayLike, sizes: ArrayLike) -> Floats:
    """Return the expected gold score of the sample with the highest proxy among n, without bias.

        E = Σ_i gold_(i) · C(i - 1, n - 1)/C(N, n)           i the rank by proxy, from 1 for the lowest

    Args:
        proxy: shape (N,); scores of N samples by the reward that selects. Ties are broken by their order.
        gold: shape (N,); their true scores.
        sizes: shape (M,); the n, each in 1..N.

    Returns:
        Shape (M,).

    Raises:
        ValueError: the lengths differ, or a size is outside 1..N.
    """
    p, g = sequence("best_of_n_curve", "proxy", proxy, least=1), sequence("best_of_n_curve", "gold", gold)
    ns = np.asarray(sizes, dtype=np.int64)
    if p.size != g.size or np.any((ns < 1) | (ns > p.size)):
        raise ValueError(
            f"best_of_n_curve needs proxy and gold of one length N and sizes in 1..N; got lengths {p.size} and "
            f"{g.size}, sizes {ns.tolist()}."
        )
    ranked = g[np.argsort(p, kind="stable")]
    curve = []
    for n in ns.tolist():
        weights = np.zeros(p.size)
        weight = n / p.size
        for place in range(p.size - 1, n - 2, -1):
            weights[place] = weight
            weight *= (place - n + 1) / place if place else 0.0
        curve.append(float(weights @ ranked))
    return np.array(curve)
