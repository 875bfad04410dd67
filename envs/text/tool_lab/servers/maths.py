"""Numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

from ..functions import FailedCallError, Function, Input
from ..world import World

VALUES = Input("numbers", ("numbers", "values", "amounts"), "one or more numbers")


def _over(do: Callable[[list[float]], float]) -> Callable[[World, list[float]], float]:
    def run(world: World, numbers: list[float]) -> float:
        if not numbers:
            raise FailedCallError("there are no numbers")
        return do([float(number) for number in numbers])

    return run


def _share(world: World, value: float, percent: float) -> float:
    return float(value) * float(percent) / 100


FUNCTIONS = (
    Function(
        "maths", ("add", "sum_up", "total"), "Add numbers.", (VALUES,), "same", "the sum of {0}", _over(math.fsum)
    ),
    Function(
        "maths",
        ("largest", "maximum", "find_highest"),
        "Return the largest of some numbers.",
        (VALUES,),
        "same",
        "the largest of {0}",
        _over(max),
    ),
    Function(
        "maths",
        ("smallest", "minimum", "find_lowest"),
        "Return the smallest of some numbers.",
        (VALUES,),
        "same",
        "the smallest of {0}",
        _over(min),
    ),
    Function(
        "maths",
        ("average", "mean", "mean_value"),
        "Return the average of some numbers.",
        (VALUES,),
        "same",
        "the average of {0}",
        _over(lambda numbers: math.fsum(numbers) / len(numbers)),
    ),
    Function(
        "maths",
        ("percentage", "percent_of", "take_percent"),
        "Return so many percent of a number.",
        (
            Input("number", ("number", "value", "base"), "any number"),
            Input("percent", ("percent", "rate", "share"), "0 to 100"),
        ),
        "same",
        "{1} percent of {0}",
        _share,
    ),
)
