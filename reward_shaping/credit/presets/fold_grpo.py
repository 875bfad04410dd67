r"""FoldGRPO (Context-Folding): an outcome advantage with process rewards for managing the context.

    Q_t = -1    on a turn of the main thread that does not branch, where the main context exceeds half of its budget
        + -1    on every turn of an episode that never branches
        + ±0.2  on the turns of a branch that a judge finds in scope (+) or out of it (-)
        + -1    on a turn whose tool call failed
    A_t = A_GRPO + Q_t;     scope rewards count in solved episodes only, unless ``always``

Threads are a key of the trace, so a branch's turns are those of its thread. The magnitudes equal the outcome's: a
minus of 1 on every turn drowns a success unless the loss divides by the number of tokens. A flag that is not in the
table is written None and left out.

Defaults: threshold ½, scope 0.2, penalties 1.
Certainty: code (sunnweiwei/FoldAgent ``agents/fold_agent.py``: the rewards); adding them to GRPO's advantage is ours.
The released penalty for Chinese characters is left to a format reward.
"""

from __future__ import annotations

from ..mix import fill, where
from ..program import Program
from ..reductions import reduce
from .grpo import grpo
from .inherited import inherited


def fold_grpo(
    outcome: str = "outcome",
    *,
    main: str | None = "main",
    branch: str | None = "branch",
    context: str | None = "context_share",
    in_scope: str | None = "in_scope",
    failed: str | None = "tool_error",
    threshold: float = 0.5,
    scope_reward: float = 0.2,
    penalty: float = 1.0,
    always: bool = False,
) -> Program:
    """Return FoldGRPO's estimator.

    Args:
        outcome: the column of the outcome; an episode is solved if it sums to more than 0, and not if it is missing.
        main: the flag of turns of the main thread.
        branch: the flag of turns that branch.
        context: the main context's share of its budget.
        in_scope: a judge's verdict on a branch's turns: above 0 in scope, 0 out of it, missing on other turns.
        failed: the flag of turns whose tool call failed.
        threshold: the share above which the main thread should branch.
        scope_reward: for a branch in scope; its negative for one out of it.
        penalty: of the other three.
        always: reward scope in failed episodes too.
    """
    p = inherited(grpo(outcome), "fold_grpo", "A_out")
    parts = []
    if main and branch and context:
        p.crowded = p[main] * (1.0 - p[branch]) * (p[context] > threshold)
        parts.append(-penalty * fill(p.crowded, 0.0))
    if branch:
        p.branches = reduce(fill(p[branch], 0.0), how="sum")
        parts.append(where(p.branches > 0.0, 0.0, -penalty))
    if in_scope:
        p.scope = fill(where(p[in_scope] > 0.0, scope_reward, -scope_reward), 0.0)
        parts.append(p.scope if always else p.scope * fill(p.total > 0.0, 0.0))
    if failed:
        parts.append(-penalty * fill(p[failed], 0.0))
    p.advantage = sum(parts, start=p.A_out)
    return p
