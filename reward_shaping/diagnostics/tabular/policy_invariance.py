r"""Does a reward change what is optimal? Value iteration with the outcome alone and with everything that is paid.

    A*(s)     = argmax_a Q_total(s, a)                      what an optimal learner of the total may do
    V_worst   = min over a ∈ A*(s) of E[outcome + γ V_worst(s')]
    regret(s) = V*_outcome(s) - V_worst(s) >= 0

The reward is policy invariant from the start s₀ if regret(s₀) = 0: then every policy that is optimal for the total is
optimal for the outcome. Potential-based shaping is (Ng, Harada and Russell 1999), if its potential is 0 at every end
and its γ is the learner's. Else the regret is what the worst of those policies forgoes, and where it first takes a
message that no optimal policy of the outcome takes is where the two part.

γ must be below 1 here, unless the states count the turns: at γ = 1 one may wait for ever without loss. Where a turn
limit is not part of the states it ends nothing, as for a learner that bootstraps at a truncation; where it is, the
value beyond it is 0.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .mdp import MDP, Bools, Floats
from .value_iteration import Values, maximisers, optimal_values


class PolicyInvariance(NamedTuple):
    """What the comparison found.

    Attributes:
        invariant: every policy optimal for the total is optimal for the outcome.
        regret: what the worst of them forgoes of the outcome, from the start.
        optimal: the outcome's best value from the start.
        parts_at: the state in which it first goes wrong; -1 where it never does.
        taken: the message it takes there; -1 if none.
        better: the messages that are optimal for the outcome there.
        regrets: shape (S,); the regret from each state.
    """

    invariant: bool
    regret: float
    optimal: float
    parts_at: int
    taken: int
    better: tuple[int, ...]
    regrets: Floats


def policy_invariance(
    mdp: MDP, outcome: ArrayLike, total: ArrayLike, gamma: float = 0.99, *, start: int = 0, tolerance: float = 1e-8
) -> PolicyInvariance:
    """Compare what is optimal for the outcome and for the total.

    Args:
        mdp: the process.
        outcome: shape (S, A, B); what the environment pays for its own sake.
        total: shape (S, A, B); all that is paid.
        gamma: the learner's discount per turn.
        start: the state in which episodes begin.
        tolerance: values are the same within this share of the largest, or of 1 if that is larger.

    Raises:
        ValueError: the shapes do not fit, or the values do not settle at ``gamma=1``.
    """
    best = optimal_values(mdp, outcome, gamma)
    chosen = maximisers(optimal_values(mdp, total, gamma), tolerance)
    worst = optimal_values(mdp, outcome, gamma, among=chosen, worst=True)
    regrets = np.maximum(best.states - worst.states, 0.0)
    scale = max(1.0, float(np.abs(best.states).max(initial=0.0)))
    regret = float(regrets[start])
    if regret <= 10 * tolerance * scale / max(1 - gamma, tolerance):
        return PolicyInvariance(True, regret, float(best.states[start]), -1, -1, (), regrets)
    right = maximisers(best, tolerance)
    state, taken = _parting(mdp, worst, right, start)
    better = tuple(np.flatnonzero(right[state]).tolist())
    return PolicyInvariance(False, regret, float(best.states[start]), state, taken, better, regrets)


def _parting(mdp: MDP, worst: Values, right: Bools, start: int) -> tuple[int, int]:
    """Return the first state, breadth first, in which the worst policy goes wrong, and the message it takes there."""
    queue = [start]
    for state in queue:
        message = int(np.argmin(worst.actions[state]))
        if not right[state, message]:
            return state, message
        likely = mdp.probability[state, message] > 0
        reached = mdp.next_state[state, message, likely].tolist()
        queue += [each for each in dict.fromkeys(reached) if each not in queue and mdp.allowed[each].any()]
    return -1, -1
