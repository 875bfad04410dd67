r"""HiPER's hierarchical advantage estimation (HAE): a planner's advantage per subgoal, an executor's inside it.

    low   A_t = δ_t + γλ A_{t+1} inside the segment,   V after its last turn = V_high of the next segment
    high  δ_s = Σ_j γ^j r_j + γ^d V_high(s+1) - V_high(s),   A_s = δ_s + γ^d λ_seg A_{s+1}

Segments are the turns between two decisions to switch the subgoal; they are a key of the trace. The executor's
advantage goes to the action's tokens, the planner's to the tokens of a subgoal where a segment begins, and the
termination advantage V_high(s_t) - V_low(s_t), with a minus where the agent kept its subgoal, to the tokens of the
decision to switch. A policy that switches every turn, or never, has one level in truth.

A segment without V_high is passed over: the one before it goes on from the next V_high that is known in the episode
(no γ for the turns between), and the planner's advantage skips it. Rewards that a level loses because V is missing are
counted in the diagnostics (``A_low.gae.rewards_without_value``, ``A_high.smdp.rewards_without_value``).

Defaults: γ = λ = λ_seg = 0.95.
Certainty: code (JonP07/HiPER-agent ``hiper_hae/core_hae.py``); the termination advantage and what becomes of
segments without V_high are ours.
"""

from __future__ import annotations

from ..levels import lag
from ..mix import fill, where
from ..program import Program
from ..reductions import reduce
from ..spread import spread
from ..time import gae, smdp


def hiper(
    reward: str = "reward",
    low: str = "value_low",
    high: str = "value_high",
    *,
    gamma: float = 0.95,
    lam: float = 0.95,
    lam_segment: float = 0.95,
    bootstrap: str | None = None,
    kinds: tuple[str, str, str] | None = None,
) -> Program:
    """Return HiPER's estimator.

    Without ``kinds`` the advantage is the executor's, turn by turn; the planner's stands in the step ``A_high``, whose
    value belongs to the segment. With them the advantage has one value a token.

    Args:
        reward: the column of rewards.
        low: the column of the executor's values, one a turn.
        high: the column of the planner's values, one a turn; that of a segment's first turn is the segment's.
        gamma: discount per turn.
        lam: λ inside a segment.
        lam_segment: λ between segments.
        bootstrap: the column of the planner's value after the last turn of truncated episodes, one an episode; 0
            without it, and such episodes are counted.
        kinds: the kinds of token of the action, the subgoal and the decision to switch.
    """
    p = Program("hiper")
    p.V_high = reduce(p[high], to="segment", how="first")
    after = None if bootstrap is None else p[bootstrap]
    p.next = fill(lag(p.V_high, k=-1, skip_missing=True), 0.0 if after is None else where(p["terminated"], 0.0, after))
    p.A_low = gae(p[reward], p[low], gamma=gamma, lam=lam, within="segment", bootstrap=p.next)
    p.A_high = smdp(p[reward], p.V_high, gamma=gamma, lam=lam_segment, bootstrap=after)
    if kinds is None:
        p.advantage = p.A_low
        return p
    action, subgoal, switch = kinds
    p.boundary = p["turn"] <= reduce(p["turn"], to="segment", how="min")
    p.A_switch = where(p.boundary, p[high] - p[low], p[low] - p[high])
    p.planned = where(p.boundary, p.A_high, 0.0)
    p.advantage = spread(p.A_low, kind=action) + spread(p.planned, kind=subgoal) + spread(p.A_switch, kind=switch)
    return p
