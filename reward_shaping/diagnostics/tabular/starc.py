r"""STARC: standardised reward comparison, a family of distances of rewards (Skalse et al. 2023).

    d(R₁, R₂) = ‖ C(R₁)/n(C(R₁)) - C(R₂)/n(C(R₂)) ‖,   0 / 0 := 0

C is a canonical form that is the same for R and all that shaping makes of it, n a norm; with n and ‖·‖ the same norm
d lies in [0, 2]. 0 means that the two order all policies alike, 2 that they order them the other way round. Canonical
forms here:

    value-adjusted levelling   C(R)(s, a) = E_{s' ~ P(s, a)}[ R(s, a, s') - V^π(s) + γ V^π(s') ]

for a fixed policy π, which is R's advantage under π. It needs the environment's transitions and nothing else, and is
blind to how R varies among the next states of one message too. With V = 0 at an end it does see a potential that is
not zeroed there.

    EPIC-like                  :func:`~turnwise.reward_shaping.diagnostics.tabular.epic.epic_canonical`

which needs no transitions and asks for R on all (s, a, s'). With it and the L2 norm, d is twice the EPIC distance.

Certainty: recalled (arXiv 2309.15257); that π is uniform over what is admissible is ours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .mdp import MDP, Floats
from .value_iteration import policy_values, uniform_policy


def value_adjusted(mdp: MDP, rewards: ArrayLike, gamma: float, *, policy: ArrayLike | None = None) -> Floats:
    """Return the value-adjusted levelling of a reward.

    Args:
        mdp: the process.
        rewards: shape (S, A, B).
        gamma: the learner's discount per turn.
        policy: shape (S, A); π, uniform over the messages that are to be had if None.

    Returns:
        Shape (S, A); 0 where a message is not to be had.

    Raises:
        ValueError: the shapes do not fit, or the values do not settle.
    """
    table = mdp.check("rewards", rewards)
    values = policy_values(mdp, table, gamma, uniform_policy(mdp) if policy is None else policy)
    after = np.where(mdp.ended[mdp.next_state], 0.0, values[mdp.next_state])
    levelled = np.where(mdp.allowed, mdp.expected(table + gamma * after) - values[:, None], 0.0)
    # What the sweeps leave of a trivial reward is rounding and must not be blown up to a norm of 1.
    scale = max(np.abs(table).max(initial=0.0), np.abs(values).max(initial=0.0))
    return np.where(np.abs(levelled) <= 1e-8 * scale, 0.0, levelled)


def starc_distance(first: ArrayLike, second: ArrayLike, *, order: float = 2) -> float:
    """Return the distance of two rewards in canonical form.

    Args:
        first: C(R₁), any shape.
        second: C(R₂), the same shape.
        order: of the norm: 1, 2 or ``inf``.

    Raises:
        ValueError: the shapes differ or the order is below 1.
    """
    one, two = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if one.shape != two.shape or order < 1:
        raise ValueError(
            f"starc_distance needs two canonical rewards of one shape and order >= 1; got {one.shape}, {two.shape} "
            f"and order={order}."
        )
    return float(np.linalg.norm(_standard(one, order) - _standard(two, order), ord=order))


def _standard(canonical: Floats, order: float) -> Floats:
    """Return the canonical reward at norm 1, or zeros."""
    flat = canonical.ravel()
    norm = np.linalg.norm(flat, ord=order)
    return flat / norm if norm > 0 else flat
