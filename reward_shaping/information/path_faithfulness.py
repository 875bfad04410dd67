r"""Path faithfulness (P2S): how well what was done so far leads into the rest of a reference solution.

    r_t = l(suffix_t | history_t) - l(suffix_t | baseline),   suffix_t = the reference without its first t steps

l is the mean token log-probability, or its exponential. The baseline is what the suffix is worth without the agent's
turns, the opening message alone. When the reference is used up there is nothing left to score, and the turn has none.

Doubts: the paper synthesises and filters its reference during training, cuts it by reasoning steps and relates the
likelihood to a baseline in a way that was not read: one step of the reference a turn, and the difference of logs, are
ours.
Certainty: abstract (arXiv 2601.20649).
"""

from __future__ import annotations

from collections.abc import Sequence

from ..number import Number


def remaining_steps(reference: Sequence[str], turn: int, joint: str = "\n") -> str:
    """Return what of the reference is left after ``turn`` turns; empty where it is used up.

    Args:
        reference: its steps, one a turn.
        turn: how many turns were taken.
        joint: what stands between two steps.
    """
    return joint.join(reference[turn:])


def path_faithfulness(level: Number, baseline: Number) -> Number:
    """Return ``level - baseline``.

    Args:
        level: of the suffix after the agent's turns, any shape.
        baseline: of the same suffix without them, the same shape.
    """
    return level - baseline
