r"""Whom to ask and whom to believe, from what the descriptions say.

A model that is right with probability p tells one of W wrong values otherwise. So the value that is most likely true,
given what models said, is the one whose models weigh most together, each

    w = log(p W / (1 - p))

Models are asked one by one, the heaviest first and the cheaper before the dearer, until the rest could not outweigh
the first value. That is right as often as asking them all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from .pool import Model
from .world import WRONG, Value


@lru_cache(maxsize=256)
def weight(accuracy: float) -> float:
    """Return the weight of a model that is right so often.

    Args:
        accuracy: from 0 to 1.
    """
    if accuracy in (0.0, 1.0):
        return math.inf if accuracy else -math.inf
    return math.log(accuracy * WRONG / (1 - accuracy))


@lru_cache(maxsize=256)
def order(pool: tuple[Model, ...], field: str) -> tuple[Model, ...]:
    """Return the models in the order in which they are asked; those that tell nothing are left out.

    Args:
        pool: all of them.
        field: what is asked about.
    """
    worth = [model for model in pool if weight(model.skill(field)) > 0]
    return tuple(sorted(worth, key=lambda model: (-model.skill(field), model.price, model.name)))


def believed(votes: Sequence[tuple[Value, float]]) -> Value | None:
    """Return the value that weighs most, the first of those that weigh the same; None without votes.

    Args:
        votes: values, each with the weight of who told it.
    """
    sums: dict[Value, float] = {}
    for value, worth in votes:
        sums[value] = sums.get(value, 0.0) + worth
    return max(sums, key=lambda value: round(sums[value], 9)) if sums else None


def decided(votes: Sequence[tuple[Value, float]], rest: Sequence[float]) -> bool:
    """Whether no further votes could change what is believed.

    Args:
        votes: so far.
        rest: the weights of those that were not asked yet.
    """
    best = believed(votes)
    if best is None:
        return not rest
    sums = {value: sum(worth for voted, worth in votes if voted == value) for value, _ in votes}
    lead = sums.pop(best)
    if lead == math.inf:
        return True
    return sum(rest) < lead - max(sums.values(), default=0.0)


@lru_cache(maxsize=256)
def reliability(accuracies: tuple[float, ...]) -> float:
    """Return how often what is believed is right.

    Args:
        accuracies: of the models that are asked, in order.
    """
    weights = [weight(accuracy) for accuracy in accuracies]
    return sum(
        math.perm(WRONG, max(told)) * math.prod(_shares(told, accuracies))
        for told in _patterns(len(accuracies))
        if believed(list(zip(told, weights, strict=True))) == 0
    )


def _patterns(count: int) -> list[tuple[int, ...]]:
    """Return what models may tell: 0 is right, and wrong values are numbered as they come up."""
    found: list[tuple[int, ...]] = [()]
    for _ in range(count):
        found = [(*told, value) for told in found for value in range(min(max(told, default=0) + 1, WRONG) + 1)]
    return found


def _shares(told: Sequence[int], accuracies: Sequence[float]) -> list[float]:
    return [(1 - share) / WRONG if value else share for value, share in zip(told, accuracies, strict=True)]
