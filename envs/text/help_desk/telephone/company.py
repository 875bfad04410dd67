"""The telephone company as a company with a help desk."""

from __future__ import annotations

from ..desk import Domain
from . import lines, policy, wishes
from .tools import ACTIONS

TELEPHONE = Domain(
    name="telecom",
    company="a telephone company",
    actions={action.tool.name: action for action in ACTIONS},
    identity={"phone": "contact number", "pin": "PIN"},
    owned=("lines", "bills"),
    terms=policy.terms,
    rules=policy.rules,
    stock=lines.stock,
    people=lines.subscriber,
    crowd=lines.crowd,
    kinds={
        "dearer_plan": (wishes.dearer_plan, ("withdrawn_plan",)),
        "cheaper_plan": (wishes.cheaper_plan, ("contract_runs",)),
        "roaming": (wishes.roaming, ("overdue_bill",)),
        "data": (wishes.more_data, ("data_limit", "overdue_bill")),
        "resume": (wishes.pay_and_resume, ()),
        "block": (wishes.block, ()),
        "credit": (wishes.credit, ("no_outage",)),
        "leave": (wishes.leave, ("contract_runs",)),
    },
    topics={
        "line": ("which line it is", r"\blines?\b|which (telephone )?number"),
        "choice": ("what plan you would like", r"plan\b|how (much|many)|gigabytes|need"),
        "reason": ("what happened", r"reason|why|happened|lost|stolen"),
        "amount": ("how much it should be", r"amount|how (much|many)|gigabytes|gb\b"),
        "payment": ("how you would like to pay", r"\bpay\b|payment|card"),
    },
    departments={
        "network": (
            "masts, cables and building works",
            ("A cable is hanging from one of your masts.", "I want to know when you build a mast in my village."),
        ),
        "business": (
            "companies with ten lines and more",
            ("My firm needs forty lines.", "We want to move the telephones of our whole office to you."),
        ),
        "fraud": (
            "calls and contracts that somebody else made in a customer's name",
            ("Somebody has made a contract in my name.", "My bill shows calls that I never made, by a stranger."),
        ),
    },
)
