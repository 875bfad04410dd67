r"""How often a reward scores the better of two trajectories higher.

    right = 1 if r(better) > r(worse),  ½ if they tie,  0 else;      accuracy = mean of right

with Wilson's interval. A pair that need not be told apart (``strict`` false) is right at a tie as well. A pair of which
one score is missing (NaN) is left out and counted.

Layouts beside the pair: one right against several wrong (RewardMATH), right only if it is above all of them, with the
mean reciprocal rank; and the best of n, how often the highest scored of n samples is correct, in expectation over all
choices of n from N (ties are broken evenly). Kendall's τ_b compares whole rankings.

Certainty: abstract (Plan-RewardBench, CARD, RewardMATH, arXiv 2410.01729: that it compares one correct solution with
many is from its abstract, the layout is our reading); Kendall 1945 for τ_b, recalled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...number import Floats, sequence
from ..training.overoptimization import best_of_n_curve
from ..wilson_interval import wilson_interval


class Accuracy(NamedTuple):
    """A share of right comparisons.

    Attributes:
        share: NaN without a comparison.
        low: the lower end of Wilson's interval at 95%.
        high: the upper end.
        made: comparisons that were made.
        ties: of these, how many scored the same.
        missing: comparisons that could not be made, as a score was missing.
    """

    share: float
    low: float
    high: float
    made: int
    ties: int
    missing: int


def preference_accuracy(
    better: ArrayLike, worse: ArrayLike, *, strict: ArrayLike | bool = True, tolerance: float = 1e-9
) -> Accuracy:
    """Return how often the better of a pair scores higher.

    Args:
        better: shape (N,); NaN is missing.
        worse: shape (N,).
        strict: shape (N,), or one for all; whether a tie is half right; else it is right.
        tolerance: the largest difference of scores that counts as a tie.

    Raises:
        ValueError: the lengths differ.
    """
    high, low = (sequence("preference_accuracy", name, each) for name, each in (("better", better), ("worse", worse)))
    if high.size != low.size:
        raise ValueError(f"preference_accuracy needs better and worse of one length; got {high.size} and {low.size}.")
    known = ~(np.isnan(high) | np.isnan(low))
    needed = np.broadcast_to(np.asarray(strict, dtype=np.bool_), high.shape)[known]
    apart = high[known] - low[known]
    tied = np.abs(apart) <= tolerance
    right = np.where(tied, np.where(needed, 0.5, 1.0), apart > 0)
    return share_of(right, ties=int(tied.sum()), missing=int((~known).sum()))


def accuracy_by(
    labels: Sequence[str], better: ArrayLike, worse: ArrayLike, *, strict: ArrayLike | bool = True
) -> dict[str, Accuracy]:
    """Return the accuracy of each kind of pair, kinds in the order in which they come first.

    Args:
        labels: N names.
        better: shape (N,).
        worse: shape (N,).
        strict: see :func:`preference_accuracy`.
    """
    high, low = np.asarray(better, dtype=np.float64), np.asarray(worse, dtype=np.float64)
    needed = np.broadcast_to(np.asarray(strict, dtype=np.bool_), high.shape)
    of = {label: np.array([each == label for each in labels]) for label in dict.fromkeys(labels)}
    return {label: preference_accuracy(high[at], low[at], strict=needed[at]) for label, at in of.items()}


def length_labels(lengths: Sequence[int], bins: int = 3) -> list[str]:
    """Return for each trajectory the range of lengths it falls into, such as ``"5-9 turns"``.

    Args:
        lengths: N whole numbers.
        bins: the most ranges; they hold about equally many trajectories.

    Raises:
        ValueError: ``bins`` is below 1.
    """
    if bins < 1:
        raise ValueError(f"length_labels needs bins >= 1; got bins={bins}.")
    known = np.asarray(lengths, dtype=np.int64)
    cuts = np.unique(np.quantile(known, np.arange(1, bins) / bins, method="lower")) if known.size else known
    place = np.searchsorted(cuts, known, side="left")
    ends = {int(each): known[place == each] for each in np.unique(place)}
    names = {each: f"{held.min()}-{held.max()} turns" for each, held in ends.items()}
    return [names[each] for each in place.tolist()]


def several_comparison(right: ArrayLike, wrong: ArrayLike, *, tolerance: float = 1e-9) -> tuple[Accuracy, float]:
    """Return how often one right answer scores above all wrong ones, and its mean reciprocal rank.

    Args:
        right: shape (N,).
        wrong: shape (N, M); NaN where there are fewer than M.
        tolerance: the largest difference of scores that counts as a tie, which does not count as above.

    Returns:
        The accuracy, and the mean of 1 / rank, a tie counting as the lower rank; NaN without a comparison.

    Raises:
        ValueError: the shapes do not fit.
    """
    one, many = np.asarray(right, dtype=np.float64), np.asarray(wrong, dtype=np.float64)
    if one.ndim != 1 or many.ndim != 2 or len(one) != len(many):
        raise ValueError(f"several_comparison needs shapes (N,) and (N, M); got {one.shape} and {many.shape}.")
    known = ~np.isnan(one) & ~np.isnan(many).all(axis=1)
    apart = one[known, None] - many[known]
    above = (apart <= tolerance).sum(axis=1)  # NaN is above nothing
    tied = (np.abs(apart) <= tolerance).any(axis=1)
    rank = float(np.mean(1 / (1 + above))) if known.any() else float("nan")
    return share_of(above == 0, ties=int(tied.sum()), missing=int((~known).sum())), rank


def best_of_n_accuracy(scores: ArrayLike, correct: ArrayLike, sizes: ArrayLike) -> Floats:
    """Return how often the highest scored of n samples is correct, on average over tasks.

    Args:
        scores: shape (G, N); N samples of each of G tasks.
        correct: shape (G, N); 1 where a sample is right.
        sizes: shape (M,); the n, each in 1..N.

    Returns:
        Shape (M,).

    Raises:
        ValueError: the shapes differ or a size is outside 1..N.
    """
    table, gold = np.asarray(scores, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    if table.shape != gold.shape or table.ndim != 2 or not table.size:
        raise ValueError(f"best_of_n_accuracy needs two arrays of one shape (G, N); got {table.shape}, {gold.shape}.")
    curves = [best_of_n_curve(row, _shared(row, right), sizes) for row, right in zip(table, gold, strict=True)]
    return np.asarray(np.mean(curves, axis=0), dtype=np.float64)


def kendall_tau(first: ArrayLike, second: ArrayLike) -> float:
    """Return Kendall's τ_b of two rankings, ties taken into account.

    Args:
        first: shape (N,); NaN is missing.
        second: shape (N,).

    Returns:
        In [-1, 1]; NaN where fewer than two are known or one of the two ranks nothing.

    Raises:
        ValueError: the lengths differ.
    """
    x, y = sequence("kendall_tau", "first", first), sequence("kendall_tau", "second", second)
    if x.size != y.size:
        raise ValueError(f"kendall_tau needs two rankings of one length; got {x.size} and {y.size}.")
    known = ~(np.isnan(x) | np.isnan(y))
    signs = [np.sign(each[known][:, None] - each[known]) for each in (x, y)]
    size = np.sqrt((signs[0] ** 2).sum() * (signs[1] ** 2).sum())
    return float((signs[0] * signs[1]).sum() / size) if size > 0 else float("nan")


def share_of(right: ArrayLike, *, ties: int = 0, missing: int = 0) -> Accuracy:
    """Return the mean of what was right, with Wilson's interval.

    Args:
        right: shape (N,); between 0 and 1.
        ties: of the N, how many tied.
        missing: comparisons beside the N that could not be made.
    """
    counted = np.asarray(right, dtype=np.float64)
    low, high = wilson_interval(counted.sum(), counted.size)
    share = float(counted.mean()) if counted.size else float("nan")
    return Accuracy(share, float(low), float(high), counted.size, ties, missing)


def _shared(scores: Floats, correct: Floats) -> Floats:
    """Return ``correct`` with samples of one score sharing what they have, so that their order does not matter."""
    _, place = np.unique(scores, return_inverse=True)
    place = place.ravel()
    return np.asarray((np.bincount(place, weights=correct) / np.bincount(place))[place])
