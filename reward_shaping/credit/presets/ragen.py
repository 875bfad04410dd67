r"""RAGEN's bi-level GAE (arXiv 2504.20073): one scan over turns, whose returns reward the turns' last tokens.

    high level   A^H_t = δ_t + γ_H λ A^H_{t+1},   δ_t = r_t + γ_H V(end_{t+1}) - V(end_t)     over turn ends
    low level    GAE(γ, λ) over the tokens of each turn alone, rewarded with A^H_t + V(end_t) at its last token

Defaults γ_H 0.95, γ = λ = 1, then whitened over the batch's kept tokens. Certainty: read in code
(`compute_bi_level_gae_advantage_return`), and run on the same inputs.

Where ours departs from it: the released code takes every token with a reward that is not 0 for the end of a turn, so
that a turn without a reward merges with the next, and a last turn without one raises IndexError. Here turns are data.
Where every turn has a reward the two agree.

A turn without kept tokens, or without V, has no end to be rewarded at, and its reward reaches no other turn; such
rewards are counted in the diagnostics, as ``turn_return.gae.rewards_without_value``. A return that falls on a last
token without V is counted as ``gae.gae.rewards_without_value``.
"""

from __future__ import annotations

from ..baseline import centre
from ..program import Program
from ..reductions import reduce
from ..spread import spread
from ..time import gae


def bi_level_gae(
    reward: str = "reward",
    value: str = "value",
    *,
    gamma: float = 1.0,
    lam: float = 1.0,
    turn_gamma: float = 0.95,
    whiten: bool = True,
    eps: float = 1e-8,
) -> Program:
    """Return RAGEN's bi-level GAE, on tokens.

    Args:
        reward: the column of rewards, turn by turn.
        value: the column of V, token by token.
        gamma: discount per token within a turn.
        lam: λ of both levels.
        turn_gamma: γ_H, the discount per turn.
        whiten: centre and scale over the kept tokens of the batch.
        eps: added to the standard deviation.
    """
    p = Program("bi_level_gae")
    p.end_value = reduce(p[value], to="turn", how="last")
    p.turn_return = gae(p[reward], p.end_value, gamma=turn_gamma, lam=lam) + p.end_value
    p.gae = gae(spread(p.turn_return, how="last"), p[value], gamma=gamma, lam=lam, within="turn")
    p.advantage = centre(p.gae, by=(), scale="std", eps=eps) if whiten else p.gae
    return p
