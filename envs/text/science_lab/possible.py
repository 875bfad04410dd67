"""The commands that are possible in a laboratory, without those that look at single things."""

from __future__ import annotations

from . import knowledge, text
from .level import Level
from .names import BATTERIES, BEAKERS, BENCH, BOXES, CIRCUIT, GROWING, HEAT, MIXING, POT, REFERENCES, SOILS, SPOTS
from .state import ON_BENCH, State


def commands(state: State) -> list[str]:
    """Return the commands that are possible now, without those that look at single things."""
    level, found = state.level, ["look", "wait"]
    for station in text.stations(level):
        found += POSSIBLE[station](state)
    if level.worlds:
        answers = knowledge.hypotheses(level) if level.experiment != "conductivity" else ()
        return found + [f"answer {said}" for said in answers]
    return found + [f"deliver {name}" for name in _deliverable(level)]


def _deliverable(level: Level) -> list[str]:
    names = [substance.name for substance in level.substances]
    return [*names, *(BEAKERS if level.liquids else ()), *((POT,) if level.species else ())]


def _heat(state: State) -> list[str]:
    level, found = state.level, []
    for substance, sample in zip(level.substances, state.samples, strict=True):
        found.append(f"measure {substance.name}")
        found += [
            f"put {substance.name} {_at(device.name)}"
            for number, device in enumerate(level.devices)
            if number != sample.place
        ]
        if sample.place != ON_BENCH:
            found.append(f"put {substance.name} on {BENCH}")
    for device, temperature in zip(level.devices, state.temperatures, strict=True):
        if device.temperature is None:
            found += [f"set oven to {degrees}" for degrees in range(50, 351, 50) if degrees != temperature]
        else:
            found.append(f"turn {'off' if device.temperature == temperature else 'on'} {device.name}")
    return found


def _circuit(state: State) -> list[str]:
    level, (battery, thing, boxes) = state.level, state.circuit
    found = [f"connect {name}" for number, name in enumerate(BATTERIES) if number != battery]
    found += [f"connect {name}" for number, name in enumerate((*level.objects, *REFERENCES)) if number != thing]
    if battery >= 0 and thing >= 0:
        found.append("press switch")
    for number, name in enumerate(level.objects):
        found += [f"put {name} in {box}" for place, box in enumerate(BOXES[1:], 1) if boxes[number] != place]
    return found


def _mixing(state: State) -> list[str]:
    found = ["read book"] if state.level.book else []
    for number, beaker in enumerate(BEAKERS):
        found += [f"pour {liquid} into {beaker}" for liquid in state.level.liquids]
        if state.beakers[number]:
            found += [f"pour {beaker} into {BEAKERS[1 - number]}", f"empty {beaker}"]
    return found


def _growing(state: State) -> list[str]:
    level, pot = state.level, state.pot
    found = [f"fill pot with {soil}" for number, soil in enumerate(SOILS) if number != pot.soil]
    found += [f"put pot {_at(spot)}" for number, spot in enumerate(SPOTS) if number != pot.spot]
    if pot.soil >= 0:
        found += ["water pot", "empty pot"]
        found += [f"plant {species.name}" for species in level.species] if pot.species < 0 else []
    return found


POSSIBLE = {HEAT: _heat, CIRCUIT: _circuit, MIXING: _mixing, GROWING: _growing}


def _at(place: str) -> str:
    """Return where something is put, without the article."""
    return text.at(place).replace(" the ", " ")
