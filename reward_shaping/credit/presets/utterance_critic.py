r"""The advantage of an utterance-level critic, as ArCHer's actor uses it.

    A_t = min(Q_1, Q_2)(s_t, a_t) - min(V_1, V_2)(s_t)                     double critics, the lower of each
    target of each Q_i:  r_t + γ V̄_i(s_{t+1})                              0 after a terminated episode

A turn is one action of the high level, and all its tokens get the turn's advantage. This is not ArCHer: there the
critics are trained off-policy over a replay of past turns, with slowly moving targets V̄, and are read when the policy
is updated. Here their values are columns of the trace. ``targets`` gives the regression targets of one critic.

Defaults: γ = 0.95.
Certainty: code (YifeiZhou02/ArCHer ``trainer.py``, arXiv 2402.19446).
"""

from __future__ import annotations

from ..mix import minimum
from ..program import Program
from ..time import gae


def utterance_critic(q: tuple[str, str] = ("q1", "q2"), v: tuple[str, str] = ("v1", "v2")) -> Program:
    """Return the advantage of double utterance-level critics.

    Args:
        q: the columns of the two action values.
        v: the columns of the two state values.
    """
    p = Program("utterance_critic")
    p.Q = minimum(p[q[0]], p[q[1]])
    p.V = minimum(p[v[0]], p[v[1]])
    p.advantage = p.Q - p.V
    return p


def critic_targets(
    reward: str = "reward", value: str = "value_target", *, gamma: float = 0.95, bootstrap: str | None = None
) -> Program:
    """Return the regression target of an action value, r + γ V̄(next), in the step ``target``.

    Args:
        reward: the column of rewards.
        value: the column of the target network's values, one a turn.
        gamma: discount per turn.
        bootstrap: the column of V̄ after the last turn of truncated episodes.
    """
    p = Program("critic_targets")
    later = None if bootstrap is None else p[bootstrap]
    p.error = gae(p[reward], p[value], gamma=gamma, lam=0.0, bootstrap=later)
    p.target = p.error + p[value]
    p.advantage = p.error
    return p
