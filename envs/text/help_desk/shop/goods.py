"""What the shop sells, who buys there, and what they bought."""

from __future__ import annotations

from typing import Any

from ..drafts import STREETS, TOWNS, Draft

GOODS = {
    "kettle": ("colour", ("black", "green", "white"), "volume", ("1 litre", "2 litre"), 35),
    "toaster": ("colour", ("cream", "red", "steel"), "slots", ("two-slot", "four-slot"), 40),
    "desk lamp": ("colour", ("black", "brass", "yellow"), "light", ("warm-light", "daylight"), 45),
    "backpack": ("colour", ("blue", "grey", "orange"), "volume", ("18 litre", "26 litre"), 60),
    "umbrella": ("colour", ("black", "navy", "purple"), "build", ("folding", "stick"), 25),
    "wall clock": ("colour", ("oak", "walnut", "white"), "movement", ("quartz", "radio"), 50),
    "blanket": ("colour", ("beige", "green", "red"), "material", ("cotton", "wool"), 55),
    "suitcase": ("colour", ("blue", "grey", "pink"), "shell", ("hard-shell", "soft-shell"), 90),
    "frying pan": ("coating", ("ceramic", "iron", "steel"), "size", ("24 cm", "28 cm"), 45),
    "headset": ("colour", ("black", "blue", "white"), "build", ("on-ear", "over-ear"), 80),
    "office chair": ("colour", ("black", "green", "grey"), "back", ("mesh-back", "padded"), 140),
    "tent": ("colour", ("green", "orange", "sand"), "size", ("two-person", "four-person"), 120),
    "teapot": ("colour", ("blue", "red", "white"), "material", ("cast-iron", "porcelain"), 30),
    "curtain": ("colour", ("cream", "green", "navy"), "length", ("180 cm", "240 cm"), 40),
}
"""Product → name and values of its two options, and the lowest price, in euros."""

STEPS = (0, 4, 9, 15, 28, 37)
"""How much dearer than the cheapest the items of one product are."""


def stock(draft: Draft) -> None:
    """Draw products; each item of a product has a price of its own, and some are out of stock."""
    for name in GOODS:
        first, values, second, others, least = GOODS[name]
        product = draft.add("products", "P", {"name": name})
        steps = draft.some(STEPS, len(STEPS))
        base = least + draft.number(0, 9)
        for index, step in enumerate(steps):
            options = {first: values[index // 2], second: others[index % 2]}
            stocked = draft.number(2, 40) if draft.chance(0.8) else 0
            row = {"product_id": product["product_id"], "name": name, **options}
            draft.add("items", "I", {**row, "price": base + step, "stock": stocked}, digits=5)


def shopper(draft: Draft) -> str:
    """Draw a customer."""
    address = an_address(draft)
    tier = "gold" if draft.chance(0.3) else "standard"
    return str(draft.person(**address, tier=tier)["customer_id"])


def crowd(draft: Draft, customer_id: str) -> None:
    """Draw an order nobody will ask about."""
    draft.owner = customer_id
    status = draft.pick(("pending", "shipped", "delivered", "delivered"))
    plant(draft, [fresh_item(draft) for _ in range(draft.number(1, 2))], status, since=draft.number(1, 90))


def fresh_item(draft: Draft) -> dict[str, Any]:
    """Return an item of a product that the present owner has not bought yet."""
    owned = f"goods of {draft.owner}"
    free = [name for name in GOODS if (owned, name) not in draft.used]
    name = draft.pick(free or tuple(GOODS))
    draft.used.add((owned, name))
    return draft.pick(siblings(draft, name))


def siblings(draft: Draft, name: str) -> list[dict[str, Any]]:
    """Return the items of a product."""
    return [row for row in draft.rows("items") if row["name"] == name]


def plant(
    draft: Draft, items: list[dict[str, Any]], status: str, *, since: int = 5, late: int = 0, sale: bool | None = None
) -> dict[str, Any]:
    """Add an order of the present owner.

    Args:
        draft: the task in the making.
        items: what was ordered.
        status: of the order.
        since: days since it was delivered, or ordered if it was not.
        late: days by which it came after the promised day.
        sale: whether all or none of the items were bought in a sale; None draws it.
    """
    customer = draft.row("customers", draft.owner)
    came = status == "delivered"
    ordered = since + draft.number(4, 8) + late if came else since
    lines = tuple(
        {
            "item_id": item["item_id"],
            "description": described(item),
            "price": item["price"],
            "bought_in_sale": draft.chance(0.2) if sale is None else sale,
            "state": "bought",
        }
        for item in items
    )
    row = {
        "customer_id": draft.owner,
        "status": status,
        "ordered": draft.day(-ordered),
        "promised": draft.day(-since - late) if came else draft.day(draft.number(2, 6)),
        "delivered": draft.day(-since) if came else None,
        **{name: customer[name] for name in ("street", "town", "postcode")},
        "paid_with": draft.pick(customer["payments"])["payment_id"],
        "items": lines,
        "cancelled_for": None,
        "refund": None,
        "voucher": 0,
    }
    return draft.add("orders", "W", row, digits=5)


def spoken(item: dict[str, Any]) -> str:
    """Return an item as a customer calls it."""
    first, _, second, _, _ = GOODS[item["name"]]
    return f"{item[first]} {item[second]} {item['name']}"


def described(item: dict[str, Any]) -> str:
    """Return an item as the shop writes it down."""
    first, _, second, _, _ = GOODS[item["name"]]
    return f"{item['name']}, {item[first]}, {item[second]}"


def an_address(draft: Draft) -> dict[str, str]:
    """Draw an address."""
    street = f"{draft.number(1, 99)} {draft.pick(STREETS)}"
    return {"street": street, "town": draft.pick(TOWNS), "postcode": str(draft.number(10000, 99999))}
