r"""ReNorm (PPR): step scores and the outcome on one scale, so that both agree in sign.

    r_t = p_t + o - 1,        p_t, o in [0, 1]

With a right outcome (o = 1) every step earns its own score, >= 0; with a wrong one (o = 0) every step loses what its
score lacks, <= 0. A step that was judged well inside a failure is thus never paid, and one judged badly inside a
success never punished. The sum over a long right episode grows with its length: watch the length.

Certainty: secondary (PPR, arXiv 2509.25598; the range [0, 1] is inferred).
"""

from __future__ import annotations

from ..number import Number


def renorm(process: Number, outcome: float) -> Number:
    """Return the joint reward of each step.

    Args:
        process: the step scores, in [0, 1]; a number, or shape (T,).
        outcome: of the whole episode, in [0, 1].

    Returns:
        Shape of ``process``.
    """
    return process + outcome - 1.0
