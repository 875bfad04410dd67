"""The airline's tools, and which rules a call of each would break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from ...function_calls import Parameter, Tool
from ..database import Database, Row, ToolRefusalError
from ..desk import Action, Breaks, Office, Run

Arguments = Mapping[str, Any]
Result = tuple[Database, Any]


def free_bags(tier: str, cabin: str, terms: Row) -> int:
    """Return how many bags a booking has for free."""
    return int(terms["free_bags"]) + (tier != "basic") + (cabin == "business")


def worth(flight: Row, passengers: int, terms: Row) -> int:
    """Return the compensation for a flight, 0 if there is none."""
    if flight["status"] == "cancelled":
        return int(terms["cancelled_pays"]) * passengers
    return int(terms["delay_pays"]) * passengers if flight["delay_hours"] >= terms["delay_hours"] else 0


def letters_changed(old: str, new: str) -> int:
    """Return the fewest letters to add, drop or replace that make ``new`` of ``old``."""
    row = list(range(len(new) + 1))
    for index, letter in enumerate(old, 1):
        last, row[0] = row[0], index
        for place, other in enumerate(new, 1):
            last, row[place] = row[place], min(last + (letter != other), row[place] + 1, row[place - 1] + 1)
    return row[-1]


def _get_booking(database: Database, office: Office, given: Arguments) -> Result:
    return database, database.row("bookings", given["booking_id"])


def _get_flight(database: Database, office: Office, given: Arguments) -> Result:
    return database, database.row("flights", given["flight_id"])


def _search(database: Database, office: Office, given: Arguments) -> Result:
    wanted = {name: given[name].strip().casefold() for name in ("origin", "destination", "date")}
    rows = database.tables["flights"].values()
    found = [row for row in rows if all(row[name].casefold() == value for name, value in wanted.items())]
    return database, {"flights": sorted(found, key=lambda row: str(row["departs"]))}


def _cancel(database: Database, office: Office, given: Arguments) -> Result:
    key = given["booking_id"]
    booking, flight = _open(database, office, key)
    database = database.put("flights", flight["flight_id"], seats=flight["seats"] + len(booking["passengers"]))
    return database.put("bookings", key, status="cancelled", refund=given["refund_to"]), {key: "cancelled"}


def _change(database: Database, office: Office, given: Arguments) -> Result:
    key, new_id = given["booking_id"], given["flight_id"]
    booking, old = _open(database, office, key)
    new, count = database.row("flights", new_id), len(booking["passengers"])
    if any(old[name] != new[name] for name in ("origin", "destination")) or old is new or new["status"] != "scheduled":
        raise ToolRefusalError(f"Flight {new_id} is no other scheduled flight on the same route.")
    if new["seats"] < count:
        raise ToolRefusalError(f"Flight {new_id} has not enough seats.")
    _own_payment(database, booking, given["payment_id"])
    database = database.put("flights", old["flight_id"], seats=old["seats"] + count)
    database = database.put("flights", new_id, seats=new["seats"] - count)
    return database.put("bookings", key, flight_id=new_id, charged_to=given["payment_id"]), {key: f"now on {new_id}"}


def _bags(database: Database, office: Office, given: Arguments) -> Result:
    key, bags, paid = given["booking_id"], given["bags"], given["paid_bags"]
    booking, _ = _open(database, office, key)
    if not booking["bags"] < bags <= 20 or not 0 <= paid <= bags:
        raise ToolRefusalError("bags is their number in all, more than now and at most 20, paid_bags the paid of them.")
    _own_payment(database, booking, given["payment_id"])
    changes = {"bags": bags, "paid_bags": paid, "charged_to": given["payment_id"]}
    return database.put("bookings", key, **changes), {key: {"bags": bags, "paid_bags": paid}}


def _rename(database: Database, office: Office, given: Arguments) -> Result:
    key, old = given["booking_id"], given["passenger"]
    booking, _ = _open(database, office, key)
    if old not in booking["passengers"] or not given["name"].strip():
        raise ToolRefusalError(f"{old} is no passenger of booking {key}; write the name as it stands there.")
    names = tuple(given["name"].strip() if name == old else name for name in booking["passengers"])
    return database.put("bookings", key, passengers=names), {key: {"passengers": names}}


def _compensate(database: Database, office: Office, given: Arguments) -> Result:
    key, amount = given["booking_id"], given["amount"]
    if database.row("bookings", key)["compensation"] or not 1 <= amount <= 5000:
        raise ToolRefusalError("A compensation is 1 to 5000 euros, and there is one a booking.")
    return database.put("bookings", key, compensation=amount), {key: {"compensation": amount}}


def _open(database: Database, office: Office, key: str) -> tuple[Row, Row]:
    """Return a booking that can still be changed, and its flight."""
    booking = database.row("bookings", key)
    flight = database.row("flights", booking["flight_id"])
    if booking["status"] != "booked" or flight["date"] <= office.today.isoformat():
        raise ToolRefusalError(f"Booking {key} is cancelled or its flight has left.")
    return booking, flight


def _own_payment(database: Database, booking: Row, payment: str) -> None:
    payments = database.row("customers", booking["customer_id"])["payments"]
    if payment not in [each["payment_id"] for each in payments]:
        raise ToolRefusalError(f"{payment} is no way to pay of the customer's.")


def _fare_breaks(database: Database, office: Office, booking: Row, days: int) -> Iterator[str]:
    """Yield the rules that forbid to cancel or change a booking."""
    departs = date.fromisoformat(database.row("flights", booking["flight_id"])["date"])
    if booking["fare"] == "saver":
        yield "saver_fare"
    elif booking["fare"] == "standard" and (departs - office.today).days < days:
        yield "too_late"


def _cancel_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    booking = database.row("bookings", given["booking_id"])
    grace = timedelta(days=office.terms["grace_days"])
    if office.today - date.fromisoformat(booking["booked"]) > grace:
        yield from _fare_breaks(database, office, booking, office.terms["cancel_days"])


def _change_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    booking = database.row("bookings", given["booking_id"])
    yield from _fare_breaks(database, office, booking, office.terms["change_days"])


def _bags_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    booking = database.row("bookings", given["booking_id"])
    tier = database.row("customers", booking["customer_id"])["tier"]
    if given["bags"] > office.terms["most_bags"]:
        yield "too_many_bags"
    if given["paid_bags"] != max(0, given["bags"] - free_bags(tier, booking["cabin"], office.terms)):
        yield "wrong_amount"


def _rename_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    if letters_changed(given["passenger"], given["name"].strip()) > office.terms["letters"]:
        yield "other_passenger"


def _compensation_breaks(database: Database, office: Office, given: Arguments) -> Iterator[str]:
    booking = database.row("bookings", given["booking_id"])
    due = worth(database.row("flights", booking["flight_id"]), len(booking["passengers"]), office.terms)
    if not due:
        yield "no_disruption"
    elif given["amount"] != due:
        yield "wrong_amount"


_BOOKING = {"booking_id": Parameter()}
_FLIGHT = {"flight_id": Parameter()}
_PAYMENT = {"payment_id": Parameter(description="one of the customer's")}
_ROUTE = {"origin": Parameter(), "destination": Parameter(), "date": Parameter(description="as in 2030-12-31")}
_REFUND = {"refund_to": Parameter(options=("original_payment", "travel_credit"))}
_BAGS = {"bags": Parameter("integer", "their number in all"), "paid_bags": Parameter("integer", "how many are paid")}
_NAMES = {"passenger": Parameter(description="the name as it stands"), "name": Parameter(description="as it should be")}
_AMOUNT = {"amount": Parameter("integer", "in euros, for all passengers")}
_SEARCH = Tool("search_flights", "Show the flights of a day on a route.", _ROUTE)
_CANCEL = Tool("cancel_booking", "Cancel a booking and refund it.", {**_BOOKING, **_REFUND})
_MOVE = Tool("change_flight", "Move a booking to another flight on its route.", {**_BOOKING, **_FLIGHT, **_PAYMENT})
_LUGGAGE = Tool("set_bags", "Set the bags of a booking.", {**_BOOKING, **_BAGS, **_PAYMENT})
_CORRECT = Tool("rename_passenger", "Write a passenger's name in another way.", {**_BOOKING, **_NAMES})
_PAY = Tool("pay_compensation", "Pay a compensation.", {**_BOOKING, **_AMOUNT})


def _write(tool: Tool, run: Run, verbs: tuple[str, ...], breaks: Breaks) -> Action:
    return Action(tool, run, writes=True, owned=("booking_id", "bookings"), verbs=verbs, breaks=breaks)


ACTIONS = (
    Action(Tool("get_booking", "Show a booking.", _BOOKING), _get_booking),
    Action(Tool("get_flight", "Show a flight.", _FLIGHT), _get_flight, public=True),
    Action(_SEARCH, _search, public=True),
    _write(_CANCEL, _cancel, ("cancel",), _cancel_breaks),
    _write(_MOVE, _change, ("change", "move", "rebook", "switch"), _change_breaks),
    _write(_LUGGAGE, _bags, ("bag", "luggage"), _bags_breaks),
    _write(_CORRECT, _rename, ("name", "rename", "correct", "chang", "spell"), _rename_breaks),
    _write(_PAY, _compensate, ("compensat",), _compensation_breaks),
)
