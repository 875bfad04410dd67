"""Rewards that are learned: paid by a learner, which learns between episodes, or redistributed when an episode ends."""

from .attribution_redistribution import AttributionRedistribution
from .implicit_process_reward import ImplicitProcessReward
from .learned_potential import LearnedPotential
from .learned_reward import AIFeedbackReward, LearnedReward
from .llm_credit_reassign import LLMCreditReassign
from .llm_intrinsic import LLMIntrinsic
from .progress_attribution import ProgressAttribution
from .redistributed_return import RedistributedReturn

__all__ = [
    "AIFeedbackReward",
    "AttributionRedistribution",
    "ImplicitProcessReward",
    "LLMCreditReassign",
    "LLMIntrinsic",
    "LearnedPotential",
    "LearnedReward",
    "ProgressAttribution",
    "RedistributedReturn",
]
