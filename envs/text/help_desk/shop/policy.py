"""The shop's policy: its numbers, drawn anew for each task, and its rules in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..database import Row


def terms(rng: np.random.Generator) -> Row:
    """Draw the numbers."""
    return {
        "return_days": int(rng.choice((14, 20, 30))),
        "gold_days": int(rng.choice((5, 10, 15))),
        "price_gap": int(rng.choice((10, 15, 20))),
        "late_days": int(rng.choice((2, 3, 5))),
        "voucher": int(rng.choice((10, 15, 25))),
    }


def rules(terms: Row) -> Sequence[tuple[str, str]]:
    """Return the rules, each with its name and its text."""
    return (
        ("not_pending", "An order may be cancelled or sent elsewhere only while it is pending; not once it is packed."),
        (
            "too_late",
            f"Items may be returned or exchanged up to {terms['return_days']} days after delivery; gold customers have "
            f"{terms['gold_days']} days more.",
        ),
        (
            "sale_refund",
            "Items bought in a sale are refunded as store credit only. For other items the customer chooses between "
            "the original payment and store credit.",
        ),
        (
            "price_gap",
            f"An exchange is possible only for an item that costs at most {terms['price_gap']} euros more than was "
            "paid for the old one.",
        ),
        (
            "not_late",
            f"An order that was delivered more than {terms['late_days']} days after the promised day earns a voucher "
            "if the customer asks for one; others don't.",
        ),
        (
            "",
            f"Such a voucher is worth {terms['voucher']} euros, and {2 * terms['voucher']} euros for gold customers.",
        ),
    )
