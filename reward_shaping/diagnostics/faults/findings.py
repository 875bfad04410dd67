"""What is wrong, or worth knowing, about a reward: one finding each, by name."""

from __future__ import annotations

from typing import Any, NamedTuple

INERT = "inert"
UNZEROED = "un-zeroed potential"
AMNESTY = "amnesty gate"
RE_EARNABLE = "re-earnable"
DISCOUNT = "another discount"
KINDS = (INERT, UNZEROED, AMNESTY, RE_EARNABLE, DISCOUNT)
"""The names that a finding goes by."""


class Finding(NamedTuple):
    """One thing that was found.

    Attributes:
        kind: one of :data:`KINDS`.
        term: the reward term, or several joined by ``+``.
        fault: whether it is a fault; else it is worth knowing.
        says: a sentence for a person: what is the case, and what to do.
        evidence: the numbers and messages that show it.
    """

    kind: str
    term: str
    fault: bool
    says: str
    evidence: dict[str, Any]
