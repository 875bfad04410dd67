"""How to find out what is asked: messages that follow from what was seen, never from what is hidden."""

from __future__ import annotations

from ..commands import Commands
from . import knowledge, turns
from .level import Level
from .names import BATTERIES, BEAKERS, BLUE_BOX, OVEN, RED_BOX, REFERENCES
from .state import NONE, RUNNING, State


def message(state: State) -> str:
    """Return what to do next; the answer once only one is left."""
    left = knowledge.answers_left(state)
    experiment = state.level.experiment
    if len(left) == 1 and experiment != "conductivity":
        return f"answer {knowledge.hypotheses(state.level)[left[0]]}"
    return ASK[experiment](state, left)


def _melting_point(state: State, left: list[int]) -> str:
    """Halve the temperatures that are possible: bring the sample to one between them."""
    level, sample = state.level, state.samples[state.level.target]
    oven = next(number for number, device in enumerate(level.devices) if device.temperature is None)
    if sample.place != oven:
        return f"put {level.substances[level.target].name} on {OVEN}"
    points = [level.candidates[number] for number in left]
    middle = (points[(len(points) - 1) // 2] + points[(len(points) + 1) // 2]) // 2
    return "wait" if state.temperatures[oven] == middle else f"set oven to {middle}"


def _conductivity(state: State, left: list[int]) -> str:
    """Find the charged battery with a thing that conducts, then clamp one object after the other."""
    level, (battery, thing, boxes) = state.level, state.circuit
    known, charged = knowledge.known_conductors(state), knowledge.known_battery(state)
    for number, conducts in known.items():
        if boxes[number] != (1 if conducts else 2):
            return f"put {level.objects[number]} in {RED_BOX if conducts else BLUE_BOX}"
    if battery == NONE or charged not in (None, battery):
        return f"connect {BATTERIES[charged or 0]}"
    number = len(level.objects) if charged is None else min(set(range(len(level.objects))) - known.keys())
    names = (*level.objects, *REFERENCES)
    return "press switch" if thing == number else f"connect {names[number]}"


def _reaction(state: State, left: list[int]) -> str:
    """Pour the liquid that parts the pairs left most evenly; empty the beaker when none does."""
    level, held = state.level, state.beakers[0]
    pairs = [level.pairs[number] for number in left]
    if not held:
        return _pour(level, max(range(len(level.liquids)), key=lambda liquid: sum(liquid in pair for pair in pairs)))
    foam = len(level.liquids)
    fresh = [liquid for liquid in range(foam) if liquid not in held]
    hits = {liquid: sum(liquid in pair and not set(held).isdisjoint(pair) for pair in pairs) for liquid in fresh}
    best = max(fresh, key=lambda liquid: min(hits[liquid], len(pairs) - hits[liquid]))
    useful = foam not in held and fresh and 0 < hits[best] < len(pairs)
    return _pour(level, best) if useful else f"empty {BEAKERS[0]}"


def _pour(level: Level, liquid: int) -> str:
    return f"pour {level.liquids[liquid]} into {BEAKERS[0]}"


ASK = {"melting_point": _melting_point, "conductivity": _conductivity, "reaction": _reaction}


def length(state: State, commands: Commands) -> int:
    """Return how many turns it takes from a state to find out what is asked."""
    count = 0
    while state.verdict == RUNNING:
        call, _ = commands.read(message(state))
        assert call is not None
        state, count = turns.turn(state, call)[0], count + 1
    return count
