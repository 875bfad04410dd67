"""Reward formulas: pure functions, NumPy only, one formula a file.

Each file's first line names the formula, its docstring gives it in symbols, its defaults and how sure we are of it.
Formulas in plain arithmetic take floats as well as arrays, so a wrapper calls them on the two numbers of a turn.
"""

from .action_efficacy import action_efficacy
from .bounded import preference, sigmoid
from .ensemble import ensemble
from .first_time import first_time, rise
from .gated_rewards import gated_total, gates_open
from .goal_distance import distance_potential
from .message_format import follows_format
from .milestones import milestone_level, milestone_rewards
from .noisy_reward import flipped
from .potential_shaping import potential_shaping, shaping
from .process_clip import process_clip
from .process_delta import process_delta
from .progress_times_penalty import progress_times_penalty
from .repetition import repeated, repeated_share
from .retry import retry_reward
from .tiered_reward import best_failure, tier, tiered_reward
from .turn_budget import next_turn_budget

__all__ = [
    "action_efficacy",
    "best_failure",
    "distance_potential",
    "ensemble",
    "first_time",
    "flipped",
    "follows_format",
    "gated_total",
    "gates_open",
    "milestone_level",
    "milestone_rewards",
    "next_turn_budget",
    "potential_shaping",
    "preference",
    "process_clip",
    "process_delta",
    "progress_times_penalty",
    "repeated",
    "repeated_share",
    "retry_reward",
    "rise",
    "shaping",
    "sigmoid",
    "tier",
    "tiered_reward",
]
