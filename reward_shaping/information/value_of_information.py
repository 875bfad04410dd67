r"""Value of information (predictive reward cashing): what a change of belief did to the reward that can be predicted.

    V(b)     = max_o Σ_c b(c) R(o, c)            R(o, c) = return of going on by option o where the context is c
    C(b, b') = Σ_c b'(c) R(o_b, c)               cross-value: act by b where b' is right; o_b is best under b

    change   r_t = V(b_t) - V(b_{t-1})
    cross    r_t = V(b_t) - C(b_{t-1}, b_t)

Both take R of the state after the turn, so that only what was learned is paid, not what was done. ``cross`` is never
negative, and 0 for what changes no decision. ``change`` also pays for learning that the world is good and charges for
learning that it is bad; its mean under the belief before the turn is that of ``cross``. It telescopes where R is the
same all along.

Doubts: the paper defines the cross-value and cashes in all reward that can be predicted from what is known; how it
puts the two into a step's reward was not read: both forms are ours.
Certainty: abstract (arXiv 2109.08518).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats

KINDS = ("change", "cross")
"""What is paid."""


def predicted_value(belief: ArrayLike, returns: ArrayLike) -> float:
    """Return V(b).

    Args:
        belief: shape (C,); the probability of each context.
        returns: shape (O, C); the return of each option in each context.

    Raises:
        ValueError: the shapes do not fit.
    """
    probability, table = _checked("predicted_value", belief, returns)
    return float((table @ probability).max())


def cross_value(acting: ArrayLike, right: ArrayLike, returns: ArrayLike) -> float:
    """Return C(acting, right): the value, where one belief is right, of acting by another.

    Args:
        acting: shape (C,); the belief by which the option is chosen, the first best one.
        right: shape (C,); the belief that is right.
        returns: shape (O, C); the return of each option in each context.

    Raises:
        ValueError: the shapes do not fit.
    """
    believed, table = _checked("cross_value", acting, returns)
    held, _ = _checked("cross_value", right, returns)
    return float(table[int((table @ believed).argmax())] @ held)


def value_of_information(before: ArrayLike, after: ArrayLike, returns: ArrayLike, kind: str = "change") -> float:
    """Return what a turn's change of belief is worth; NaN where a belief is.

    Args:
        before: shape (C,); the belief before the turn.
        after: shape (C,); the belief after it.
        returns: shape (O, C); the return of each option in each context, from the state after the turn.
        kind: ``"change"`` or ``"cross"``.

    Raises:
        ValueError: the kind is unknown, or the shapes do not fit.
    """
    if kind not in KINDS:
        raise ValueError(f"value_of_information needs kind to be one of {list(KINDS)}; got {kind!r}.")
    if np.isnan(np.sum(before) + np.sum(after)):
        return float("nan")
    old = predicted_value(before, returns) if kind == "change" else cross_value(before, after, returns)
    return predicted_value(after, returns) - old


def _checked(formula: str, belief: ArrayLike, returns: ArrayLike) -> tuple[Floats, Floats]:
    probability, table = np.asarray(belief, dtype=np.float64), np.asarray(returns, dtype=np.float64)
    if table.ndim != 2 or not table.size or probability.shape != table.shape[1:]:
        raise ValueError(
            f"{formula} needs a belief of shape (C,) and returns of shape (O, C), O and C >= 1; got shapes "
            f"{probability.shape} and {table.shape}."
        )
    return probability, table
