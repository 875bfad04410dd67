"""Information and belief: rewards for what a turn tells about the answer, the task, the user or the way to success."""

from .clipped_linear import clipped_linear, log_ratio
from .counterfactual_gain import counterfactual_gain
from .density_ratio import density_ratio
from .distribution import Distribution, keys_of, probabilities, probability
from .entropy_reduction import entropy, entropy_reduction
from .follow_up_likelihood import follow_up_likelihood
from .information_gain import accepted_level, answer_level, information_gain, mean_log_prob
from .inverse_spec import field_similarity, spec_similarity
from .levels import level_gains
from .path_faithfulness import path_faithfulness, remaining_steps
from .posterior import posterior
from .question_value import question_value
from .reference_log_prob import reference_log_prob
from .success_progress import cumulative_regret, success_progress
from .user_model_curiosity import user_model_curiosity, user_model_potential
from .value_of_information import cross_value, predicted_value, value_of_information

__all__ = [
    "Distribution",
    "accepted_level",
    "answer_level",
    "clipped_linear",
    "counterfactual_gain",
    "cross_value",
    "cumulative_regret",
    "density_ratio",
    "entropy",
    "entropy_reduction",
    "field_similarity",
    "follow_up_likelihood",
    "information_gain",
    "keys_of",
    "level_gains",
    "log_ratio",
    "mean_log_prob",
    "path_faithfulness",
    "posterior",
    "predicted_value",
    "probabilities",
    "probability",
    "question_value",
    "reference_log_prob",
    "remaining_steps",
    "spec_similarity",
    "success_progress",
    "user_model_curiosity",
    "user_model_potential",
    "value_of_information",
]
