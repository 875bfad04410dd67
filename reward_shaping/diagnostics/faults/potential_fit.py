r"""Is a reward term the change of a potential? Find the potential, or find that there is none.

    r(s → s') = γ Φ(s') - Φ(s)   on every transition that was seen

Along a spanning tree each Φ follows from Φ of the root, Φ(s) = α_s + β_s c with c the root's; every other transition
must agree. At γ = 1 the potential is known up to a constant for each connected part; below it c is known too, as soon
as some transition closes a loop. Where nothing closes a loop any reward fits, and nothing can be said.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...number import Floats

Edge = tuple[int, bool, float]
"""The other end, whether it is the next state, and what is paid."""


class PotentialFit(NamedTuple):
    """A potential that explains a term.

    Attributes:
        potential: shape (N,); Φ, at γ = 1 with 0 for the first node of each part.
        part: shape (N,); the number of the connected part of each node.
        checked: how many transitions agreed without having been needed to find Φ.
    """

    potential: Floats
    part: np.ndarray
    checked: int


def fit_potential(
    tails: ArrayLike, heads: ArrayLike, rewards: ArrayLike, nodes: int, gamma: float = 1.0, *, tolerance: float = 1e-6
) -> PotentialFit | None:
    """Return the potential whose change the rewards are, or None where there is none.

    Args:
        tails: shape (E,); the node that each transition leaves.
        heads: shape (E,); the node that it reaches.
        rewards: shape (E,); what is paid on it.
        nodes: N, how many there are.
        gamma: the discount in the potential's change, above 0.
        tolerance: how far a transition may be off, as a share of the largest reward (of 1 if that is smaller).

    Raises:
        ValueError: the shapes differ or ``gamma`` is not in (0, 1].
    """
    start, end = (np.asarray(each, dtype=np.int64) for each in (tails, heads))
    paid = np.asarray(rewards, dtype=np.float64)
    if not start.shape == end.shape == paid.shape or paid.ndim != 1 or not 0 < gamma <= 1:
        raise ValueError(
            f"fit_potential needs tails, heads and rewards of one shape (E,) and 0 < gamma <= 1; got {start.shape}, "
            f"{end.shape}, {paid.shape} and gamma={gamma}."
        )
    around = _around(start.tolist(), end.tolist(), paid.tolist(), nodes)
    fixed, slope, part = np.zeros(nodes), np.zeros(nodes), np.full(nodes, -1)
    for root in range(nodes):
        if part[root] < 0:
            part[root], slope[root] = part.max() + 1, 1.0
            _spread(root, around, gamma, fixed, slope, part)
    offset = _offsets(start, end, paid, gamma, fixed, slope, part)
    potential = fixed + slope * offset[part]
    wrong = np.abs(gamma * potential[end] - potential[start] - paid)
    if wrong.size and wrong.max() > tolerance * max(1.0, float(np.abs(paid).max())):
        return None
    return PotentialFit(potential, part, len(paid) - (nodes - len(offset)))


def _around(tails: list[int], heads: list[int], rewards: list[float], nodes: int) -> list[list[Edge]]:
    around: list[list[Edge]] = [[] for _ in range(nodes)]
    for tail, head, paid in zip(tails, heads, rewards, strict=True):
        around[tail].append((head, True, paid))
        around[head].append((tail, False, paid))
    return around


def _spread(root: int, around: list[list[Edge]], gamma: float, fixed: Floats, slope: Floats, part: np.ndarray) -> None:
    """Write α and β of all that is connected with ``root``."""
    queue = [root]
    for node in queue:
        for other, forward, paid in around[node]:
            if part[other] >= 0:
                continue
            part[other] = part[root]
            if forward:
                fixed[other], slope[other] = (paid + fixed[node]) / gamma, slope[node] / gamma
            else:
                fixed[other], slope[other] = gamma * fixed[node] - paid, gamma * slope[node]
            queue.append(other)


def _offsets(
    tails: np.ndarray,
    heads: np.ndarray,
    rewards: np.ndarray,
    gamma: float,
    fixed: Floats,
    slope: Floats,
    part: np.ndarray,
) -> Floats:
    """Return c of each part, by least squares over its transitions; 0 where nothing tells it."""
    parts = int(part.max(initial=-1)) + 1
    moved = gamma * slope[heads] - slope[tails]
    missing = rewards - (gamma * fixed[heads] - fixed[tails])
    moved[np.abs(moved) < 1e-9] = 0.0
    above = np.bincount(part[tails], weights=moved * missing, minlength=parts)
    below = np.bincount(part[tails], weights=moved**2, minlength=parts)
    return np.divide(above, below, out=np.zeros(parts), where=below > 0)
