"""The servers: groups of tools that belong together."""

from ..functions import Function
from . import calendar, converter, documents, maths, shop, staff, travel

FUNCTIONS: tuple[Function, ...] = (
    *staff.FUNCTIONS,
    *shop.FUNCTIONS,
    *travel.FUNCTIONS,
    *converter.FUNCTIONS,
    *calendar.FUNCTIONS,
    *maths.FUNCTIONS,
    *documents.FUNCTIONS,
)
"""Every function, by server."""

SERVERS = tuple(dict.fromkeys(function.server for function in FUNCTIONS))
"""The names of the servers."""

__all__ = ["FUNCTIONS", "SERVERS"]
