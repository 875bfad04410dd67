"""Exact statements about rewards, on environments small enough to be written down as tables."""

from .asked import AskedReward
from .distances import Distances, all_triples, reward_distances
from .epic import Transitions, epic_canonical, epic_distance, sampled_canonical, sampled_epic_distance
from .exploration import Unending
from .mdp import MDP
from .pearson_distance import pearson_distance
from .policy_invariance import PolicyInvariance, policy_invariance
from .starc import starc_distance, value_adjusted
from .tabulate import tabulate
from .tabulated import NotDefined, Tabulated
from .value_iteration import Values, maximisers, optimal_values, policy_values, uniform_policy

__all__ = [
    "MDP",
    "AskedReward",
    "Distances",
    "NotDefined",
    "PolicyInvariance",
    "Tabulated",
    "Transitions",
    "Unending",
    "Values",
    "all_triples",
    "epic_canonical",
    "epic_distance",
    "maximisers",
    "optimal_values",
    "pearson_distance",
    "policy_invariance",
    "policy_values",
    "reward_distances",
    "sampled_canonical",
    "sampled_epic_distance",
    "starc_distance",
    "tabulate",
    "uniform_policy",
    "value_adjusted",
]
