"""Learners: whatever adapts between episodes. torch is loaded when a network is made."""

from .blend_search import BlendSearch
from .ema_baseline import EMABaseline
from .lagrange import LagrangeMultipliers
from .learner import Learner, TorchLearner, load_torch
from .linear_heads import LinearHead
from .pass_rates import PassRates
from .running import RunningMoments, RunningNormaliser
from .training_clock import TrainingClock

__all__ = [
    "BlendSearch",
    "EMABaseline",
    "LagrangeMultipliers",
    "Learner",
    "LinearHead",
    "PassRates",
    "RunningMoments",
    "RunningNormaliser",
    "TorchLearner",
    "TrainingClock",
    "load_torch",
]
