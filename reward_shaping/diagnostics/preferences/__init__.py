"""Does a reward rank the better of two trajectories above the worse?"""

from .accuracy import (
    Accuracy,
    accuracy_by,
    best_of_n_accuracy,
    kendall_tau,
    length_labels,
    preference_accuracy,
    several_comparison,
    share_of,
)
from .contrast import (
    Contrast,
    ContrastReport,
    contrast_report,
    make_contrasts,
    reward_consistency,
    similar_tasks,
)
from .pairs import Pair, make_pairs, play_pair
from .trajectory_preference import (
    TrajectoryPreference,
    outcome_preference,
    ranked,
    total_reward,
    trajectory_preference,
)

__all__ = [
    "Accuracy",
    "Contrast",
    "ContrastReport",
    "Pair",
    "TrajectoryPreference",
    "accuracy_by",
    "best_of_n_accuracy",
    "contrast_report",
    "kendall_tau",
    "length_labels",
    "make_contrasts",
    "make_pairs",
    "outcome_preference",
    "play_pair",
    "preference_accuracy",
    "ranked",
    "reward_consistency",
    "several_comparison",
    "share_of",
    "similar_tasks",
    "total_reward",
    "trajectory_preference",
]
