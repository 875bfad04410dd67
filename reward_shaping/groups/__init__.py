"""Group terms: rewards that need several rollouts of one task.

A group term is called with the finished episodes of one group and returns one value an episode, or one a turn; NaN
where it cannot tell. ``turnwise.agents.rollouts.add_group_terms`` pays them into the ledger of a run.
"""

from .hierarchical_preference import HierarchicalPreference, hierarchical_preferences
from .length_penalty import SuccessGatedLengthPenalty, success_gated_length_penalty
from .majority_vote import MajorityVote, majority_vote, self_consistency
from .self_reference import SelfReferenceProgress, self_reference_progress
from .trust_weight import TrustWeighted, trust_weight
from .weighted_tests import WeightedTests, difficulty_weights, weighted_tests
from .win_rate import PairwiseWinRate, win_rates

__all__ = [
    "HierarchicalPreference",
    "MajorityVote",
    "PairwiseWinRate",
    "SelfReferenceProgress",
    "SuccessGatedLengthPenalty",
    "TrustWeighted",
    "WeightedTests",
    "difficulty_weights",
    "hierarchical_preferences",
    "majority_vote",
    "self_consistency",
    "self_reference_progress",
    "success_gated_length_penalty",
    "trust_weight",
    "weighted_tests",
    "win_rates",
]
