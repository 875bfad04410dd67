"""Cities and the ways between them."""

from __future__ import annotations

import math

from ..functions import Function, Input, found
from ..world import World

CITY = Input("city", ("city", "town", "place"), "the name of a city")
START = Input("city", ("origin", "start", "from_city"), "the city where the way begins")
GOAL = Input("city", ("destination", "goal", "to_city"), "the city where the way ends")


def _distance(world: World, start: str, goal: str) -> int:
    one, other = found(world.cities, start, "city"), found(world.cities, goal, "city")
    return round(math.dist(one[:2], other[:2]))


FUNCTIONS = (
    Function(
        "travel",
        ("get_distance", "distance_between", "measure_route"),
        "Return the distance between two cities in kilometres.",
        (START, GOAL),
        "kilometres",
        "the distance from {0} to {1}",
        _distance,
    ),
    Function(
        "travel",
        ("get_population", "population_of", "count_inhabitants"),
        "Return how many people live in a city.",
        (CITY,),
        "inhabitants",
        "the population of {0}",
        lambda world, city: found(world.cities, city, "city").population,
    ),
)
