r"""Cross-turn novelty (MINT: multi-turn inter-tactic novelty training): a turn that does something else than before.

    r_t = 1 [label_t ∉ {label_1, ..., label_{t-1}}]      against all earlier turns: the method "first_visit"
    r_t = 1 [label_t ≠ label_{t-1}]                      against the last: the method "change"; the first turn is new

The label is a tactic, a discourse move, a kind of action. Whoever labels badly pays for noise: a labeller that errs
with probability p makes up news on about that share of turns.

Certainty: abstract (a cross-turn novelty signal beside a quality reward). Doubt: the published best variant is named
"Q + D_KL", a divergence between the tactics of turns, whose formula was not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ..number import Floats, sequence
from .bonus import Bonus, method

AGAINST = {"all": "first_visit", "last": "change"}
"""What a turn may be compared with, and the method that does it."""


def label_novelty(labels: Sequence[str], against: str = "all") -> Floats:
    """Return which turns are new.

    Args:
        labels: T, one a turn.
        against: ``"all"`` earlier turns or the ``"last"``.

    Returns:
        Shape (T,), of 0 and 1.

    Raises:
        ValueError: ``against`` is unknown.
    """
    if against not in AGAINST:
        raise ValueError(f"label_novelty compares with one of {list(AGAINST)}; got {against!r}.")
    new = [
        float(label not in (labels[:turn] if against == "all" else labels[max(turn - 1, 0) : turn]))
        for turn, label in enumerate(labels)
    ]
    return sequence("label_novelty", "labels", new)


@method("change")
class Change(Bonus):
    """Pay 1 where the key differs from that of the state before; it has no memory."""

    needs: ClassVar[str] = "key"
    scope: ClassVar[str] = "episode"

    def bonus(self, before: str, action: Any, after: str, *, learn: bool = True) -> float:
        """Return whether the key changed.

        Args:
            before: the key before the turn.
            action: not used.
            after: the key after it.
            learn: nothing to take in.
        """
        return float(after != before)
