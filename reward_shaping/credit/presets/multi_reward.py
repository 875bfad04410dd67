r"""Several rewards in one group (trl; GDPO, arXiv 2601.05242): add and normalise in either order, which differ.

    sum, then normalise    A_i = (S_i - mean_g S) / (std S + ε),   S_i = Σ_k w_k R_{k,i}
    normalise, then sum    A_i = whiten_batch(Σ_k w_k (R_{k,i} - mean_g R_k) / (std_g R_k + ε))

In the first a reward of large spread drowns the others; in the second each has the same say whatever its scale, and one
that hardly differs within a group is blown up to it. A reward that is missing is left out of the sum; an episode whose
rewards are all missing is left out of the statistics and gets 0. Defaults are trl's: ε 1e-4, ddof 1, and the spread of
the group, of the batch, or none. Certainty: read in code, and run on the same inputs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from ..baseline import centre
from ..expression import Expression
from ..mix import add
from ..program import Program
from ..reductions import total
from ..statistics import statistic


def sum_then_normalize(
    rewards: Mapping[str, float] | Sequence[str] = ("reward",),
    *,
    scale: Literal["group", "batch", "none"] = "group",
    ddof: int = 1,
    eps: float = 1e-4,
) -> Program:
    """Return: weigh and add the rewards, then normalise the sum within the group.

    Args:
        rewards: the columns of rewards, with weights (1 if not given).
        scale: divide by the spread of the group's sums, of the batch's, or not at all.
        ddof: 1 for the unbiased standard deviation, 0 for the biased.
        eps: added to it.
    """
    p = Program("sum_then_normalize")
    p.total = add(*(weight * total(p[name]) for name, weight in _weighted(rewards).items()), missing="skip")
    if scale == "batch":
        p.centred = centre(p.total, by="group")
        p.advantage = p.centred / (statistic(p.total, by=(), how="std", ddof=ddof) + eps)
    else:
        p.advantage = centre(p.total, by="group", scale="std" if scale == "group" else None, ddof=ddof, eps=eps)
    return p


def normalize_then_sum(
    rewards: Mapping[str, float] | Sequence[str] = ("reward",), *, ddof: int = 1, eps: float = 1e-4
) -> Program:
    """Return: normalise each reward within the group, weigh and add them, then whiten over the batch.

    Args:
        rewards: the columns of rewards, with weights (1 if not given).
        ddof: 1 for the unbiased standard deviations, 0 for the biased.
        eps: added to them.
    """
    p = Program("normalize_then_sum")
    terms: list[Expression] = []
    for number, (name, weight) in enumerate(_weighted(rewards).items()):
        normalised = centre(total(p[name]), by="group", scale="std", ddof=ddof, eps=eps, missing="keep")
        setattr(p, f"reward_{number}", normalised)
        terms.append(weight * getattr(p, f"reward_{number}"))
    p.total = add(*terms, missing="skip")
    p.advantage = centre(p.total, by=(), scale="std", ddof=ddof, eps=eps)
    return p


def _weighted(rewards: Mapping[str, float] | Sequence[str]) -> Mapping[str, float]:
    """Return the weight of each column."""
    if isinstance(rewards, str):
        raise ValueError(f"rewards must be columns with weights or a list of columns; got {rewards!r}.")
    if not rewards:
        raise ValueError("rewards must name at least one column; got none.")
    return rewards if isinstance(rewards, Mapping) else dict.fromkeys(rewards, 1.0)
