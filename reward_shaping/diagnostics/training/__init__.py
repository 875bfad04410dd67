"""What a reward did to training: shares, biases, turning points, disagreement, diversity."""

from .collapse import Collapse, advantage_collapse_share, group_collapse
from .correlation import correlation
from .disagreement import Disagreement, ensemble_disagreement
from .explore_exploit import ExploreExploit, discrimination, explore_exploit
from .goodhart import EarlyStop, GoodhartGap, goodhart_gap, smoothed
from .length_bias import LengthBias, explained_improvement, length_bias, written
from .overoptimization import OveroptimizationCurve, best_of_n_curve, best_of_n_kl, fit_overoptimization
from .shaping_checks import ShapingChecks, shaping_checks
from .term_shares import TermShare, term_shares

__all__ = [
    "Collapse",
    "Disagreement",
    "EarlyStop",
    "ExploreExploit",
    "GoodhartGap",
    "LengthBias",
    "OveroptimizationCurve",
    "ShapingChecks",
    "TermShare",
    "advantage_collapse_share",
    "best_of_n_curve",
    "best_of_n_kl",
    "correlation",
    "discrimination",
    "ensemble_disagreement",
    "explained_improvement",
    "explore_exploit",
    "fit_overoptimization",
    "goodhart_gap",
    "group_collapse",
    "length_bias",
    "shaping_checks",
    "smoothed",
    "term_shares",
    "written",
]
