"""The company's plans and areas, its customers, their lines and their bills."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from ..drafts import Draft

Row = dict[str, Any]

NAMES = ("Wren", "Finch", "Robin", "Heron", "Falcon", "Osprey", "Eagle", "Condor", "Swift", "Merlin")
SIZES = (1, 3, 6, 10, 15, 25, 40, 60)
"""Gigabytes a month of the plans on sale."""

WITHDRAWN = 2
AREAS = ("Northgate", "Lakeside", "Old Town", "Westend", "Quayside", "Hillcrest")


def stock(draft: Draft) -> None:
    """Draw plans, no two of one price, and areas with their outages."""
    names = draft.some(NAMES, len(NAMES))
    for index, size in enumerate((*SIZES, 12, 30)):
        roaming = draft.chance(0.5)
        least = 8 + size // 2 + 5 * roaming
        price = draft.fresh("price", partial(draft.number, least, least + 10))
        row = {"name": names[index], "price": price, "gigabytes": size, "roaming_included": roaming}
        draft.add("plans", "PL", {**row, "on_sale": index < len(SIZES)})
    for name in AREAS:
        draft.add("areas", "AR", {"name": name, "outage_days": draft.pick((0, 0, 1, 2, 5))})


def subscriber(draft: Draft) -> str:
    """Draw a customer."""
    return str(draft.person(phone=_number(draft), pin=f"{draft.number(1000, 9999)}")["customer_id"])


def crowd(draft: Draft, customer_id: str) -> None:
    """Draw a line that nobody will ask about."""
    draft.owner = customer_id
    line = plant(draft, draft.pick(draft.rows("plans")), months=draft.number(-20, 20))
    bill(draft, line, draft.pick(("paid", "open", "paid", "overdue")))


def plant(draft: Draft, plan: Row, *, months: int, status: str = "active", **more: Any) -> Row:
    """Add a line of the present owner.

    Args:
        draft: the task in the making.
        plan: of the line.
        months: until the contract's term ends; less than 0 if it has ended.
        status: of the line.
        more: other fields.
    """
    row = {
        "customer_id": draft.owner,
        "number": _number(draft),
        "plan_id": plan["plan_id"],
        "next_plan_id": None,
        "status": status,
        "contract_until": draft.day(30 * months + draft.number(1, 20)),
        "area_id": draft.pick(draft.rows("areas"))["area_id"],
        "extra_gigabytes": 0,
        "roaming": False,
        **more,
    }
    return draft.add("lines", "L", row)


def bill(draft: Draft, line: Row, status: str, months_ago: int = 0) -> Row:
    """Add a bill of a line."""
    row = {
        "customer_id": line["customer_id"],
        "line_id": line["line_id"],
        "month": draft.day(-30 * months_ago)[:7],
        "amount": draft.number(12, 70),
        "status": status,
        "credit": 0,
        "charged_to": None,
    }
    return draft.add("bills", "B", row)


def cheapest(plans: Sequence[Row], gigabytes: int, roaming: bool) -> list[Row]:
    """Return the cheapest plans on sale with so many gigabytes, and with roaming if asked for."""
    fit = [
        plan
        for plan in plans
        if plan["on_sale"] and plan["gigabytes"] >= gigabytes and (plan["roaming_included"] or not roaming)
    ]
    least = min((plan["price"] for plan in fit), default=0)
    return [plan for plan in fit if plan["price"] == least]


def _number(draft: Draft) -> str:
    return draft.fresh("number", lambda: f"0{draft.number(150, 179)}-{draft.number(1000000, 9999999)}")
