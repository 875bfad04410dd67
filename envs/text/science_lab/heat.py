"""What heat does: samples take on the temperature around them, and melt and boil at points of their own.

In one hour a sample gets half-way to the temperature around it, in a second hour at the same temperature it reaches it.
"""

from __future__ import annotations

from collections.abc import Sequence

from .level import Substance
from .state import ON_BENCH, ROOM, Sample, State

SOLID, LIQUID, GAS = range(3)
COLDEST, HOTTEST = 0, 400
"""What the oven can be set to."""


def phase(substance: Substance, temperature: int) -> int:
    """Return whether a substance is ``SOLID``, ``LIQUID`` or ``GAS`` at a temperature."""
    return (temperature >= substance.melting) + (temperature >= substance.boiling)


def warmed(sample: Sample, temperatures: Sequence[int]) -> Sample:
    """Return a sample an hour later."""
    place, temperature, before = sample
    around = ROOM if place == ON_BENCH else temperatures[place]
    return Sample(place, around if around == before else (temperature + around) // 2, around)


def put(state: State, sample: int, place: int) -> State | str:
    """Put a sample on a device or on the bench."""
    if state.samples[sample].place == place:
        return "is there"
    return _with_sample(state, sample, state.samples[sample]._replace(place=place))


def turn_on(state: State, device: int) -> State | str:
    """Turn a device on."""
    temperature = state.level.devices[device].temperature
    if temperature is None:
        return "is set"
    return "is on" if state.temperatures[device] == temperature else _with_device(state, device, temperature)


def turn_off(state: State, device: int) -> State | str:
    """Turn a device off."""
    return "is off" if state.temperatures[device] == ROOM else _with_device(state, device, ROOM)


def set_oven(state: State, degrees: int) -> State | str:
    """Set the oven to a temperature."""
    ovens = [number for number, device in enumerate(state.level.devices) if device.temperature is None]
    if not ovens:
        return "no oven"
    if not COLDEST <= degrees <= HOTTEST:
        return "out of range"
    return "is set so" if state.temperatures[ovens[0]] == degrees else _with_device(state, ovens[0], degrees)


def _with_sample(state: State, number: int, sample: Sample) -> State:
    return state._replace(samples=(*state.samples[:number], sample, *state.samples[number + 1 :]))


def _with_device(state: State, number: int, temperature: int) -> State:
    every = state.temperatures
    return state._replace(temperatures=(*every[:number], temperature, *every[number + 1 :]))
