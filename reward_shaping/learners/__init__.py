"""Learners: whatever adapts between episodes. torch is loaded when a network is made."""

from .annotations import AnnotationQueue
from .blend_search import BlendSearch
from .bonus_selection import BonusSelection
from .cooper_verifier import CooperVerifier
from .ema_baseline import EMABaseline
from .ensemble_model import EnsembleModel
from .exploration_scale import ExplorationScale
from .forward_model import ForwardModel
from .implicit_prm import ImplicitPRM, OnlinePRM, ranking_accuracy
from .lagrange import LagrangeMultipliers
from .learner import Learner, TorchLearner, load_torch
from .linear_heads import LinearHead
from .message_heads import LabelClassifier, MessageRanking
from .message_rewards import LabelTable
from .pass_rates import PassRates
from .potential_critic import PotentialCritic
from .preference_reward import PreferenceReward
from .progress_estimator import ProgressEstimator
from .random_network import RandomNetwork
from .return_decomposition import LLMLatentReward, ReturnDecomposition
from .running import RunningMoments, RunningNormaliser
from .training_clock import TrainingClock
from .turn_features import StateText, TurnText
from .turn_model import TurnModel

__all__ = [
    "AnnotationQueue",
    "BlendSearch",
    "BonusSelection",
    "CooperVerifier",
    "EMABaseline",
    "EnsembleModel",
    "ExplorationScale",
    "ForwardModel",
    "ImplicitPRM",
    "LLMLatentReward",
    "LabelClassifier",
    "LabelTable",
    "LagrangeMultipliers",
    "Learner",
    "LinearHead",
    "MessageRanking",
    "OnlinePRM",
    "PassRates",
    "PotentialCritic",
    "PreferenceReward",
    "ProgressEstimator",
    "RandomNetwork",
    "ReturnDecomposition",
    "RunningMoments",
    "RunningNormaliser",
    "StateText",
    "TorchLearner",
    "TrainingClock",
    "TurnModel",
    "TurnText",
    "load_torch",
    "ranking_accuracy",
]
