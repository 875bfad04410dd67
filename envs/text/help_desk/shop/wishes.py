"""What customers of the shop want. Each wish plants the records that it is about, so that a rule is kept or broken."""

from __future__ import annotations

from typing import Any

from ...function_calls import FunctionCall
from ..drafts import Draft
from ..requests import Request, Wish, call
from .goods import an_address, fresh_item, plant, siblings, spoken
from .tools import voucher, window

REASONS = {
    "ordered_by_mistake": "I ordered it by mistake.",
    "no_longer_needed": "I simply don't need it any more.",
    "found_cheaper": "I found it cheaper somewhere else.",
}
REFUNDS = {
    "original_payment": "I would like the money back the way I paid.",
    "store_credit": "I would like it as store credit.",
}
SECOND_THOUGHTS = {
    "original_payment": "On second thoughts, I would rather have the money back the way I paid.",
    "store_credit": "On second thoughts, I would rather have it as store credit.",
}


def cancel(draft: Draft, breach: str) -> Request:
    """Cancel an order."""
    item = fresh_item(draft)
    order = plant(draft, [item], "packed" if breach else "pending", since=draft.number(1, 4))
    reason = draft.pick(tuple(REASONS))
    asks = ("I want to cancel an order.", "Please cancel an order for me.", "Can I still get out of an order I placed?")
    details = {**_which(draft, order, item), "reason": REASONS[reason]}
    wish = Wish((call("cancel_order", order_id=order["order_id"], reason=reason),), details)
    return Request(draft.pick(asks), (wish,), (_look(order),))


def redirect(draft: Draft, breach: str) -> Request:
    """Send an order elsewhere."""
    item = fresh_item(draft)
    order = plant(draft, [item], "packed" if breach else "pending", since=draft.number(1, 4))
    asks = (
        "I need an order to go to another address.",
        "I have moved, and an order of mine would go to the old address.",
        "Could you send one of my orders to a different place?",
    )
    which = _which(draft, order, item)
    wishes: list[Wish] = []
    for _ in range(1 + (not breach and draft.changes())):
        place = an_address(draft)
        told = f"{place['street']}, {place['postcode']} {place['town']}"
        made = call("change_address", order_id=order["order_id"], **place)
        said = f"Oh, wait, I mixed that up. The right address is {told}." if wishes else ""
        wishes.append(Wish((made,), {**which, "address": f"It should go to {told}."}, change=said))
    return Request(draft.pick(asks), tuple(wishes), (_look(order),))


def give_back(draft: Draft, breach: str) -> Request:
    """Return one or two items."""
    items = [fresh_item(draft) for _ in range(draft.number(1, 3))]
    back = items[: draft.number(1, 2)]
    sale = breach == "sale_refund" or (not breach and draft.chance(0.3))
    order = plant(draft, items, "delivered", since=_since(draft, breach), sale=sale)
    names = " and ".join(f"the {spoken(item)}" for item in back)
    choices = ("original_payment",) if breach == "sale_refund" else ("store_credit",) if sale else tuple(REFUNDS)
    first, *others = draft.some(choices, len(choices))
    refunds = [first, *others] if not breach and draft.changes() else [first]
    details = {**_which(draft, order, back[0]), "item": f"I want to return {names}, nothing else."}
    item_ids = sorted(item["item_id"] for item in back)
    wishes = [
        Wish(
            (call("return_items", order_id=order["order_id"], item_ids=item_ids, refund_to=refund),),
            {**details, "refund": REFUNDS[refund]},
            change=SECOND_THOUGHTS[refund] if refund != first else "",
        )
        for refund in refunds
    ]
    asks = (f"I would like to return {names}.", f"I am not happy with {names} and want to send back what I don't like.")
    return Request(draft.pick(asks), tuple(wishes), (_look(order),))


def exchange(draft: Draft, breach: str) -> Request:
    """Exchange an item."""
    item, others, fit = _exchangeable(draft, fresh_item(draft), breach == "price_gap")
    order = plant(draft, [item], "delivered", since=_since(draft, breach))
    payment = draft.pick(draft.row("customers", draft.owner)["payments"])
    which = {
        **_which(draft, order, item),
        "payment": f"Use my {payment['kind']} ending in {payment['last_digits']}.",
    }
    wishes: list[Wish] = []
    wanted = draft.some(fit, 1 + (not breach and draft.changes()))
    for new in wanted:
        new["stock"] = max(new["stock"], 1)
    for new in wanted:
        choice = _choice(draft, new, others)
        made = call(
            "exchange_item",
            order_id=order["order_id"],
            item_id=item["item_id"],
            new_item_id=new["item_id"],
            payment_id=payment["payment_id"],
        )
        said = f"Actually, I have changed my mind: I would rather have {choice}." if wishes else ""
        look = call("get_product", product_id=item["product_id"])
        wishes.append(Wish((made,), {**which, "choice": f"I would like {choice} instead."}, (look,), said))
    name = item["name"]
    asks = (f"I would like to exchange the {name} I bought.", f"Could I swap my {name} for a different one?")
    aliases = {payment["payment_id"]: (payment["last_digits"],)}
    return Request(draft.pick(asks), tuple(wishes), (_look(order),), aliases=aliases)


def voucher_for_delay(draft: Draft, breach: str) -> Request:
    """Get a voucher for a late delivery."""
    item = fresh_item(draft)
    limit = draft.terms["late_days"]
    late = draft.number(1, limit) if breach else draft.number(limit + 1, limit + 6)
    order = plant(draft, [item], "delivered", since=draft.number(1, 20), late=late)
    asks = (
        f"My {item['name']} came far too late. I would like a voucher for that.",
        f"I waited much longer for my {item['name']} than you promised, and I want a voucher for the trouble.",
    )
    amount = voucher(draft.row("customers", draft.owner), draft.office)
    wish = Wish((call("grant_voucher", order_id=order["order_id"], amount=amount),), _which(draft, order, item))
    return Request(draft.pick(asks), (wish,), (_look(order),))


def _exchangeable(
    draft: Draft, item: dict[str, Any], dear: bool
) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return an item, the others of its product, and those of them that are too dear for an exchange, or are not."""
    rows = siblings(draft, item["name"])
    for old in (item, min(rows, key=lambda row: row["price"])):  # for the cheapest there are both
        others = [row for row in rows if row is not old]
        fit = [row for row in others if (row["price"] - old["price"] > draft.terms["price_gap"]) == dear]
        if len(fit) > 1:
            break
    return old, others, fit


def _choice(draft: Draft, new: dict[str, Any], others: list[dict[str, Any]]) -> str:
    """Return words by which only one item is meant."""
    cheapest = min((row for row in others if row["stock"]), key=lambda row: row["price"])
    named = f"the {spoken(new)}"
    return draft.pick((named, "the cheapest other one that is in stock")) if new is cheapest else named


def _since(draft: Draft, breach: str) -> int:
    """Return how many days ago something was delivered, so that it is too late for a return or not."""
    limit = window(draft.row("customers", draft.owner), draft.office)
    return draft.number(limit + 1, limit + 25) if breach == "too_late" else draft.number(1, limit)


def _which(draft: Draft, order: dict[str, Any], item: dict[str, Any]) -> dict[str, str]:
    told = f"The order number is {order['order_id']}."
    named = f"It is the order with the {spoken(item)}."
    known = draft.owner != draft.caller or draft.chance(0.5)
    return {"order": told if known else f"I don't have the number at hand. {named}", "item": named}


def _look(order: dict[str, Any]) -> FunctionCall:
    return call("get_order", order_id=order["order_id"])
