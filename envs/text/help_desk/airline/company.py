"""The airline as a company with a help desk."""

from __future__ import annotations

from ..desk import Domain
from . import flights, policy, wishes
from .tools import ACTIONS

AIRLINE = Domain(
    name="airline",
    company="an airline",
    actions={action.tool.name: action for action in ACTIONS},
    identity={"email": "email address", "born": "date of birth"},
    owned=("bookings",),
    terms=policy.terms,
    rules=policy.rules,
    stock=flights.stock,
    people=flights.flyer,
    crowd=flights.crowd,
    kinds={
        "cancel": (wishes.cancel, ("saver_fare", "too_late")),
        "move": (wishes.move, ("saver_fare", "too_late")),
        "bags": (wishes.bags, ("too_many_bags",)),
        "rename": (wishes.rename, ("other_passenger",)),
        "compensation": (wishes.compensation, ("no_disruption",)),
    },
    topics={
        "booking": ("which booking it is", r"booking|reservation|ticket"),
        "flight": ("which flight it is", r"which flight|what flight|route"),
        "choice": ("when you would like to fly instead", r"when|instead|new flight|new date|which day|prefer|rather"),
        "refund": ("how you would like the refund", r"refund|credit|original payment"),
        "bags": ("how many bags there should be in all", r"how many|bags|luggage"),
        "name": ("how the name is written and how it should be", r"\bnames?\b|spel|passenger"),
        "amount": ("the amount", r"amount|how much"),
        "payment": ("how you would like to pay", r"\bpay\b|payment|card"),
    },
    departments={
        "baggage": (
            "lost and damaged baggage",
            ("My suitcase did not arrive with me.", "My bag came out of the plane with a broken wheel."),
        ),
        "groups": (
            "bookings for ten passengers and more",
            ("I want to book seats for a choir of thirty.", "We are a school class of 24 and need an offer."),
        ),
        "medical": (
            "passengers who need medical help on board",
            ("I need oxygen during my flight.", "My father travels on a stretcher. What can you do for him?"),
        ),
    },
)
