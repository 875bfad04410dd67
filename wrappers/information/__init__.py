"""Terms of information and belief: what a turn tells about the answer, the task, the user or the way to success.

All of them ask a callable: a model's log-probabilities, a belief, a value; :mod:`turnwise.wrappers.information.scorers`
gives their forms. Two need no model: :class:`ExactBelief`, where the hypotheses can be listed, and
:class:`MonteCarloValue`, where the environment can fork.
"""

from .counterfactual_info_gain import CounterfactualInfoGain
from .density_ratio import DensityRatio
from .entropy_reduction import EntropyReduction
from .exact_belief import ExactBelief
from .follow_up_likelihood import FollowUpLikelihood
from .information_gain import InformationGain
from .inverse_spec import InverseSpec
from .level_gain import LevelGain
from .monte_carlo_value import MonteCarloValue
from .path_faithfulness import PathFaithfulness
from .question_value import QuestionValue
from .reference_log_prob import ReferenceLogProb
from .scorers import AnswerLogProb, Belief, LogProb
from .success_progress import SuccessProgress
from .user_model_curiosity import UserModelCuriosity
from .value_of_information import ValueOfInformation

__all__ = [
    "AnswerLogProb",
    "Belief",
    "CounterfactualInfoGain",
    "DensityRatio",
    "EntropyReduction",
    "ExactBelief",
    "FollowUpLikelihood",
    "InformationGain",
    "InverseSpec",
    "LevelGain",
    "LogProb",
    "MonteCarloValue",
    "PathFaithfulness",
    "QuestionValue",
    "ReferenceLogProb",
    "SuccessProgress",
    "UserModelCuriosity",
    "ValueOfInformation",
]
