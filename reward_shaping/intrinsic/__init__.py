"""Intrinsic bonuses: formulas, and methods of exploration as objects with a memory.

:mod:`~turnwise.reward_shaping.intrinsic.bonus` says what a method is and finds it by name;
:mod:`~turnwise.reward_shaping.intrinsic.features` makes keys and vectors of texts and facts.
"""

from .archive import Archive, Phases, archive_novelty, descriptor
from .bonus import COMPOSITIONS, METHODS, Bonus, Composition, Part, compose, composition, method
from .counts import Counts, FirstVisit, count_bonus
from .coverage import Coverage, coverage
from .e3b import E3B, e3b_bonuses
from .features import key_of, named_facts, ngram_vector, without_noise
from .impact import Impact, impact, ride
from .label_change import Change, label_novelty
from .noveld import NoveltyRise, e3b_noveld, noveld, novelty_rise
from .pseudo_counts import PseudoCounts, pseudo_count_bonus
from .re3 import RE3, state_entropy_bonus
from .scale import Scale, faded

__all__ = [
    "COMPOSITIONS",
    "E3B",
    "METHODS",
    "RE3",
    "Archive",
    "Bonus",
    "Change",
    "Composition",
    "Counts",
    "Coverage",
    "FirstVisit",
    "Impact",
    "NoveltyRise",
    "Part",
    "Phases",
    "PseudoCounts",
    "Scale",
    "archive_novelty",
    "compose",
    "composition",
    "count_bonus",
    "coverage",
    "descriptor",
    "e3b_bonuses",
    "e3b_noveld",
    "faded",
    "impact",
    "key_of",
    "label_novelty",
    "method",
    "named_facts",
    "ngram_vector",
    "noveld",
    "novelty_rise",
    "pseudo_count_bonus",
    "ride",
    "state_entropy_bonus",
    "without_noise",
]
