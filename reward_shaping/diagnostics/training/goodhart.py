r"""Goodhart's gap: the proxy still rises where the true return already falls.

Given both returns over training (steps 1..N), smoothed by a centred mean over w steps:

    turning point   the step of the highest smoothed true return
    drop            true(turning point) - true(end)                            0 where it never fell
    gap             (proxy rise - true rise) after the turning point, each in units of its range over training
    hacked          the drop exceeds ``tolerance`` of the range while the proxy did not fall

The rule for stopping early needs no future: stop once the true return (of a held-out check, seldom and dear) has been
``patience`` checks below its best by more than ``tolerance`` of what it had risen, while the proxy rose.

Certainty: abstract ("Goodhart's law in reinforcement learning", arXiv 2310.09144; its own rule follows from the
geometry of the occupancy polytope and needs the angle between the rewards); the measured form is ours.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...number import Floats, sequence


class GoodhartGap(NamedTuple):
    """Proxy against true return over training.

    Attributes:
        turning_point: index of the highest (smoothed) true return.
        best: that return.
        final: the last (smoothed) true return.
        drop: best - final.
        gap: how much more the proxy rose than the true return after the turning point, in units of their ranges.
        hacked: whether the true return fell while the proxy did not.
    """

    turning_point: int
    best: float
    final: float
    drop: float
    gap: float
    hacked: bool


def smoothed(values: ArrayLike, window: int) -> Floats:
    """Return the centred mean over a window, shorter at the ends.

    Args:
        values: shape (N,).
        window: odd, >= 1.

    Raises:
        ValueError: the window is even or below 1.
    """
    x = sequence("smoothed", "values", values)
    if window < 1 or window % 2 == 0:
        raise ValueError(f"smoothed needs an odd window >= 1; got window={window}.")
    half = window // 2
    sums = np.concatenate([[0.0], np.cumsum(x)])
    low = np.maximum(np.arange(x.size) - half, 0)
    high = np.minimum(np.arange(x.size) + half + 1, x.size)
    return np.asarray((sums[high] - sums[low]) / (high - low))


def goodhart_gap(proxy: ArrayLike, true: ArrayLike, *, window: int = 1, tolerance: float = 0.05) -> GoodhartGap:
    """Return where and how far the proxy and the true return part.

    Args:
        proxy: shape (N,), N >= 1; the return that is trained on, over training.
        true: shape (N,); the return that is meant.
        window: of the smoothing, odd.
        tolerance: the share of the true return's range that a drop must exceed.

    Raises:
        ValueError: the lengths differ or are 0.
    """
    p, t = smoothed(sequence("goodhart_gap", "proxy", proxy, least=1), window), smoothed(true, window)
    if p.size != t.size:
        raise ValueError(f"goodhart_gap needs proxy and true of one length; got {p.size} and {t.size}.")
    top = int(np.argmax(t))
    drop = float(t[top] - t[-1])
    ranges = [float(np.ptp(each)) or 1.0 for each in (p, t)]
    gap = float((p[-1] - p[top]) / ranges[0] - (t[-1] - t[top]) / ranges[1])
    hacked = drop > tolerance * float(np.ptp(t)) and p[-1] >= p[top]
    return GoodhartGap(top, float(t[top]), float(t[-1]), drop, gap, bool(hacked))


class EarlyStop:
    """Stop training where the true return turns while the proxy rises.

    Args:
        patience: checks in a row that may lie below the best, >= 1.
        tolerance: how far below counts, as a share of what the true return has risen.

    Attributes:
        best: index of the check with the highest true return so far.
    """

    def __init__(self, *, patience: int = 3, tolerance: float = 0.05) -> None:
        if patience < 1 or tolerance < 0:
            raise ValueError(
                f"EarlyStop needs patience >= 1 and tolerance >= 0; got patience={patience}, tolerance={tolerance}."
            )
        self.patience, self.tolerance = patience, tolerance
        self.proxy: list[float] = []
        self.true: list[float] = []
        self.best = 0
        self.below = 0

    def check(self, proxy: float, true: float) -> bool:
        """Take in a check; return whether to stop.

        Args:
            proxy: the return that is trained on.
            true: the return that is meant.
        """
        self.proxy.append(proxy)
        self.true.append(true)
        if true >= self.true[self.best]:
            self.best, self.below = len(self.true) - 1, 0
            return False
        risen = self.true[self.best] - min(self.true[: self.best + 1])
        fell = self.true[self.best] - true > self.tolerance * risen
        self.below = self.below + 1 if fell and proxy >= self.proxy[self.best] else 0
        return self.below >= self.patience
