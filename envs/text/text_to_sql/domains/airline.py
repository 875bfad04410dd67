"""An airline: passengers book flights."""

from ..schema import Domain, Table
from .columns import COUNTRIES, PEOPLE, choice, date, key, link, money, name, whole

FIELDS = ("Arden Field", "Bay International", "Cape North", "Delta Park", "Elm Island", "Fair Point", "Grand Lake")
CODES = tuple(f"TW{number}" for number in range(101, 160))

DOMAIN = Domain(
    "airline",
    (
        Table(
            "airports",
            "airport",
            "airports",
            (
                key("airport number"),
                name("name", FIELDS),
                choice("country", "country", "countries", COUNTRIES, odd="operator"),
                whole("runways", "number of runways", 1, 5, odd="level"),
            ),
            share=0.5,
        ),
        Table(
            "aircraft",
            "aircraft",
            "aircraft",
            (
                key("aircraft number"),
                choice("model", "model", "models", ("Heron", "Kestrel", "Osprey", "Swift"), odd="class"),
                whole("seats", "number of seats", 40, 320, odd="weight"),
                whole("built", "year of construction", 1995, 2023, odd="year_of_purchase", optional=True),
            ),
            share=0.6,
        ),
        Table(
            "flights",
            "flight",
            "flights",
            (
                key("flight number"),
                name("code", CODES, "code"),
                link("airport_id", "airports", "number of the airport of departure", "leaving from", "send off"),
                link("aircraft_id", "aircraft", "number of the aircraft", "flown with", "have made", odd="type"),
                date("departed", "date of departure", 2021, 2024, odd="scheduled"),
                whole("delay", "delay in minutes", 0, 240, odd="hours", optional=True),
                whole("distance", "distance in kilometres", 150, 4000, odd="length"),
            ),
            share=1.5,
        ),
        Table(
            "passengers",
            "passenger",
            "passengers",
            (
                key("passenger number"),
                name("name", PEOPLE),
                choice("country", "home country", "home countries", COUNTRIES, odd="destination"),
                whole("miles", "number of bonus miles", 0, 9000, odd="trips", optional=True),
            ),
            people=True,
        ),
        Table(
            "bookings",
            "booking",
            "bookings",
            (
                key("booking number"),
                link("flight_id", "flights", "number of the flight", "for", "have", odd="trip"),
                link("passenger_id", "passengers", "number of the passenger", "made by", "have made"),
                choice("cabin", "cabin", "cabins", ("business", "economy", "first"), odd="row_type"),
                money("price", "price", 40, 900, odd="tax"),
                date("bought", "date of purchase", 2021, 2024, odd="date"),
            ),
            share=2.2,
        ),
    ),
)
