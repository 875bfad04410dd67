"""Learners: whatever adapts between episodes. torch is loaded when a network is made."""

from .blend_search import BlendSearch
from .learner import Learner, TorchLearner, load_torch
from .running import RunningMoments, RunningNormaliser
from .training_clock import TrainingClock

__all__ = [
    "BlendSearch",
    "Learner",
    "RunningMoments",
    "RunningNormaliser",
    "TorchLearner",
    "TrainingClock",
    "load_torch",
]
