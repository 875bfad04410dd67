"""What is measured of an experiment: its milestones and its facts."""

from __future__ import annotations

from . import growing, heat, knowledge, rules
from .level import Level
from .names import BATTERIES, BEAKERS, BENCH, BOXES, PHASES, SOILS, SPOTS, STAGES, STATION_OF
from .state import NONE, ON_BENCH, RIGHT, State

Facts = dict[str, str | int | float | bool]


def milestones(state: State) -> dict[str, bool]:
    """Return each sub-goal of the experiment and whether it holds now."""
    experiment = state.level.experiment
    found = _found_out(state) if state.level.worlds else MILESTONES[STATION_OF[experiment]](state)
    return found | {"done": state.verdict == RIGHT}


def facts(state: State) -> Facts:
    """Return what stands where, how it is, and what is hidden about it."""
    found: Facts = {"laboratory.experiment": state.level.experiment, "laboratory.hours": state.hours}
    if state.level.substances:
        found |= _heat_facts(state)
    if state.level.objects:
        found |= _circuit_facts(state)
    if state.level.liquids:
        stuffs = state.level.stuffs
        for name, held in zip(BEAKERS, state.beakers, strict=True):
            found[f"{_key(name)}.holds"] = ", ".join(stuffs[stuff] for stuff in held) or "nothing"
        found["book.read"] = state.read
    if state.level.species:
        found |= _pot_facts(state)
    return found


def _found_out(state: State) -> dict[str, bool]:
    level, count = state.level, len(knowledge.hypotheses(state.level))
    left = len(knowledge.answers_left(state))
    found = {"half_left": 2 * left <= count, "one_left": left == 1}
    if level.experiment == "conductivity":
        known = knowledge.known_conductors(state)
        tested = {f"{_key(name)}_known": number in known for number, name in enumerate(level.objects)}
        return {"battery_known": knowledge.known_battery(state) is not None, **tested, **found}
    if level.experiment == "reaction":
        return {"reaction_seen": bool(state.made), **found}
    sample = state.samples[level.target]
    oven = next(number for number, device in enumerate(level.devices) if device.temperature is None)
    return {"sample_in_oven": sample.place == oven, **found}


def _heat(state: State) -> dict[str, bool]:
    level, sample = state.level, state.samples[state.level.target]
    substance, wanted = level.substances[level.target], rules.WANTED_PHASE[level.experiment]
    suits = [heat.phase(substance, temperature) == wanted for temperature in state.temperatures]
    return {
        "device_ready": any(suits),
        "sample_on_it": sample.place != ON_BENCH and suits[sample.place],
        f"sample_{PHASES[wanted]}": heat.phase(substance, sample.temperature) == wanted,
    }


def _mixing(state: State) -> dict[str, bool]:
    level = state.level
    made = {product: pair for *pair, product in level.reactions}
    open_, needed = [level.target], []
    for stuff in open_:
        if stuff in made:
            needed.append(stuff)
            open_ += made[stuff]
    first = len(level.liquids)
    found = {f"{_key(level.stuffs[stuff])}_made": bool(state.made >> stuff - first & 1) for stuff in needed[::-1]}
    return {**found, "product_ready": (level.target,) in state.beakers}


def _growing(state: State) -> dict[str, bool]:
    pot, target = state.pot, state.level.target
    species = state.level.species[target]
    growth = pot.growth if pot.species == target and pot.health else 0
    stages = {
        f"{name.replace(' ', '_')}": growth >= number * growing.STAGE for number, name in enumerate(STAGES) if number
    }
    return {
        "seed_planted": pot.species == target,
        "soil_right": pot.soil == species.soil,
        "light_right": pot.spot == species.spot,
        **stages,
    }


MILESTONES = {"heat": _heat, "mixing": _mixing, "growing": _growing}


def _heat_facts(state: State) -> Facts:
    level: Level = state.level
    found: Facts = {}
    for device, temperature in zip(level.devices, state.temperatures, strict=True):
        found[f"{_key(device.name)}.temperature"] = temperature
    for substance, (place, temperature, _) in zip(level.substances, state.samples, strict=True):
        name = _key(substance.name)
        found[f"{name}.place"] = BENCH if place == ON_BENCH else level.devices[place].name
        found[f"{name}.temperature"] = temperature
        found[f"{name}.phase"] = PHASES[heat.phase(substance, temperature)]
        found[f"{name}.melting_point"] = substance.melting
        found[f"{name}.boiling_point"] = substance.boiling
    return found


def _circuit_facts(state: State) -> Facts:
    level, (battery, thing, boxes) = state.level, state.circuit
    found: Facts = {"circuit.battery": "none" if battery == NONE else BATTERIES[battery]}
    for number, name in enumerate(level.objects):
        found[f"{_key(name)}.place"] = "circuit" if thing == number else BOXES[boxes[number]]
        found[f"{_key(name)}.conducts"] = level.conducts[number]
    return found | {f"{_key(name)}.charged": number == level.charged for number, name in enumerate(BATTERIES)}


def _pot_facts(state: State) -> Facts:
    soil, species, moisture, spot, growth, health = state.pot
    found: Facts = {
        "pot.soil": "none" if soil == NONE else SOILS[soil],
        "pot.place": SPOTS[spot],
        "pot.moisture": moisture,
        "pot.plant": "none" if species == NONE else state.level.species[species].name,
        "plant.growth": growth,
        "plant.health": health,
    }
    for kind in state.level.species:
        found[f"{kind.name}.soil"] = SOILS[kind.soil]
        found[f"{kind.name}.light"] = SPOTS[kind.spot]
        found[f"{kind.name}.thirst"] = kind.thirst
    return found


def _key(name: str) -> str:
    return name.replace(" ", "_")
