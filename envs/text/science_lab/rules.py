"""The rules of the laboratory: what each command does, and what an hour does. No text.

A command leads to a state or to a word that says why it is not possible (the key of a sentence in ``told.REFUSALS``).
Every command takes an hour but those of ``AT_ONCE``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import circuit, growing, heat, knowledge, mixing
from .state import RIGHT, WRONG, State

Thing = tuple[str, int]
"""A kind of thing and its number."""

AT_ONCE = ("measure", "read_book", "deliver", "answer")


def transition(state: State, command: str, things: Sequence[Thing]) -> State | str:
    """Return the state after a command, or why it is not possible.

    Args:
        state: the state before; its episode has not ended.
        command: what is done.
        things: what it is done with, all of them in this laboratory.
    """
    action = ACTIONS.get((command, *(kind for kind, _ in things)))
    if action is None:
        return "not possible"
    numbers = tuple(number for _, number in things)
    after = action(state, *numbers)
    if isinstance(after, str):
        return after
    if command not in AT_ONCE:
        after = an_hour_later(after)
    name = "pour_over" if command == "pour" and things[0][0] == "beaker" else command
    if state.left:
        after = after._replace(left=knowledge.learnt(state, after, name, numbers))
    if after.level.experiment == "conductivity" and (right := circuit.sorted_right(after)) is not None:
        return after._replace(verdict=RIGHT if right else WRONG)
    return after


def an_hour_later(state: State) -> State:
    """Return the state in which nothing was done for an hour."""
    return state._replace(
        samples=tuple(heat.warmed(sample, state.temperatures) for sample in state.samples),
        pot=growing.grown(state.pot, state.level.species),
        hours=state.hours + 1,
    )


def reached(state: State, kind: str, number: int) -> bool:
    """Whether a thing is what the task wants to have delivered."""
    level = state.level
    if kind == "sample" and level.experiment in WANTED_PHASE and number == level.target:
        phase = heat.phase(level.substances[number], state.samples[number].temperature)
        return phase == WANTED_PHASE[level.experiment]
    if kind == "beaker" and level.experiment == "mixing":
        return state.beakers[number] == (level.target,)
    if kind == "pot" and level.experiment == "growing":
        pot = state.pot
        return pot.species == level.target and pot.health > 0 and pot.growth == growing.FLOWERING
    return False


WANTED_PHASE = {"melt": heat.LIQUID, "boil": heat.GAS, "freeze": heat.SOLID}


def _deliver(kind: str) -> Callable[[State, int], State | str]:
    def deliver(state: State, number: int) -> State | str:
        if state.level.worlds:
            return "nothing to deliver"
        return state._replace(verdict=RIGHT if reached(state, kind, number) else WRONG)

    return deliver


def _answer(state: State, number: int) -> State | str:
    if state.level.experiment not in ("melting_point", "reaction"):
        return "no question"
    return state._replace(verdict=RIGHT if number == knowledge.world(state.level) else WRONG)


def _lamp_there(state: State) -> State | str:
    return circuit.press(state) if state.level.objects else "no switch"


def _pot_there(action: Callable[..., State | str]) -> Callable[..., State | str]:
    def act(state: State, *numbers: int) -> State | str:
        return action(state, *numbers) if state.level.species else "no pot"

    return act


ACTIONS: dict[tuple[str, ...], Callable[..., State | str]] = {
    ("wait",): lambda state: state,
    ("measure", "sample"): lambda state, sample: state,
    ("put", "sample", "device"): heat.put,
    ("put", "sample", "bench"): heat.put,
    ("turn_on", "device"): heat.turn_on,
    ("turn_off", "device"): heat.turn_off,
    ("set_oven", "degrees"): heat.set_oven,
    ("connect", "battery"): circuit.connect_battery,
    ("connect", "object"): circuit.connect,
    ("connect", "reference"): circuit.connect,
    ("press_switch",): _lamp_there,
    ("put", "object", "box"): circuit.put,
    ("pour", "liquid", "beaker"): mixing.pour,
    ("pour", "beaker", "beaker"): mixing.pour_over,
    ("empty", "beaker"): mixing.empty,
    ("read_book",): mixing.read_book,
    ("fill", "soil"): growing.fill,
    ("plant", "species"): growing.plant,
    ("water",): _pot_there(growing.water),
    ("empty", "pot"): lambda state, pot: growing.empty(state),
    ("put", "pot", "spot"): lambda state, pot, spot: growing.put(state, spot),
    ("deliver", "sample"): _deliver("sample"),
    ("deliver", "beaker"): _deliver("beaker"),
    ("deliver", "pot"): _deliver("pot"),
    ("answer", "answer"): _answer,
}
"""What each command does with each kind of thing."""
