"""Coach's rules: which client comes."""

from __future__ import annotations

import numpy as np

from ..dialogue.people import NAMES
from ..dialogue.rules import Level, State
from .fitness import FITNESS
from .lifestyles import LIFESTYLES
from .small_talk import GOALS, REMARKS


def initial_state(rng: np.random.Generator, lifestyles: int) -> State:
    """Draw a client, and the ways of life there are plans for."""
    name, goal, remark = (str(rng.choice(listed)) for listed in (NAMES, GOALS, REMARKS))
    places = sorted(rng.choice(len(LIFESTYLES), size=lifestyles, replace=False).tolist())
    offered = tuple(tuple(LIFESTYLES)[place] for place in places)
    fitness = tuple(FITNESS)
    profile = (offered[int(rng.integers(lifestyles))], fitness[int(rng.integers(len(fitness)))])
    return State(Level(name, (goal, remark), (offered, fitness), profile))
