r"""Generalised advantage estimation (Schulman et al. 2016, arXiv 1506.02438) over turns or over tokens.

    δ_t = r_t + γ V_{t+1} - V_t,   A_t = δ_t + γλ A_{t+1},   then whitened over the batch

At turns, V_t is the value of the state turn t acts in. At tokens, rewards stand on the last kept token of their turn,
and masked tokens are skipped: V and A are carried over them (verl). ``masked="through"`` runs through all tokens as if
they were the policy's, with the values found there (SkyRL, and forks of it): junk values and extra factors of γ leak
in.

Published trainers start from 0 after the last token, also where an episode was cut off; a column of values after the
last turn (``bootstrap``) mends that, and is ignored where the episode terminated. verl whitens by sqrt(var + 1e-8),
here std + ε. Certainty: read in code, and run on the same inputs.
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..expression import Expression
from ..program import Program
from ..spread import kept, spread, to_context
from ..time import gae


def turn_gae(
    reward: str = "reward",
    value: str = "value",
    *,
    gamma: float = 1.0,
    lam: float = 1.0,
    bootstrap: str | None = None,
    whiten: bool = True,
    eps: float = 1e-8,
) -> Program:
    """Return GAE over turns.

    Args:
        reward: the column of rewards, turn by turn.
        value: the column of V, turn by turn.
        gamma: discount per turn.
        lam: λ.
        bootstrap: the column of V after the last turn, one an episode.
        whiten: centre and scale over the turns of the batch.
        eps: added to the standard deviation.
    """
    p = Program("turn_gae")
    after = None if bootstrap is None else p[bootstrap]
    p.gae = gae(p[reward], p[value], gamma=gamma, lam=lam, bootstrap=after)
    return _whitened(p, p.gae, whiten, eps)


def token_gae(
    reward: str = "reward",
    value: str = "value",
    *,
    gamma: float = 1.0,
    lam: float = 1.0,
    bootstrap: str | None = None,
    masked: Literal["skip", "through"] = "skip",
    whiten: bool = True,
    eps: float = 1e-8,
) -> Program:
    """Return GAE over tokens.

    Args:
        reward: the column of rewards, turn by turn.
        value: the column of V, token by token.
        gamma: discount per token.
        lam: λ.
        bootstrap: the column of V after the last token, one an episode.
        masked: skip masked tokens, or run through them.
        whiten: centre and scale over the kept tokens of the batch.
        eps: added to the standard deviation.
    """
    p = Program("token_gae")
    after = None if bootstrap is None else p[bootstrap]
    p.reward = spread(p[reward], how="last")
    if masked == "skip":
        p.gae = gae(p.reward, p[value], gamma=gamma, lam=lam, bootstrap=after)
    else:
        p.gae = kept(gae(to_context(p.reward), p[f"context:{value}"], gamma=gamma, lam=lam, bootstrap=after))
    return _whitened(p, p.gae, whiten, eps)


def _whitened(p: Program, advantage: Expression, whiten: bool, eps: float) -> Program:
    """Finish a program: whiten its advantage or leave it."""
    p.advantage = centre(advantage, by=(), scale="std", eps=eps) if whiten else advantage
    return p
