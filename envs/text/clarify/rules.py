"""Clarify's rules: which request is made, what it tells, and what a question can still do for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from ..dialogue.people import NAMES
from ..dialogue.rules import Level, State
from .catalogue import DOMAINS, SLOTS

Open = tuple[tuple[int, int], ...]
"""For each slot: how many options are left, all as likely, and how many there are."""


def initial_state(rng: np.random.Generator, domains: Sequence[str], missing: int) -> State:
    """Draw a request in one of the domains that tells all slots but ``missing``."""
    domain = DOMAINS[domains[int(rng.integers(len(domains)))]]
    name, request = str(rng.choice(NAMES)), str(rng.choice(domain.requests))
    parts = [slot.part() for slot in domain.slots]
    profile = tuple(part.values[int(rng.integers(len(part.values)))] for part in parts)
    told = sorted(rng.choice(SLOTS, size=SLOTS - missing, replace=False).tolist())
    candidates = tuple((profile[place],) if place in told else part.values for place, part in enumerate(parts))
    words = [str(rng.choice(domain.slots[place].topic().cell(profile[place]).sentences)) for place in told]
    return State(Level(name, (domain.name, " ".join([request, *words])), candidates, profile))


@lru_cache(maxsize=65_536)
def value(slots: Open, questions: int, candour: float) -> float:
    """Return the probability that the best questions and the best delivery then get everything right.

    Args:
        slots: what is left of each, sorted.
        questions: how many may still be asked.
        candour: probability of a complete answer.
    """
    unknown = [slot for slot in slots if slot[0] > 1]
    if not questions or not unknown:
        return float(np.prod([1 / left for left, _ in slots]))
    return max(worth(slots, slot, questions, candour) for slot in dict.fromkeys(unknown))


def worth(slots: Open, slot: tuple[int, int], questions: int, candour: float) -> float:
    """Return the value of asking about a slot, and of playing as well as can be from then on.

    The answer names the option (``candour``); else it is vague, or names the option and another one, which is one of
    the others that are left with probability (left - 1) / (options - 1).
    """
    left, options = slot
    known, same = ((1, options), slot)
    if options == 2:
        told = {known: candour, same: 1 - candour}
    else:
        pair = (1 - candour) / 2
        both = pair * (left - 1) / (options - 1)
        told = {known: candour + pair - both, same: pair}
        told[2, options] = told.get((2, options), 0.0) + both
    return sum(
        chance * value(_with(slots, slot, after), questions - 1, candour) for after, chance in told.items() if chance
    )


def _with(slots: Open, slot: tuple[int, int], after: tuple[int, int]) -> Open:
    place = slots.index(slot)
    return tuple(sorted((*slots[:place], after, *slots[place + 1 :])))
