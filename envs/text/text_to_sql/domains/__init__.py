"""What databases are about."""

from ..schema import Domain
from . import airline, clinic, company, library, shop

DOMAINS: tuple[Domain, ...] = (shop.DOMAIN, library.DOMAIN, clinic.DOMAIN, airline.DOMAIN, company.DOMAIN)

__all__ = ["DOMAINS"]
