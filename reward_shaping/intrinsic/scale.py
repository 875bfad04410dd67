r"""The scale of a bonus over a run: divided by its running deviation, and fading as the run goes on.

    r_t = β (1 - κ)^n · b_t / σ_n,    σ_n the standard deviation (ddof 0) of b_1..b_n, n the turns of the run so far

The mean is not subtracted: a bonus stays a bonus and never turns into a penalty. β stands with the wrapper (its
``weight``), κ = 0 lets nothing fade. At truncation nothing is cut: the scale knows no episodes.

A method that pays nearly the same always has σ → 0 and is blown up, whatever it pays; ``prior`` values of mean 0 and
variance 1, as if seen before the first, keep the first few in bounds.

Certainty: code (rllte ``common/prototype/base_reward.py``: divided by the deviation of a running window whose prior
weighs 1e-4; weight β(1-κ)^step, one step a batch). Doubt: a later version there subtracts the mean and clips to ±1;
one value a turn needs a heavier prior than one batch (ours: 1).
"""

from __future__ import annotations

from math import sqrt
from typing import Any, ClassVar

from .bonus import Bonus, method


def faded(turns: float, decay: float) -> float:
    """Return what is left of a weight of 1.

    Args:
        turns: of the run before this one.
        decay: κ, in [0, 1).
    """
    return float((1.0 - decay) ** turns)


@method("scale")
class Scale(Bonus):
    """Scale the values it is given as ``after``.

    Args:
        decay: κ, in [0, 1).
        normalise: divide by the running standard deviation.
        prior: how many values of mean 0 and variance 1 count as seen before the first.
    """

    needs: ClassVar[str] = "value"
    scope: ClassVar[str] = "run"
    remembers: ClassVar[tuple[str, ...]] = ("turns", "mean", "squares")
    turns: int
    mean: float
    squares: float

    def __init__(self, *, decay: float = 0.0, normalise: bool = False, prior: float = 1.0) -> None:
        if not 0 <= decay < 1 or not prior >= 0:
            raise ValueError(f"The scale of a bonus needs 0 <= decay < 1 and prior >= 0; got {decay}, {prior}.")
        self.decay = decay
        self.normalise = normalise
        self.prior = prior
        self.forget()

    def forget(self) -> None:
        """Begin a run."""
        self.turns = 0
        self.mean = 0.0
        self.squares = self.prior  # the sum of squared distances from the mean

    def bonus(self, before: Any, action: Any, after: float, *, learn: bool = True) -> float:
        """Return a value on the scale of the run so far, itself with it.

        Args:
            before: not used.
            action: not used.
            after: the value.
            learn: take the value in; without it the scale is that of what was taken in.
        """
        fading = faded(self.turns, self.decay)
        if learn:
            self.turns += 1
            moved = after - self.mean
            self.mean += moved / (self.turns + self.prior)
            self.squares += moved * (after - self.mean)
        if not self.normalise:
            return fading * after
        seen = self.turns + self.prior
        deviation = sqrt(self.squares / seen) if seen else 0.0
        return fading * after / deviation if deviation else fading * after
