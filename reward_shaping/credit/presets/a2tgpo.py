r"""A²TGPO (arXiv 2605.06200): information gain normalised per turn index, accumulated, added to the outcome.

    z_{i,t} = (g_{i,t} - mean_{g,t}) / (std_{g,t} + ε)          over the group's turns of the same index
    D_{i,t} = (1 / √n) Σ_{j≥t} γ^{j-t} z_{i,j}                  n terms
    A_{i,t} = α D_{i,t} + z_g(outcome)                          the answer turn, without a gain: z_g(outcome)
    c_{i,t} = 1 + s (2 σ(z_{i,t}) - 1)                          the clip range of turn t is multiplied by it

Dividing by √n keeps early turns from a larger spread than late ones. Defaults: α 0.3, γ 1, s 0.3, ddof 1, ε 1e-6. The
clip scale is the step ``clip_scale``: a column for the loss, which a trainer may ignore and must say so.

Doubts (secondary: the code as quoted). Whether g is a difference of probabilities or of log-probabilities is told both
ways; the column decides. Late turns are reached by few episodes, and of two samples z is ±0.71 whatever their distance:
``min_count`` (ours) gives 0 to a turn index reached by fewer.
"""

from __future__ import annotations

from ..baseline import centre
from ..mix import fill, only, sigmoid
from ..program import Program
from ..reductions import total
from ..time import returns


def a2tgpo(
    gain: str = "information_gain",
    outcome: str = "outcome",
    *,
    alpha: float = 0.3,
    gamma: float = 1.0,
    clip_range: float = 0.3,
    min_count: int = 2,
    ddof: int = 1,
    eps: float = 1e-6,
) -> Program:
    """Return A²TGPO with its clip scale.

    Args:
        gain: the column of gains, turn by turn, missing where there is none; an episode's last turn is the answer, and
            its gain is not read.
        outcome: the column of the outcome, summed over the episode.
        alpha: α, the weight of the gains.
        gamma: discount per turn.
        clip_range: s, how far the clip scale departs from 1.
        min_count: a turn index of a group with fewer known gains gives 0.
        ddof: 1 for the unbiased standard deviations, 0 for the biased.
        eps: added to them.
    """
    p = Program("a2tgpo")
    p.outcome_part = centre(total(p[outcome]), by="group", scale="std", ddof=ddof, eps=eps)
    p.gain = only(p[gain], p["turn"] < p["turns"] - 1.0)
    p.z = centre(p.gain, by=("group", "turn"), scale="std", ddof=ddof, eps=eps, min_count=min_count, missing="keep")
    p.to_go = returns(p.z, gamma=gamma, over="sqrt_n")
    p.advantage = p.outcome_part + alpha * fill(p.to_go)
    p.clip_scale = 1.0 + clip_range * (2.0 * sigmoid(fill(p.z)) - 1.0)
    return p
