"""Dates."""

from __future__ import annotations

import datetime

from ..functions import FailedCallError, Function, Input
from ..world import World

DATE = Input("date", ("date", "day", "when"), "a date as YYYY-MM-DD")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise FailedCallError(f"{text[:40]!r} is no date of the form YYYY-MM-DD") from None


def _later(world: World, date: str, days: int) -> str:
    try:
        return (_day(date) + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        raise FailedCallError(f"{days} days are too many") from None


FUNCTIONS = (
    Function(
        "calendar",
        ("add_days", "shift_date", "date_after"),
        "Return the date that comes a number of days after another.",
        (DATE, Input("days", ("days", "number_of_days", "count"), "how many days later")),
        "date",
        "the date {1} days after {0}",
        _later,
    ),
    Function(
        "calendar",
        ("days_between", "count_days", "date_difference"),
        "Return how many days lie between two dates, whichever comes first.",
        (
            Input("date", ("first", "start", "from_date"), "a date as YYYY-MM-DD"),
            Input("date", ("second", "end", "to_date"), "a date as YYYY-MM-DD"),
        ),
        "span",
        "the number of days between {0} and {1}",
        lambda world, first, second: abs((_day(second) - _day(first)).days),
    ),
    Function(
        "calendar",
        ("get_weekday", "weekday_of", "day_of_week"),
        "Return the weekday of a date.",
        (DATE,),
        "weekday",
        "the weekday of {0}",
        lambda world, date: WEEKDAYS[_day(date).weekday()],
    ),
)
