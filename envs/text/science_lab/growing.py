"""What grows: a seed sprouts in moist soil, and goes on in the soil and the light of its species.

An hour in dry or in soggy soil harms a plant, and the third such hour kills it.
"""

from __future__ import annotations

from collections.abc import Sequence

from .level import Species
from .state import HEALTHY, NONE, Pot, State

DRY, SOGGY = 0, 4
WATER = 2
"""How much moister soil gets by watering."""

STAGE = 2
"""How many good hours bring a plant to its next stage."""

FLOWERING = 8
"""How many bring it to flower."""


def stage(pot: Pot) -> int:
    """Return the stage of the plant, as a number of ``names.STAGES``."""
    return pot.growth // STAGE


def content(pot: Pot, species: Species) -> bool:
    """Whether soil and light are what the species needs."""
    return (pot.soil, pot.spot) == (species.soil, species.spot)


def grown(pot: Pot, every: Sequence[Species]) -> Pot:
    """Return the pot an hour later."""
    soil, number, moisture, spot, growth, health = pot
    if number == NONE:
        return pot
    species = every[number]
    if health and moisture in (DRY, SOGGY):
        health -= 1
    elif health and (growth < STAGE or content(pot, species)):
        growth = min(growth + 1, FLOWERING)
    return Pot(soil, number, max(moisture - species.thirst, DRY), spot, growth, health)


def fill(state: State, soil: int) -> State | str:
    """Fill the pot with dry soil in place of what it holds; a plant is kept."""
    if state.pot.soil == soil:
        return "is filled so"
    return state._replace(pot=state.pot._replace(soil=soil, moisture=DRY))


def plant(state: State, species: int) -> State | str:
    """Plant a seed."""
    pot = state.pot
    if pot.soil == NONE:
        return "no soil"
    if pot.species != NONE:
        return "is planted"
    return state._replace(pot=pot._replace(species=species, growth=0, health=HEALTHY))


def water(state: State) -> State | str:
    """Water the pot."""
    if state.pot.soil == NONE:
        return "no soil"
    return state._replace(pot=state.pot._replace(moisture=min(state.pot.moisture + WATER, SOGGY)))


def empty(state: State) -> State | str:
    """Throw away soil and plant."""
    if state.pot.soil == NONE:
        return "is empty"
    return state._replace(pot=Pot(NONE, NONE, DRY, state.pot.spot, 0, HEALTHY))


def put(state: State, spot: int) -> State | str:
    """Put the pot somewhere else."""
    return "is there" if state.pot.spot == spot else state._replace(pot=state.pot._replace(spot=spot))
