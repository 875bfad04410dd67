"""Rewards that a judge has a part in: what is made of its answers, as pure functions over numbers.

The judges themselves are callables that wrappers are given; here stands what their answers are worth.
"""

from .checklist import checklist_rewards, newly_met
from .confidence_calibration import calibration, running_mean, stated_confidence
from .critic_rewards import spans_of, turn_values
from .hybrid_reward import hybrid_reward, length_penalty, weighted_mean
from .reasoning_pattern import ALL_PHRASES, PHRASES, instead_of_failure, reasoning_pattern
from .rubric import rubric_score
from .rubric_curriculum import RubricCurriculum, informative_items
from .rubric_refinement import Round, refine_rubric
from .verdict import verdict

__all__ = [
    "ALL_PHRASES",
    "PHRASES",
    "Round",
    "RubricCurriculum",
    "calibration",
    "checklist_rewards",
    "hybrid_reward",
    "informative_items",
    "instead_of_failure",
    "length_penalty",
    "newly_met",
    "reasoning_pattern",
    "refine_rubric",
    "rubric_score",
    "running_mean",
    "spans_of",
    "stated_confidence",
    "turn_values",
    "verdict",
    "weighted_mean",
]
