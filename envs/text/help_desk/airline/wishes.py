"""What customers of the airline want. Each wish plants the records that it is about, to keep or to break a rule."""

from __future__ import annotations

from typing import Any

from ...function_calls import FunctionCall
from ..drafts import Draft
from ..requests import Request, Wish, call
from .flights import day_of_flights, plant, route
from .tools import free_bags, worth

Row = dict[str, Any]
REFUNDS = {
    "original_payment": "I would like the refund on the card or account I paid with.",
    "travel_credit": "I would like travel credit.",
}
STRANGERS = ("Oskar Brandt", "Paula Winter", "Ramon Ortega", "Sonja Falk")


def cancel(draft: Draft, breach: str) -> Request:
    """Cancel a booking."""
    terms = draft.terms
    fare = {"saver_fare": "saver", "too_late": "standard"}.get(breach) or draft.pick(("standard", "flex", "saver"))
    grace = fare == "saver" and not breach
    soon = breach == "too_late" or (fare == "flex" and draft.chance(0.5))
    ahead = draft.number(2, terms["cancel_days"] - 1) if soon else draft.number(8, 40)
    since = draft.number(0, terms["grace_days"]) if grace else draft.number(terms["grace_days"] + 1, 40)
    booking, flight = _booked(draft, ahead, fare, since)
    refunds = draft.some(tuple(REFUNDS), 1 + (not breach and draft.changes()))
    which = _which(draft, booking, flight)
    wishes = [
        Wish(
            (call("cancel_booking", booking_id=booking["booking_id"], refund_to=refund),),
            {**which, "refund": REFUNDS[refund]},
            _looks(booking)[1:],
            change=f"Wait, let me think about the refund again. {REFUNDS[refund]}" if refund != refunds[0] else "",
        )
        for refund in refunds
    ]
    asks = ("I have to cancel a flight.", "My plans have changed and I need to cancel my booking.")
    return Request(draft.pick(asks), tuple(wishes), _looks(booking)[: 1 + (breach == "too_late")])


def move(draft: Draft, breach: str) -> Request:
    """Move a booking to another flight."""
    fare = {"saver_fare": "saver", "too_late": "standard"}.get(breach) or draft.pick(("standard", "flex"))
    soon = breach == "too_late" or (fare == "flex" and draft.chance(0.5))
    ahead = draft.number(1, draft.terms["change_days"] - 1) if soon else draft.number(5, 30)
    booking, flight = _booked(draft, ahead, fare, draft.number(5, 40))
    later = ahead + draft.number(1, 6)
    flights = day_of_flights(draft, (flight["origin"], flight["destination"]), later, 4)
    payment = draft.pick(draft.row("customers", draft.owner)["payments"])
    which = {**_which(draft, booking, flight), "payment": _pay(payment)}
    look = call("search_flights", **{name: flights[0][name] for name in ("origin", "destination", "date")})
    wishes: list[Wish] = []
    for new in draft.some(_choices(flights), 1 + (not breach and draft.changes())):
        words, chosen = new
        made = call(
            "change_flight",
            booking_id=booking["booking_id"],
            flight_id=chosen["flight_id"],
            payment_id=payment["payment_id"],
        )
        told = {**which, "choice": f"I would like to fly on {chosen['date']}, on {words}."}
        change = f"Hm, I think I would rather take {words} that day." if wishes else ""
        wishes.append(Wish((made,), told, (*_looks(booking)[1:], look), change))
    asks = ("I need to fly on another day.", "I would like to move my booking to a different flight.")
    aliases = {payment["payment_id"]: (payment["last_digits"],)}
    return Request(draft.pick(asks), tuple(wishes), _looks(booking)[: 1 + (breach == "too_late")], aliases=aliases)


def bags(draft: Draft, breach: str) -> Request:
    """Take more bags along."""
    booking, flight = _booked(
        draft, draft.number(2, 30), draft.pick(("saver", "standard", "flex")), draft.number(1, 40)
    )
    customer, most = draft.row("customers", draft.owner), draft.terms["most_bags"]
    counts = [most + draft.number(1, 3)] if breach else draft.some(range(booking["bags"] + 1, most + 1), 2)
    payment = draft.pick(customer["payments"])
    which = {**_which(draft, booking, flight), "payment": _pay(payment)}
    free = free_bags(customer["tier"], booking["cabin"], draft.terms)
    wishes = [
        Wish(
            (
                call(
                    "set_bags",
                    booking_id=booking["booking_id"],
                    bags=count,
                    paid_bags=max(0, count - free),
                    payment_id=payment["payment_id"],
                ),
            ),
            {**which, "bags": f"It should be {_count(count)} in all."},
            change=f"Oh, sorry, I have counted again: {_count(count)} in all, please." if count != counts[0] else "",
        )
        for count in (counts if draft.changes() else counts[:1])
    ]
    asks = ("I will take more luggage than I booked.", "I would like to add bags to my booking.")
    aliases = {payment["payment_id"]: (payment["last_digits"],), "0": ("no", "none", "free")}
    return Request(draft.pick(asks), tuple(wishes), _looks(booking)[:1], aliases=aliases)


def rename(draft: Draft, breach: str) -> Request:
    """Correct a name, or give the ticket to somebody else."""
    booking, flight = _booked(
        draft, draft.number(2, 30), draft.pick(("saver", "standard", "flex")), draft.number(1, 40)
    )
    right = draft.pick(booking["passengers"])
    place = draft.number(1, len(right.split()[0]) - 2)
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    if right == wrong:
        wrong = right[:place] + right[place:][1:]
    old, new = (right, draft.pick(STRANGERS)) if breach else (wrong, right)
    booking["passengers"] = tuple(old if name == right else name for name in booking["passengers"])
    asks = ("I can't go, and a friend will take my seat.", "Somebody else is going to fly in place of a passenger.")
    asks = asks if breach else ("There is a mistake in a name on my ticket.", "A passenger's name is spelt wrong.")
    told = f"The booking says {old}; it should be {new}."
    made = call("rename_passenger", booking_id=booking["booking_id"], passenger=old, name=new)
    wish = Wish((made,), {**_which(draft, booking, flight), "name": told})
    return Request(draft.pick(asks), (wish,), _looks(booking)[:1])


def compensation(draft: Draft, breach: str) -> Request:
    """Be paid for a delayed or cancelled flight."""
    terms = draft.terms
    booking, flight = _booked(draft, -draft.number(1, 20), draft.pick(("saver", "standard", "flex")), 45)
    cancelled = not breach and draft.chance(0.5)
    hours = draft.number(1, terms["delay_hours"] - 1) if breach else draft.number(terms["delay_hours"], 9)
    flight |= {"status": "cancelled"} if cancelled else {"delay_hours": hours}
    amount = worth(flight, len(booking["passengers"]), terms) or terms["delay_pays"] * len(booking["passengers"])
    asks = (
        (
            "My flight was cancelled at the last minute. I want the compensation.",
            "You cancelled my flight. What do I get?",
        )
        if cancelled
        else ("My flight was badly delayed and I want compensation.", "I arrived hours late. Please pay for that.")
    )
    made = call("pay_compensation", booking_id=booking["booking_id"], amount=amount)
    wish = Wish((made,), {**_which(draft, booking, flight), "amount": "Whatever your rules say."})
    return Request(draft.pick(asks), (wish,), _looks(booking))


def _booked(draft: Draft, ahead: int, fare: str, since: int) -> tuple[Row, Row]:
    """Plant a booking on a flight of a route that nobody else flies."""
    flight = draft.pick(day_of_flights(draft, route(draft), ahead))
    return plant(draft, flight, fare, since=since), flight


def _choices(flights: list[Row]) -> list[tuple[str, Row]]:
    """Return ways to mean one flight of a day; each means another flight."""
    cheapest = min(flights, key=lambda row: row["price"])
    found = {flights[0]["flight_id"]: ("the first flight of the day", flights[0])}
    found[flights[-1]["flight_id"]] = ("the last flight of the day", flights[-1])
    found[cheapest["flight_id"]] = ("the cheapest flight", cheapest)
    for row in flights:
        found.setdefault(row["flight_id"], (f"the flight at {row['departs']}", row))
    return list(found.values())


def _which(draft: Draft, booking: Row, flight: Row) -> dict[str, str]:
    told = f"The booking number is {booking['booking_id']}."
    way = f"from {flight['origin']} to {flight['destination']}"
    vague = f"I can't find the booking number. It is the flight {way} on {flight['date']}."
    known = draft.owner != draft.caller or draft.chance(0.5)
    return {"booking": told if known else vague, "flight": f"It is the flight {way} on {flight['date']}."}


def _looks(booking: Row) -> tuple[FunctionCall, ...]:
    return (
        call("get_booking", booking_id=booking["booking_id"]),
        call("get_flight", flight_id=booking["flight_id"]),
    )


def _pay(payment: Row) -> str:
    return f"Please use my {payment['kind']} ending in {payment['last_digits']}."


def _count(count: int) -> str:
    return "one bag" if count == 1 else f"{count} bags"
