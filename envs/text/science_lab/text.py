"""The laboratory in words: what is seen around and of each thing.

What is said of a thing stands in a line of its own, so that a reader can pick out the lines about it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import growing, heat, mixing
from .level import Level
from .names import (
    BATTERIES,
    BEAKERS,
    BENCH,
    BOXES,
    CIRCUIT,
    CUPBOARD,
    FOAM,
    GROWING,
    HEAT,
    MIXING,
    OVEN,
    PHASES,
    REFERENCES,
    SOILS,
    SPOTS,
    STAGES,
    WINDOW,
)
from .rules import Thing
from .state import HEALTHY, NONE, ON_BENCH, State

INSIDE = (*BOXES[1:], CUPBOARD, OVEN, "ice bath", "freezer", "cryostat", "furnace")
MOISTURE = ("dry", "moist", "moist", "wet", "soggy")


def stations(level: Level) -> list[str]:
    """Return the stations that the laboratory has."""
    there = {HEAT: level.substances, CIRCUIT: level.objects, MIXING: level.liquids, GROWING: level.species}
    return [name for name, things in there.items() if things]


def at(place: str) -> str:
    """Return where something is that is at a place of this name."""
    return f"{'in' if place in INSIDE else 'at' if place == WINDOW else 'on'} the {place}"


def look(state: State) -> str:
    """Return what is seen around."""
    return "\n".join(line for station in stations(state.level) for line in LOOK[station](state))


def examine(state: State, thing: Thing) -> str:
    """Return what is seen of a thing."""
    kind, number = thing
    if kind in EXAMINE:
        return EXAMINE[kind](state, number)
    if kind in ("object", "reference"):
        return thing_line(state, number)
    return "There is nothing special about it."


def sample_line(state: State, number: int) -> str:
    """Return what is seen of a sample."""
    place, temperature, _ = state.samples[number]
    substance = state.level.substances[number]
    where = BENCH if place == ON_BENCH else state.level.devices[place].name
    return f"- {substance.name}: {PHASES[heat.phase(substance, temperature)]}, {at(where)}"


def device_line(state: State, number: int) -> str:
    """Return what is seen of a device."""
    device, now = state.level.devices[number], state.temperatures[number]
    if device.temperature is None:
        return f"- {device.name}: set to {now} °C"
    return f"- {device.name} ({device.temperature} °C): {'on' if now == device.temperature else 'off'}"


def thing_line(state: State, number: int) -> str:
    """Return where an object is, or what is known of a reference."""
    objects = state.level.objects
    clamped = state.circuit.thing == number
    if number < len(objects):
        box = state.circuit.boxes[number]
        return f"- {objects[number]}: {'in the circuit' if clamped else at(BOXES[box])}"
    known = "conducts" if number == len(objects) else "does not conduct"
    return f"- {REFERENCES[number - len(objects)]} ({known}): {'in the circuit' if clamped else 'on the table'}"


def beaker_line(state: State, number: int) -> str:
    """Return what a beaker holds; foam hides the rest."""
    if mixing.foaming(state, number):
        return f"- {BEAKERS[number]}: {FOAM}"
    held = [state.level.stuffs[stuff] for stuff in state.beakers[number]]
    return f"- {BEAKERS[number]}: {', '.join(held) or 'empty'}"


def pot_line(state: State) -> str:
    """Return what is seen of the pot."""
    soil, species, moisture, spot, _, health = state.pot
    where = f"- pot, {at(SPOTS[spot])}: "
    if soil == NONE:
        return where + ("empty" if species == NONE else "a plant without soil")
    held = f"{MOISTURE[moisture]} {SOILS[soil]}"
    if species == NONE:
        return where + held
    name = state.level.species[species].name
    if not health:
        return f"{where}{held}, a withered {name}"
    return f"{where}{held}, {name}: {STAGES[growing.stage(state.pot)]}{_mood(state)}"


def _mood(state: State) -> str:
    """Return what a plant's looks tell, once it has leaves to tell it by."""
    pot = state.pot
    species = state.level.species[pot.species]
    signs = []
    if pot.health < HEALTHY:
        signs.append("weak")
    if growing.stage(pot) and pot.spot != species.spot:
        signs.append("scorched" if pot.spot < species.spot else "pale")
    if growing.stage(pot) and pot.soil != species.soil:
        signs.append("stunted")
    return f", {' and '.join(signs)}" if signs else ""


def _heat(state: State) -> Sequence[str]:
    level = state.level
    return [
        "Heating and cooling:",
        *(device_line(state, number) for number in range(len(level.devices))),
        "Substances, each in a closed flask:",
        *(sample_line(state, number) for number in range(len(level.substances))),
    ]


def _circuit(state: State) -> Sequence[str]:
    battery = state.circuit.battery
    placed = "no battery" if battery == NONE else f"the {BATTERIES[battery]}"
    return [
        f"Circuit: a lamp and a switch, with {placed} in it.",
        f"Batteries: {', '.join(BATTERIES)}; one of the two is flat.",
        "Things:",
        *(thing_line(state, number) for number in range(len(state.level.objects) + len(REFERENCES))),
        f"Boxes: {', '.join(BOXES[1:])}.",
    ]


def _mixing(state: State) -> Sequence[str]:
    book = ["A book of reactions."] if state.level.book else []
    liquids = ["Liquids, more than enough of each:", *(f"- {name}" for name in state.level.liquids)]
    return [*liquids, "Beakers:", *(beaker_line(state, number) for number in range(len(BEAKERS))), *book]


def _growing(state: State) -> Sequence[str]:
    return [
        f"Soils: {', '.join(SOILS)}.",
        f"Seeds: {', '.join(species.name for species in state.level.species)}.",
        f"Places for the pot: {SPOTS[0]} (bright), {SPOTS[1]} (half-shade), {SPOTS[2]} (dark).",
        pot_line(state),
    ]


LOOK = {HEAT: _heat, CIRCUIT: _circuit, MIXING: _mixing, GROWING: _growing}
EXAMINE: dict[str, Callable[[State, int], str]] = {
    "sample": sample_line,
    "device": device_line,
    "beaker": beaker_line,
    "pot": lambda state, number: pot_line(state),
}
