"""The checks of a reward, one look a file."""

from __future__ import annotations

from . import (
    answer_matching,
    carries_over,
    claimed_success,
    distance,
    failing_beats_succeeding,
    farming,
    faults,
    format_only,
    invariance,
    magnitude,
    missing_success,
    noise,
    policy_invariance,
    preferences,
    refused_messages,
    variance,
)

CHECKS = tuple(
    module.CHECK
    for module in (
        noise,
        missing_success,
        failing_beats_succeeding,
        magnitude,
        carries_over,
        refused_messages,
        format_only,
        claimed_success,
        answer_matching,
        invariance,
        preferences,
        variance,
        policy_invariance,
        distance,
        farming,
        faults,
    )
)
"""Every check, in the order in which they run; the search for false reward takes what is left of the budget."""

NAMES = {name: passed for check in CHECKS for name, passed in check.names.items()}
"""The name of every finding, with what is the case where the check has passed."""
