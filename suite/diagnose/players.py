"""Who plays: the environment's expert, an expert that slips, and nonsense."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

Messages = Iterable[str] | Callable[[Any], Iterable[str]]
"""What to say, or what yields it of the environment."""

NONSENSE = "zzz"
"""A message that says nothing."""


def advised(base: Any) -> Iterator[str]:
    """Yield the messages of an environment's expert, which is asked once the episode has begun.

    Args:
        base: the environment.
    """
    yield from base.expert()


def slipping(noise: float, seed: int) -> Callable[[Any], Iterator[str]]:
    """Return what yields an expert's messages with slips; after one it plans anew.

    Args:
        noise: the probability of a random admissible message.
        seed: of the slips.
    """

    def messages(base: Any) -> Iterator[str]:
        rng = np.random.default_rng([seed, round(1000 * noise)])
        plan: Iterator[str] | None = None
        while True:
            message = None
            if rng.random() >= noise:
                plan = plan or iter(base.expert())
                message = next(plan, None)
            if message is None:
                plan, admissible = None, base.actions()
                message = admissible[int(rng.integers(len(admissible)))] if admissible else NONSENSE
            yield message

    return messages
