"""The shop's tools, and which rules a call of each would break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ...function_calls import Parameter, Tool
from ..database import Database, Row, ToolRefusalError
from ..desk import Action, Breaks, Office, Run

Arguments = Mapping[str, Any]
Result = tuple[Database, Any]

CANCEL_REASONS = ("ordered_by_mistake", "no_longer_needed", "found_cheaper")
REFUNDS = ("original_payment", "store_credit")


def window(customer: Row, office: Office) -> int:
    """Return how many days after delivery a customer may return or exchange."""
    return int(office.terms["return_days"]) + (int(office.terms["gold_days"]) if customer["tier"] == "gold" else 0)


def voucher(customer: Row, office: Office) -> int:
    """Return the worth of a voucher for a late delivery."""
    return int(office.terms["voucher"]) * (2 if customer["tier"] == "gold" else 1)


def _get_order(database: Database, office: Office, given: Arguments) -> Result:
    return database, database.row("orders", given["order_id"])


def _list_products(database: Database, office: Office, given: Arguments) -> Result:
    return database, {row["name"]: key for key, row in database.tables["products"].items()}


def _get_product(database: Database, office: Office, given: Arguments) -> Result:
    product = database.row("products", given["product_id"])
    hidden = ("product_id", "name")
    items = [
        {name: value for name, value in row.items() if name not in hidden}
        for row in database.tables["items"].values()
        if row["product_id"] == given["product_id"]
    ]
    return database, {**product, "items": items}


def _cancel(database: Database, office: Office, given: Arguments) -> Result:
    key = given["order_id"]
    if database.row("orders", key)["status"] not in ("pending", "packed"):
        raise ToolRefusalError(f"Order {key} is neither pending nor packed.")
    return database.put("orders", key, status="cancelled", cancelled_for=given["reason"]), {key: "cancelled"}


def _change_address(database: Database, office: Office, given: Arguments) -> Result:
    key = given["order_id"]
    if database.row("orders", key)["status"] not in ("pending", "packed"):
        raise ToolRefusalError(f"Order {key} is neither pending nor packed.")
    address = {name: given[name].strip() for name in ("street", "town", "postcode")}
    return database.put("orders", key, **address), {key: "address changed"}


def _return(database: Database, office: Office, given: Arguments) -> Result:
    key, items = given["order_id"], given["item_ids"]
    order = _delivered(database, key)
    lines = {line["item_id"]: line for line in order["items"]}
    if order["refund"]:
        raise ToolRefusalError(f"Items of order {key} were returned before; one return an order is possible.")
    wrong = [item for item in items if item not in lines or lines[item]["state"] != "bought"]
    if wrong or not items or len(set(items)) < len(items):
        raise ToolRefusalError(f"item_ids has to name items of order {key} that were not exchanged, each once.")
    states = {item: "returned" for item in items}
    return _restate(database, key, states, refund=given["refund_to"]), {key: {"returned": items}}


def _exchange(database: Database, office: Office, given: Arguments) -> Result:
    key, old, new = given["order_id"], given["item_id"], given["new_item_id"]
    order = _delivered(database, key)
    item, wanted = database.row("items", old), database.row("items", new)
    if not any(line["item_id"] == old and line["state"] == "bought" for line in order["items"]):
        raise ToolRefusalError(f"Item {old} is no item of order {key} that could be exchanged.")
    if item["product_id"] != wanted["product_id"] or old == new or not wanted["stock"]:
        raise ToolRefusalError(f"Item {new} is out of stock, or no other item of the same product.")
    payments = database.row("customers", order["customer_id"])["payments"]
    if given["payment_id"] not in [payment["payment_id"] for payment in payments]:
        raise ToolRefusalError(f"{given['payment_id']} is no way to pay of the customer's.")
    database = database.put("items", new, stock=wanted["stock"] - 1)
    states = {old: f"exchanged for {new}, difference to {given['payment_id']}"}
    return _restate(database, key, states), {key: {old: f"exchanged for {new}"}}


def _grant_voucher(database: Database, office: Office, given: Arguments) -> Result:
    key, amount = given["order_id"], given["amount"]
    order = _delivered(database, key)
    if order["voucher"] or not 1 <= amount <= 200:
        raise ToolRefusalError("A voucher is worth 1 to 200 euros, and there is one an order.")
    return database.put("orders", key, voucher=amount), {key: {"voucher": amount}}


def _delivered(database: Database, key: str) -> Row:
    order = database.row("orders", key)
    if order["status"] != "delivered":
        raise ToolRefusalError(f"Order {key} is not delivered.")
    return order


def _restate(database: Database, key: str, states: Mapping[str, str], **changes: Any) -> Database:
    lines = database.row("orders", key)["items"]
    changed = tuple({**line, "state": states.get(line["item_id"], line["state"])} for line in lines)
    return database.put("orders", key, items=changed, **changes)


def _not_pending(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    if database.row("orders", given["order_id"])["status"] != "pending":
        yield "not_pending"


def _too_late(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    order = database.row("orders", given["order_id"])
    customer = database.row("customers", order["customer_id"])
    passed = office.today - date.fromisoformat(order["delivered"] or office.today.isoformat())
    if passed.days > window(customer, office):
        yield "too_late"


def _return_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    yield from _too_late(database, office, given)
    lines = database.row("orders", given["order_id"])["items"]
    sale = any(line["bought_in_sale"] for line in lines if line["item_id"] in given["item_ids"])
    if sale and given["refund_to"] != "store_credit":
        yield "sale_refund"


def _exchange_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    yield from _too_late(database, office, given)
    lines = database.row("orders", given["order_id"])["items"]
    paid = next((line["price"] for line in lines if line["item_id"] == given["item_id"]), 0)
    if database.row("items", given["new_item_id"])["price"] - paid > office.terms["price_gap"]:
        yield "price_gap"


def _voucher_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    order = database.row("orders", given["order_id"])
    customer = database.row("customers", order["customer_id"])
    late = date.fromisoformat(order["delivered"] or order["promised"]) - date.fromisoformat(order["promised"])
    if late.days <= office.terms["late_days"]:
        yield "not_late"
    elif given["amount"] != voucher(customer, office):
        yield "wrong_amount"


_ORDER = {"order_id": Parameter()}
_OWNED = ("order_id", "orders")
_REASON = Parameter(options=CANCEL_REASONS)
_ITEMS = Parameter("array", items=Parameter())
_REFUND = Parameter(options=REFUNDS)
_PAYMENT = Parameter(description="one of the customer's, for the difference in price")
_PLACE = dict.fromkeys(("street", "town", "postcode"), Parameter())
_PRODUCT = Tool("get_product", "Show a product's items: options, price, stock.", {"product_id": Parameter()})
_CANCEL = Tool("cancel_order", "Cancel an order.", {**_ORDER, "reason": _REASON})
_ADDRESS = Tool("change_address", "Send an order to another address.", {**_ORDER, **_PLACE})
_RETURN = Tool(
    "return_items",
    "Take back items of a delivered order, all of them in one call.",
    {**_ORDER, "item_ids": _ITEMS, "refund_to": _REFUND},
)
_EXCHANGE = Tool(
    "exchange_item",
    "Exchange an item of a delivered order for another item of the same product.",
    {**_ORDER, "item_id": Parameter(), "new_item_id": Parameter(), "payment_id": _PAYMENT},
)
_VOUCHER = Tool(
    "grant_voucher", "Grant a voucher for an order.", {**_ORDER, "amount": Parameter("integer", "in euros")}
)


def _write(tool: Tool, run: Run, verbs: tuple[str, ...], breaks: Breaks) -> Action:
    return Action(tool, run, writes=True, owned=_OWNED, verbs=verbs, breaks=breaks)


ACTIONS = (
    Action(Tool("get_order", "Show an order with its items.", _ORDER), _get_order),
    Action(Tool("list_products", "Show every product with its number."), _list_products, public=True),
    Action(_PRODUCT, _get_product, public=True),
    _write(_CANCEL, _cancel, ("cancel",), _not_pending),
    _write(_ADDRESS, _change_address, ("address", "deliver", "send", "ship"), _not_pending),
    _write(_RETURN, _return, ("return", "refund", "take back"), _return_breaks),
    _write(_EXCHANGE, _exchange, ("exchang", "swap", "replac"), _exchange_breaks),
    _write(_VOUCHER, _grant_voucher, ("voucher",), _voucher_breaks),
)
