"""The airline's policy: its numbers, drawn anew for each task, and its rules in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..database import Row


def terms(rng: np.random.Generator) -> Row:
    """Draw the numbers."""
    return {
        "grace_days": int(rng.choice((1, 2, 3))),
        "cancel_days": int(rng.choice((4, 5, 7))),
        "change_days": int(rng.choice((2, 3, 4))),
        "free_bags": int(rng.choice((0, 1))),
        "most_bags": int(rng.choice((4, 5))),
        "letters": int(rng.choice((2, 3))),
        "delay_hours": int(rng.choice((3, 4, 5))),
        "delay_pays": int(rng.choice((50, 80, 120))),
        "cancelled_pays": int(rng.choice((150, 200, 250))),
    }


def rules(terms: Row) -> Sequence[tuple[str, str]]:
    """Return the rules, each with its name and its text."""
    grace = "the day after booking" if terms["grace_days"] == 1 else f"{terms['grace_days']} days after booking"
    return (
        ("", f"Every booking may be cancelled until {grace}, whatever its fare."),
        (
            "saver_fare",
            "After that, bookings with a saver fare may not be cancelled; they may never be moved to another flight.",
        ),
        (
            "too_late",
            f"Bookings with a standard fare may be cancelled up to {terms['cancel_days']} days and moved to another "
            f"flight up to {terms['change_days']} days before the date of departure. Flex fares have no such limit.",
        ),
        (
            "",
            "The customer chooses whether a cancelled booking is refunded to the original payment or as travel credit.",
        ),
        ("too_many_bags", f"A booking may have up to {terms['most_bags']} bags."),
        (
            "",
            f"Free on a booking: {_bags(terms['free_bags'])}, one more for silver and gold customers, one more in "
            "business; the other bags are paid ones.",
        ),
        (
            "other_passenger",
            f"Names may be corrected if at most {terms['letters']} letters change. Tickets don't go to other people.",
        ),
        (
            "no_disruption",
            f"Compensation is due only for flights that we cancelled or that were delayed by {terms['delay_hours']} "
            "hours or more, and only if the customer asks for it.",
        ),
        (
            "",
            f"It is {terms['delay_pays']} euros a passenger for a delay and {terms['cancelled_pays']} euros a "
            "passenger for a cancelled flight.",
        ),
    )


def _bags(count: int) -> str:
    return "one bag" if count else "no bag"
