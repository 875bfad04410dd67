"""Intrinsic bonuses: formulas, and methods of exploration as objects with a memory.

:mod:`~turnwise.reward_shaping.intrinsic.bonus` says what a method is and finds it by name;
:mod:`~turnwise.reward_shaping.intrinsic.features` makes keys and vectors of texts and facts.
"""

from .bonus import COMPOSITIONS, METHODS, Bonus, Composition, Part, compose, composition, method
from .counts import Counts, FirstVisit, count_bonus
from .features import facts_text, key_of, ngram_vector, without_noise
from .scale import Scale, faded

__all__ = [
    "COMPOSITIONS",
    "METHODS",
    "Bonus",
    "Composition",
    "Counts",
    "FirstVisit",
    "Part",
    "Scale",
    "compose",
    "composition",
    "count_bonus",
    "facts_text",
    "faded",
    "key_of",
    "method",
    "ngram_vector",
    "without_noise",
]
