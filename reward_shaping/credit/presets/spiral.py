r"""SPIRAL's role-conditioned advantage (RAE): each role of a game has a baseline of its own.

    A_i = R_i - b[game, role],        b ← decay · b + (1 - decay) R_i        read before it moves, 0 at first

In self-play the roles of a game win by different odds; a shared baseline would punish a role for being the weaker one.
The average depends on the order of episodes, so asynchronous rollouts do not reproduce it, and its start at 0 biases
the first twenty episodes or so. A baseline that goes on across batches is handed in by ``start`` (the learner
``EmaBaseline`` keeps one).

Defaults: decay 0.95, start 0.
Certainty: code (spiral-rl/spiral ``spiral/utils.py``).
"""

from __future__ import annotations

from ..mix import fill
from ..program import Program
from ..reductions import reduce
from ..references import moving_average


def spiral(
    reward: str = "reward", *, game: str | None = None, decay: float = 0.95, start: str | float = 0.0
) -> Program:
    """Return SPIRAL's estimator.

    Args:
        reward: the column of rewards, each on a turn of the role that earns it.
        game: the key that names the game, such as ``"env"``; None for a table of one game.
        decay: what the average keeps of itself.
        start: the average before the table's first episode: a number, or a column.
    """
    p = Program("spiral")
    p.total = reduce(p[reward], to="role", how="sum")
    before = p[start] if isinstance(start, str) else start
    p.baseline = moving_average(p.total, by="role" if game is None else (game, "role"), decay=decay, start=before)
    p.advantage = p.total - fill(p.baseline, 0.0)
    return p
