"""Amounts in other currencies and units, and with tax."""

from __future__ import annotations

from ..functions import LENGTHS, MASSES, Function, Input, found
from ..world import World

EUROS = Input("euros", ("amount", "euros", "sum_in_euros"), "an amount in euros")
CURRENCY = Input("currency", ("currency", "to_currency", "target"), "the currency to convert to")
CITY = Input("city", ("city", "place", "where"), "the city whose sales tax is added")


def _taxed(world: World, amount: float, city: str) -> float:
    return amount * (100 + int(found(world.cities, city, "city").tax)) / 100.0


FUNCTIONS = (
    Function(
        "converter",
        ("convert_currency", "exchange", "to_currency"),
        "Convert an amount of euros to another currency.",
        (EUROS, CURRENCY),
        "foreign",
        "{0} in {1}",
        lambda world, amount, currency: amount * world.rates[currency],
    ),
    Function(
        "converter",
        ("convert_length", "change_length_unit", "to_length_unit"),
        "Convert a length from kilometres to another unit.",
        (
            Input("kilometres", ("kilometres", "distance_km", "value"), "a length in kilometres"),
            Input("length unit", ("unit", "to_unit", "target"), "the unit to convert to"),
        ),
        "length",
        "{0} in {1}",
        lambda world, value, unit: value * LENGTHS[unit],
    ),
    Function(
        "converter",
        ("convert_weight", "change_weight_unit", "to_weight_unit"),
        "Convert a weight from kilograms to another unit.",
        (
            Input("kilograms", ("kilograms", "weight_kg", "value"), "a weight in kilograms"),
            Input("mass unit", ("unit", "to_unit", "target"), "the unit to convert to"),
        ),
        "mass",
        "{0} in {1}",
        lambda world, value, unit: value * MASSES[unit],
    ),
    Function(
        "converter",
        ("add_sales_tax", "with_tax", "gross_amount"),
        "Return a price in euros with the sales tax of a city added.",
        (Input("price", ("amount", "price", "net_price"), "a price in euros"), CITY),
        "price",
        "{0} including the sales tax of {1}",
        _taxed,
    ),
)
