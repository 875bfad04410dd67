"""The rules of Diagnosis: a patient with a hidden illness and signs, what was found, and what it cost. No text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .clinic import Clinic


class State(NamedTuple):
    """A patient.

    Attributes:
        illness: the hidden illness's number.
        signs: for each sign whether it would be found; fixed, so that asking again tells nothing more.
        found: numbers of the signs that were asked for, in order.
        spent: what that cost.
        diagnosis: the illness that was named, -1 for none yet.
    """

    illness: int
    signs: tuple[bool, ...]
    found: tuple[int, ...] = ()
    spent: int = 0
    diagnosis: int = -1


def initial_state(rng: np.random.Generator, clinic: Clinic, allowed: np.ndarray) -> State:
    """Draw a patient.

    Args:
        rng: draws.
        clinic: what is known.
        allowed: illnesses that may be drawn.
    """
    share = clinic.prior[allowed] / clinic.prior[allowed].sum()
    illness = int(allowed[rng.choice(len(allowed), p=share)])
    return State(illness, tuple((rng.random(len(clinic.signs)) < clinic.chance[illness]).tolist()))


def examine(state: State, clinic: Clinic, sign: int) -> State:
    """Return the state after looking for a sign; a second look costs nothing."""
    if sign in state.found:
        return state
    return state._replace(found=(*state.found, sign), spent=state.spent + clinic.costs[sign])


def belief(clinic: Clinic, allowed: np.ndarray, state: State) -> np.ndarray:
    """Return the exact posterior over all illnesses, shape (illnesses,).

    Args:
        clinic: what is known.
        allowed: illnesses that may have been drawn.
        state: what was found.
    """
    weight = np.zeros(len(clinic.illnesses))
    weight[allowed] = clinic.prior[allowed]
    for sign in state.found:
        weight *= clinic.chance[:, sign] if state.signs[sign] else 1 - clinic.chance[:, sign]
    return np.asarray(weight / weight.sum())
