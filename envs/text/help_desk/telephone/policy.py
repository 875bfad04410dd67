"""The telephone company's policy: its numbers, drawn anew for each task, and its rules in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..database import Row


def terms(rng: np.random.Generator) -> Row:
    """Draw the numbers."""
    return {
        "data_limit": int(rng.choice((10, 15, 20))),
        "outage_days": int(rng.choice((2, 3, 4))),
        "day_rate": int(rng.choice((2, 3, 4))),
    }


def rules(terms: Row) -> Sequence[tuple[str, str]]:
    """Return the rules, each with its name and its text."""
    return (
        (
            "contract_runs",
            "A line may go to a cheaper plan, and its contract may be ended, only after the day until which the "
            "contract runs.",
        ),
        ("withdrawn_plan", "Plans that are not on sale are given to nobody."),
        ("", "A dearer plan starts now, a cheaper one next month."),
        (
            "overdue_bill",
            "While a bill of a line is overdue, the line gets neither roaming nor more data and is not resumed. "
            "Customers may pay their bills at the desk.",
        ),
        ("data_limit", f"A line may get up to {terms['data_limit']} extra gigabytes a month, all additions together."),
        (
            "no_outage",
            f"There is a credit for outages only if the area of the line had {terms['outage_days']} days of outage or "
            "more this month, and only if the customer asks for it.",
        ),
        ("", f"The credit is {terms['day_rate']} euros for each day of outage, on the open bill of the line."),
    )
