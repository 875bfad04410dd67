"""Redistribution: what each turn of a finished episode was worth, the sum preserved. Pure functions, NumPy only."""

from .attribution import TurnAttribution, leave_one_out, lime, shapley, without
from .implicit_reward import one_to_one_pairs, outcome_loss, preference_loss, token_rewards, turn_rewards
from .latent_reward import latent_rewards, verified_factors
from .progress_labels import progress_labels
from .random_subset import draw_subsets, subset_loss
from .reassignment import Preference, by_role, preference_pairs
from .redistribute import by_weights, last, residual_corrected, uniform
from .step_attribution import (
    ReleasedAttribution,
    attribution_loss,
    released_step_rewards,
    released_turn_weights,
    step_reward,
)

__all__ = [
    "Preference",
    "ReleasedAttribution",
    "TurnAttribution",
    "attribution_loss",
    "by_role",
    "by_weights",
    "draw_subsets",
    "last",
    "latent_rewards",
    "leave_one_out",
    "lime",
    "one_to_one_pairs",
    "outcome_loss",
    "preference_loss",
    "preference_pairs",
    "progress_labels",
    "released_step_rewards",
    "released_turn_weights",
    "residual_corrected",
    "shapley",
    "step_reward",
    "subset_loss",
    "token_rewards",
    "turn_rewards",
    "uniform",
    "verified_factors",
    "without",
]
