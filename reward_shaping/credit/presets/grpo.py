r"""GRPO (Shao et al. 2024, arXiv 2402.03300) and Dr. GRPO (Liu et al. 2025, arXiv 2503.20783): rewards within a group.

    A_i = (R_i - mean_g R) / (std_g R + ε)          Dr. GRPO: A_i = R_i - mean_g R

with R_i the sum of episode i's rewards and g its group: the episodes of one task. Every token of the episode gets A_i.
A group whose rewards are all equal gives 0 everywhere; dividing by the spread makes nearly solved and nearly failed
tasks weigh as much as the others, which Dr. GRPO drops together with the loss's division by length (not done here).

Programs that bear the name differ (certainty: read in code, and run on the same inputs):

    convention   ddof   ε       group of one
    verl         1      1e-6    raw reward
    skyrl        1      1e-6    raw reward
    trl          1      1e-4    0
    rllm         0      1e-6    raw reward
    gem          0      1e-9    0

The defaults are ddof 1, ε 1e-6 and 0 for a group of one, whose raw reward would be a gradient without a baseline; how
many groups had one episode stands in the diagnostics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..baseline import centre
from ..program import Program
from ..reductions import total


@dataclass(frozen=True)
class Convention:
    """How a published program normalises.

    Attributes:
        ddof: what the variance's divisor lacks of the number of samples.
        eps: added to the standard deviation.
        single: what the only episode of a group gets.
    """

    ddof: int
    eps: float
    single: Literal["zero", "raw"]


CONVENTIONS = {
    "verl": Convention(1, 1e-6, "raw"),
    "skyrl": Convention(1, 1e-6, "raw"),
    "trl": Convention(1, 1e-4, "zero"),
    "rllm": Convention(0, 1e-6, "raw"),
    "gem": Convention(0, 1e-9, "zero"),
}


def chosen(name: str | None, ddof: int | None, eps: float | None, single: Literal["zero", "raw"] | None) -> Convention:
    """Return the convention of a published program, or the default, with what was said otherwise.

    Args:
        name: a published program; None for the default.
        ddof: in place of the convention's.
        eps: in place of the convention's.
        single: in place of the convention's.

    Raises:
        ValueError: no such program is known.
    """
    if name is not None and name not in CONVENTIONS:
        raise ValueError(f"convention must be one of {list(CONVENTIONS)} or None; got {name!r}.")
    base = Convention(1, 1e-6, "zero") if name is None else CONVENTIONS[name]
    return Convention(
        base.ddof if ddof is None else ddof,
        base.eps if eps is None else eps,
        base.single if single is None else single,
    )


def grpo(
    reward: str = "reward",
    *,
    scale: Literal["std"] | None = "std",
    ddof: int | None = None,
    eps: float | None = None,
    single: Literal["zero", "raw"] | None = None,
    convention: str | None = None,
) -> Program:
    """Return GRPO.

    Args:
        reward: the column of rewards.
        scale: divide by the group's standard deviation ("std") or not (None).
        ddof: 1 for the unbiased standard deviation, 0 for the biased; None for the convention's.
        eps: added to it; None for the convention's.
        single: what a group of one gets; None for the convention's.
        convention: verl, skyrl, trl, rllm or gem; None for the default above.
    """
    how = chosen(convention, ddof, eps, single)
    p = Program("grpo" if scale else "dr_grpo")
    p.total = total(p[reward])
    p.advantage = centre(p.total, by="group", scale=scale, ddof=how.ddof, eps=how.eps, single=how.single)
    return p


def dr_grpo(reward: str = "reward", *, single: Literal["zero", "raw"] = "zero") -> Program:
    """Return Dr. GRPO: GRPO without the division by the group's spread.

    Args:
        reward: the column of rewards.
        single: what a group of one gets.
    """
    return grpo(reward, scale=None, single=single)
