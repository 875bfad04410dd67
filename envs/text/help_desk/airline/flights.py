"""The airline's flights, its customers and their bookings."""

from __future__ import annotations

from typing import Any

from ..drafts import Draft

CITIES = ("Arlen", "Bayonne", "Corvik", "Delmar", "Esker", "Fontana", "Gothel", "Halden", "Isola", "Juneport")
FARES = ("saver", "standard", "flex")
CABINS = ("economy", "business")
TIERS = ("basic", "silver", "gold")
DAYS = 6
"""How many days of flights there are that nobody asks about."""

TIMES = ("06:15", "08:40", "10:05", "12:30", "14:55", "17:20", "19:45", "21:10")


def flyer(draft: Draft) -> str:
    """Draw a customer."""
    born = f"{draft.number(1955, 2005)}-{draft.number(1, 12):02d}-{draft.number(1, 28):02d}"
    return str(draft.person(born=born, tier=draft.pick(TIERS))["customer_id"])


def stock(draft: Draft) -> None:
    """Draw flights between some cities that nobody will ask about."""
    for _ in range(DAYS):
        day_of_flights(draft, route(draft), draft.number(3, 40))


def crowd(draft: Draft, customer_id: str) -> None:
    """Draw a booking that nobody will ask about."""
    draft.owner = customer_id
    plant(draft, draft.pick(draft.rows("flights")[: 3 * DAYS]), draft.pick(FARES), since=draft.number(1, 60))


def route(draft: Draft) -> tuple[str, str]:
    """Return a way between two cities that is not flown yet."""

    def two() -> tuple[str, str]:
        origin, destination = draft.some(CITIES, 2)
        return origin, destination

    return draft.fresh("route", two)


def day_of_flights(draft: Draft, way: tuple[str, str], ahead: int, count: int = 3) -> list[dict[str, Any]]:
    """Add flights of one day on a route, in the order in which they depart; no two cost the same."""
    prices = draft.some(range(60, 260, 7), count)
    return [
        flight(draft, way, ahead, time, price)
        for time, price in zip(sorted(draft.some(TIMES, count)), prices, strict=True)
    ]


def flight(draft: Draft, way: tuple[str, str], ahead: int, time: str, price: int) -> dict[str, Any]:
    """Add a flight."""
    row = {
        "origin": way[0],
        "destination": way[1],
        "date": draft.day(ahead),
        "departs": time,
        "price": price,
        "seats": draft.number(4, 60),
        "status": "scheduled" if ahead >= 0 else "landed",
        "delay_hours": 0,
    }
    return draft.add("flights", "LK", row)


def plant(
    draft: Draft, flight: dict[str, Any], fare: str, *, since: int, cabin: str = "", passengers: int = 0
) -> dict[str, Any]:
    """Add a booking of the present owner.

    Args:
        draft: the task in the making.
        flight: that is booked.
        fare: one of ``FARES``.
        since: days since it was booked.
        cabin: one of ``CABINS``; drawn if empty.
        passengers: how many; drawn if 0.
    """
    customer = draft.row("customers", draft.owner)
    count = passengers or draft.number(1, 3)
    surname = customer["name"].split()[1]
    firsts = [customer["name"].split()[0], *draft.some(("Anton", "Bella", "Clara", "Dominik", "Emil", "Frida"), 2)]
    row = {
        "customer_id": draft.owner,
        "flight_id": flight["flight_id"],
        "status": "booked",
        "fare": fare,
        "cabin": cabin or draft.pick(CABINS),
        "booked": draft.day(-since),
        "passengers": tuple(f"{first} {surname}" for first in firsts[:count]),
        "bags": draft.number(0, 1),
        "paid_bags": 0,
        "charged_to": draft.pick(customer["payments"])["payment_id"],
        "refund": None,
        "compensation": 0,
    }
    return draft.add("bookings", "BK", row)
