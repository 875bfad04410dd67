"""Does a term swamp the outcome where the task is solved?

    share_k = |R_k| / Σ_j |R_j|     over the expert's episodes, R_k the sum of term k

Above one half a term is more than everything else; above four fifths, four times everything else, it is what a policy
is trained on.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...reward_shaping.diagnostics.training.term_shares import term_shares
from ..case import Case
from ..check import Check
from ..finding import FAILED, UNDEFINED, WARNING, Finding
from .needs import NO_EXPERT

NAME = "magnitude"
LARGE, SWAMPING = 0.5, 0.8


def magnitude(case: Case) -> Iterator[Finding]:
    """Compare what the terms pay the expert.

    Args:
        case: what is diagnosed.
    """
    if not case.honest:
        yield Finding(NAME, UNDEFINED, NO_EXPERT)
        return
    shares = {term: each.share for term, each in term_shares(list(case.honest.values())).items()}
    for term, part in shares.items():
        if term == "outcome" or part <= LARGE + 1e-9:
            continue
        says = (
            f"{term!r} is {part:.0%} of all that the expert is paid and the outcome {shares.get('outcome', 0.0):.0%}: "
            "a policy is trained on the term. Lower its weight, or gate it by the outcome."
        )
        yield Finding(NAME, FAILED if part > SWAMPING else WARNING, says, term, {"shares": shares})


CHECK = Check({NAME: "no term is more than all the others where the task is solved"}, magnitude)
