r"""Knowledge boundary (IKEA): right answers earn more the fewer searches they took, wrong ones a little for searching.

    right:  1 + {0.6, 0.4, 0.2, 0}[min(searches, 3)]
    wrong:  0.05 with at least one search, 0 without
    a format error: -1

With a label that says whether the policy knows the answer unaided (by asking it with the book closed):

    known      a wrong answer earns nothing for searching
    unknown    searching is not charged: a right answer earns 1.6 however many searches it took

0.05 is paid for a pointless search as for an honest one.

Certainty: code (hzy312/knowledge-r1 @79c38e8 ``verl/utils/reward_score/qa_em.py:90-194``) for the table without a
label: there the label only selects the training data. What it does here is ours.
"""

from __future__ import annotations

from collections.abc import Sequence

BONUSES = (0.6, 0.4, 0.2, 0.0)
"""What a right answer earns besides, by the number of searches; more searches count as the last."""


def knowledge_boundary(
    right: bool,
    searches: int,
    *,
    well_formed: bool = True,
    known: bool | None = None,
    bonuses: Sequence[float] = BONUSES,
    searched: float = 0.05,
    malformed: float = -1.0,
) -> float:
    """Return what an episode earns.

    Args:
        right: whether the answer is.
        searches: how many were made.
        well_formed: whether the format was kept.
        known: whether the policy knows the answer unaided; None where nobody asked it.
        bonuses: of a right answer, by the number of searches.
        searched: what a wrong answer earns for at least one search.
        malformed: what a format error earns.

    Raises:
        ValueError: there is no bonus, or ``searches`` is negative.
    """
    if not bonuses or searches < 0:
        raise ValueError(f"knowledge_boundary needs at least one bonus and searches >= 0; got {bonuses}, {searches}.")
    if not well_formed:
        return float(malformed)
    if right:
        return 1.0 + bonuses[0 if known is False else min(searches, len(bonuses) - 1)]
    return float(searched) if searches and known is not True else 0.0
