"""The shop as a company with a help desk."""

from __future__ import annotations

from ..desk import Domain
from . import goods, policy, wishes
from .tools import ACTIONS

SHOP = Domain(
    name="retail",
    company="an online shop for household goods",
    actions={action.tool.name: action for action in ACTIONS},
    identity={"email": "email address", "postcode": "postcode"},
    owned=("orders",),
    terms=policy.terms,
    rules=policy.rules,
    stock=goods.stock,
    people=goods.shopper,
    crowd=goods.crowd,
    kinds={
        "cancel": (wishes.cancel, ("not_pending",)),
        "address": (wishes.redirect, ("not_pending",)),
        "return": (wishes.give_back, ("too_late", "sale_refund")),
        "exchange": (wishes.exchange, ("too_late", "price_gap")),
        "voucher": (wishes.voucher_for_delay, ("not_late",)),
    },
    topics={
        "order": ("which order it is", r"order"),
        "item": ("which item it is", r"items?\b|product|article"),
        "choice": (
            "what you would like instead",
            r"instead|would you like to (have|get)|colou?r|variant|prefer|which one",
        ),
        "reason": ("the reason", r"reason|why"),
        "refund": ("how you would like the refund", r"refund|money back|store credit|original payment"),
        "payment": ("how you would like to pay the difference", r"\bpay\b|payment|card|difference"),
        "address": ("the address", r"(?<!mail )address|street|where"),
    },
    departments={
        "wholesale": (
            "orders of a hundred pieces and more",
            ("We furnish hotels and want a quote for two hundred desk lamps.", "I need a price for 150 blankets."),
        ),
        "product_safety": (
            "injuries and dangerous goods",
            ("My kettle gave me an electric shock.", "The tent I bought caught fire."),
        ),
        "press": (
            "journalists",
            (
                "I write for a newspaper and have questions about your suppliers.",
                "I make a radio feature on your shop.",
            ),
        ),
    },
)
