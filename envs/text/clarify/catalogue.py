"""Every domain of requests, by name."""

from .bookings import BOOKINGS
from .orders import ORDERS
from .projects import PROJECTS

DOMAINS = {domain.name: domain for domain in (*ORDERS, *BOOKINGS, *PROJECTS)}

BY_SLOTS = {tuple(slot.name for slot in domain.slots): domain.name for domain in DOMAINS.values()}
"""The domain that has these slots; no two have the same."""

SLOTS = 5
"""How many slots every domain has."""
