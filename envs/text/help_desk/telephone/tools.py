"""The telephone company's tools, and which rules a call of each would break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...function_calls import Parameter, Tool
from ..database import Database, Row, ToolRefusalError
from ..desk import Action, Breaks, Office, Run, nothing

Arguments = Mapping[str, Any]
Result = tuple[Database, Any]


def due(area: Row, terms: Row) -> int:
    """Return the credit for the outages in an area, 0 if there is none."""
    days = int(area["outage_days"])
    return days * int(terms["day_rate"]) if days >= terms["outage_days"] else 0


def _get_line(database: Database, office: Office, given: Arguments) -> Result:
    line = database.row("lines", given["line_id"])
    return database, {**line, "bills": {bill["bill_id"]: bill["status"] for bill in _bills(database, line)}}


def _list_plans(database: Database, office: Office, given: Arguments) -> Result:
    return database, {"plans": list(database.tables["plans"].values())}


def _get_bill(database: Database, office: Office, given: Arguments) -> Result:
    return database, database.row("bills", given["bill_id"])


def _get_area(database: Database, office: Office, given: Arguments) -> Result:
    return database, database.row("areas", given["area_id"])


def _change_plan(database: Database, office: Office, given: Arguments) -> Result:
    key, plan = given["line_id"], database.row("plans", given["plan_id"])["plan_id"]
    if _active(database, key)["plan_id"] == plan:
        raise ToolRefusalError(f"Line {key} has that plan already.")
    field = "plan_id" if given["starts"] == "now" else "next_plan_id"
    return database.put("lines", key, **{field: plan}), {key: {field: plan}}


def _set_roaming(database: Database, office: Office, given: Arguments) -> Result:
    key = given["line_id"]
    _active(database, key)
    return database.put("lines", key, roaming=given["enabled"]), {key: {"roaming": given["enabled"]}}


def _add_data(database: Database, office: Office, given: Arguments) -> Result:
    key, more = given["line_id"], given["gigabytes"]
    if not 1 <= more <= 100:
        raise ToolRefusalError("gigabytes is from 1 to 100.")
    extra = _active(database, key)["extra_gigabytes"] + more
    return database.put("lines", key, extra_gigabytes=extra), {key: {"extra_gigabytes": extra}}


def _take_payment(database: Database, office: Office, given: Arguments) -> Result:
    key, payment = given["bill_id"], given["payment_id"]
    bill = database.row("bills", key)
    payments = database.row("customers", bill["customer_id"])["payments"]
    if bill["status"] == "paid" or payment not in [each["payment_id"] for each in payments]:
        raise ToolRefusalError(f"Bill {key} is paid already, or {payment} is no way to pay of the customer's.")
    return database.put("bills", key, status="paid", charged_to=payment), {key: "paid"}


def _credit(database: Database, office: Office, given: Arguments) -> Result:
    key, amount = given["bill_id"], given["amount"]
    bill = database.row("bills", key)
    if bill["status"] != "open" or bill["credit"] or not 0 < amount <= 200:
        raise ToolRefusalError("A credit is up to 200 euros, and there is one on a bill, while it is open.")
    return database.put("bills", key, credit=amount), {key: {"credit": amount}}


def _suspend(database: Database, office: Office, given: Arguments) -> Result:
    key = given["line_id"]
    _active(database, key)
    return database.put("lines", key, status=f"suspended, {given['reason']}"), {key: "suspended"}


def _resume(database: Database, office: Office, given: Arguments) -> Result:
    key = given["line_id"]
    if not database.row("lines", key)["status"].startswith("suspended"):
        raise ToolRefusalError(f"Line {key} is not suspended.")
    return database.put("lines", key, status="active"), {key: "active"}


def _end(database: Database, office: Office, given: Arguments) -> Result:
    key = given["line_id"]
    if database.row("lines", key)["status"] == "ended":
        raise ToolRefusalError(f"The contract of line {key} has ended already.")
    return database.put("lines", key, status="ended"), {key: "ended"}


def _active(database: Database, key: str) -> Row:
    line = database.row("lines", key)
    if line["status"] != "active":
        raise ToolRefusalError(f"Line {key} is not active.")
    return line


def _bills(database: Database, line: Row) -> list[Row]:
    return [bill for bill in database.tables["bills"].values() if bill["line_id"] == line["line_id"]]


def _plan_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    line, plan = database.row("lines", given["line_id"]), database.row("plans", given["plan_id"])
    cheaper = plan["price"] < database.row("plans", line["plan_id"])["price"]
    if not plan["on_sale"]:
        yield "withdrawn_plan"
    if cheaper:
        yield from _end_breaks(database, office, given)
    if cheaper != (given["starts"] == "next_month"):
        yield "wrong_start"


def _end_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    if database.row("lines", given["line_id"])["contract_until"] >= office.today.isoformat():
        yield "contract_runs"


def _overdue_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    bills = _bills(database, database.row("lines", given["line_id"]))
    if given.get("enabled", True) and any(bill["status"] == "overdue" for bill in bills):
        yield "overdue_bill"


def _data_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    yield from _overdue_breaks(database, office, given)
    extra = database.row("lines", given["line_id"])["extra_gigabytes"]
    if extra + given["gigabytes"] > office.terms["data_limit"]:
        yield "data_limit"


def _credit_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    line = database.row("lines", database.row("bills", given["bill_id"])["line_id"])
    amount = due(database.row("areas", line["area_id"]), office.terms)
    if not amount:
        yield "no_outage"
    elif given["amount"] != amount:
        yield "wrong_amount"


_LINE = {"line_id": Parameter()}
_BILL = {"bill_id": Parameter()}
_AREA = {"area_id": Parameter()}
_PLAN = {"plan_id": Parameter(), "starts": Parameter(options=("now", "next_month"))}
_ENABLED = {"enabled": Parameter("boolean")}
_GIGABYTES = {"gigabytes": Parameter("integer")}
_PAYMENT = {"payment_id": Parameter(description="one of the customer's")}
_AMOUNT = {"amount": Parameter("number", "in euros")}
_REASON = {"reason": Parameter(options=("lost", "stolen"))}


def _line(tool: Tool, run: Run, verbs: tuple[str, ...], breaks: Breaks = nothing) -> Action:
    return Action(tool, run, writes=True, owned=("line_id", "lines"), verbs=verbs, breaks=breaks)


def _bill(tool: Tool, run: Run, verbs: tuple[str, ...], breaks: Breaks = nothing) -> Action:
    return Action(tool, run, writes=True, owned=("bill_id", "bills"), verbs=verbs, breaks=breaks)


_CHANGE = Tool("change_plan", "Give a line another plan.", {**_LINE, **_PLAN})
_ROAMING = Tool("set_roaming", "Turn roaming on or off.", {**_LINE, **_ENABLED})
_DATA = Tool("add_data", "Add data for this month.", {**_LINE, **_GIGABYTES})
_PAY = Tool("take_payment", "Charge what a bill is over.", {**_BILL, **_PAYMENT})
_CREDITS = Tool("credit_bill", "Credit an amount on an open bill.", {**_BILL, **_AMOUNT})
_BLOCK = Tool("suspend_line", "Block a line.", {**_LINE, **_REASON})
_UNBLOCK = Tool("resume_line", "Make a suspended line active again.", _LINE)
_LEAVE = Tool("end_contract", "End the contract of a line.", _LINE)

ACTIONS = (
    Action(Tool("get_line", "Show a line with its bills.", _LINE), _get_line),
    Action(Tool("get_bill", "Show a bill.", _BILL), _get_bill),
    Action(Tool("list_plans", "Show every plan."), _list_plans, public=True),
    Action(Tool("get_area", "Show an area and its outages this month.", _AREA), _get_area, public=True),
    _line(_CHANGE, _change_plan, ("plan",), _plan_breaks),
    _line(_ROAMING, _set_roaming, ("roaming",), _overdue_breaks),
    _line(_DATA, _add_data, ("data", "gigabyte", "gb"), _data_breaks),
    _bill(_PAY, _take_payment, ("pay", "charg")),
    _bill(_CREDITS, _credit, ("credit",), _credit_breaks),
    _line(_BLOCK, _suspend, ("suspend", "block")),
    _line(_UNBLOCK, _resume, ("resume", "reactivat", "activate", "unblock"), _overdue_breaks),
    _line(_LEAVE, _end, ("end", "cancel", "terminat"), _end_breaks),
)
