"""Faults of a reward, found by name: in a table, in episodes that were played, and in how a stack is built."""

from .endless_gain import EndlessGain, best_within, endless_gain, without_success
from .findings import AMNESTY, DISCOUNT, INERT, KINDS, RE_EARNABLE, UNZEROED, Finding
from .inspect_episodes import inspect_episodes
from .inspect_stack import inspect_stack, is_potential
from .inspect_table import honest_return, inspect_table, situation_potential
from .potential_fit import PotentialFit, fit_potential

__all__ = [
    "AMNESTY",
    "DISCOUNT",
    "INERT",
    "KINDS",
    "RE_EARNABLE",
    "UNZEROED",
    "EndlessGain",
    "Finding",
    "PotentialFit",
    "best_within",
    "endless_gain",
    "fit_potential",
    "honest_return",
    "inspect_episodes",
    "inspect_stack",
    "inspect_table",
    "is_potential",
    "situation_potential",
    "without_success",
]
