r"""The optimal token baseline (OTB, in verl): a baseline for each place, weighted by the gradient's energy so far.

    A_{i,k} = G_{i,k} - Σ_j W_{j,k} G_{j,k} / Σ_j W_{j,k},   W_{j,k} = Σ_{l≤k} (1 - 2 π_l + Σ_v π_l(v)²)

over the episodes j of the group that have a kept token at place k. G is the return to go without discount, π_l the
probability of the token that was sampled and Σ π² the policy's collision probability there, which the log-prob pass
must record. Places are counted among kept tokens, so observations do not shift them (verl's multi-turn form; its other
form counts all tokens).

Where one episode alone reaches a place there is nothing to compare with: verl leaves its return as it is
(`handle_zero_tail`, and so for a group of one), which is ``single="raw"``; 0 by default. Certainty: read in code, and
run on the same inputs.
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..mix import exp
from ..program import Program
from ..spread import spread
from ..time import returns, so_far


def optimal_token_baseline(
    reward: str = "reward",
    *,
    log_prob: str = "log_prob",
    sum_pi_squared: str = "sum_pi_squared",
    single: Literal["zero", "raw"] = "zero",
) -> Program:
    """Return the optimal token baseline.

    Args:
        reward: the column of rewards, turn by turn.
        log_prob: the column of log-probabilities of the sampled tokens.
        sum_pi_squared: the column of Σ π² of the distributions they were sampled from.
        single: what an episode alone at a place gets.
    """
    p = Program("optimal_token_baseline")
    p.to_go = returns(spread(p[reward], how="last"))
    p.energy = so_far(1.0 - 2.0 * exp(p[log_prob]) + p[sum_pi_squared])
    p.advantage = centre(p.to_go, by=("group", "position"), weight=p.energy, single=single)
    return p
