"""The checks of a reward, one question a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..case import Case
from ..finding import Finding
from .answer_matching import answer_matching
from .claimed_success import claimed_success
from .distance import distance
from .failing_beats_succeeding import failing_beats_succeeding
from .farming import farming
from .faults import faults
from .format_only import format_only
from .magnitude import magnitude
from .missing_success import missing_success
from .noise import carries_over, noise
from .policy_invariance import policy_invariance
from .refused_messages import refused_messages


class Check(NamedTuple):
    """A check.

    Attributes:
        names: of the findings that it can make; several where one look answers several questions.
        run: yields what it finds; a name about which it yields nothing has passed.
        steady: it compares single episodes, which says nothing where a reward is noisy.
    """

    names: dict[str, str]
    run: Callable[[Case], Iterator[Finding]]
    steady: bool = False


CHECKS = (
    Check({"noise": "the same messages in the same level always earn the same"}, noise),
    Check({"missing-success-signal": "solving the task pays, and the environment says that it is solved"}, missing_success),
    Check({"failing-beats-succeeding": "no failed episode earned as much as a solved one of its level"}, failing_beats_succeeding),
    Check({"magnitude": "no term is more than all the others where the task is solved"}, magnitude),
    Check({"carries-over": "an episode earns the same a second time"}, carries_over, steady=True),
    Check({"refused-messages": "messages that say nothing earn nothing"}, refused_messages),
    Check({"format-only": "the right form without content earns nothing"}, format_only, steady=True),
    Check({"claimed-success": "saying that the task is solved earns nothing"}, claimed_success, steady=True),
    Check({"answer-matching": "naming every answer at once is not paid as the right one"}, answer_matching, steady=True),
    Check({"policy-invariance": "what is optimal for all that is paid is optimal for the outcome"}, policy_invariance),
    Check({"distance": "what is paid is near the outcome"}, distance),
    Check({"farming": "nothing was found that earns without solving the task"}, farming),
    Check(
        {
            "re-earnable": "no turn was seen that can be paid again and again",
            "un-zeroed-potential": "no term pays for ending in one place rather than in another",
            "amnesty-gate": "no gate forgives penalties where the task fails",
            "another-discount": "every potential has the learner's discount",
            "inert": "no term was seen that estimators over episode sums cannot see",
        },
        faults,
    ),
)  # fmt: skip
"""Every check, in the order in which they run; the search takes what is left of the budget."""

NAMES = {name: passed for check in CHECKS for name, passed in check.names.items()}
"""The name of every check, with what is the case where it passed."""
