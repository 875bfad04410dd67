"""Learners: whatever adapts between episodes. torch is loaded when a network is made."""

from .learner import Learner, TorchLearner, load_torch
from .running import RunningMoments, RunningNormaliser

__all__ = [
    "Learner",
    "RunningMoments",
    "RunningNormaliser",
    "TorchLearner",
    "load_torch",
]
