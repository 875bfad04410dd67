"""Intrinsic bonuses: formulas, and methods of exploration as objects with a memory.

:mod:`~turnwise.reward_shaping.intrinsic.bonus` says what a method is and finds it by name;
:mod:`~turnwise.reward_shaping.intrinsic.features` makes keys and vectors of texts and facts.
"""

from .archive import Archive, Phases, archive_novelty, descriptor
from .bonus import COMPOSITIONS, METHODS, Bonus, Composition, Part, compose, composition, method
from .counts import Counts, FirstVisit, count_bonus
from .coverage import Coverage, coverage
from .disagreement import disagreement, ensemble_variance
from .e3b import E3B, e3b_bonuses
from .features import key_of, named_facts, ngram_vector, without_noise
from .fusion import fuse
from .icm import forward_error, icm_loss
from .impact import Impact, impact, ride
from .info_gain_exploration import information_gain_bound, next_scale
from .label_change import Change, label_novelty
from .learned import RND, Learned, Lifelong
from .learned_models import (
    ICM,
    Disagreement,
    EnsembleProgress,
    EnsembleSurprise,
    EnsembleUncertainty,
    ICMChange,
    InfoGain,
)
from .learning_progress import learning_progress
from .ngu import lifelong_modulator, ngu
from .noveld import NoveltyRise, e3b_noveld, noveld, novelty_rise
from .outcome_counts import LearningProgress, OutcomeCounts, Surprise, Uncertainty
from .pseudo_counts import PseudoCounts, pseudo_count_bonus
from .re3 import RE3, state_entropy_bonus
from .rnd import clipped, prediction_error, rnd_bonus
from .scale import Scale, faded
from .selection import epsilon_greedy, upper_confidence
from .surprise import gaussian_surprise, outcome_log_prob, surprise
from .uncertainty import gaussian_entropy, outcome_entropy

__all__ = [
    "COMPOSITIONS",
    "E3B",
    "ICM",
    "METHODS",
    "RE3",
    "RND",
    "Archive",
    "Bonus",
    "Change",
    "Composition",
    "Counts",
    "Coverage",
    "Disagreement",
    "EnsembleProgress",
    "EnsembleSurprise",
    "EnsembleUncertainty",
    "FirstVisit",
    "ICMChange",
    "Impact",
    "InfoGain",
    "Learned",
    "LearningProgress",
    "Lifelong",
    "NoveltyRise",
    "OutcomeCounts",
    "Part",
    "Phases",
    "PseudoCounts",
    "Scale",
    "Surprise",
    "Uncertainty",
    "archive_novelty",
    "clipped",
    "compose",
    "composition",
    "count_bonus",
    "coverage",
    "descriptor",
    "disagreement",
    "e3b_bonuses",
    "e3b_noveld",
    "ensemble_variance",
    "epsilon_greedy",
    "faded",
    "forward_error",
    "fuse",
    "gaussian_entropy",
    "gaussian_surprise",
    "icm_loss",
    "impact",
    "information_gain_bound",
    "key_of",
    "label_novelty",
    "learning_progress",
    "lifelong_modulator",
    "method",
    "named_facts",
    "next_scale",
    "ngram_vector",
    "ngu",
    "noveld",
    "novelty_rise",
    "outcome_entropy",
    "outcome_log_prob",
    "prediction_error",
    "pseudo_count_bonus",
    "ride",
    "rnd_bonus",
    "state_entropy_bonus",
    "surprise",
    "upper_confidence",
    "without_noise",
]
