"""Terms that ask a judge: checklists, rubrics, critics, sub-goals, and what is added to their verdicts.

:class:`Cached` wraps any judge so that it is asked once for what it has judged before.
"""

from .cached import Cached
from .checklist import Checklist
from .confidence_calibration import ConfidenceCalibration
from .hybrid_reward import HybridReward
from .llm_critic_dense import LLMCriticDense
from .llm_proxy_reward import LLMProxyReward
from .llm_subgoals import LLMSubgoals
from .principle_process_reward import PrincipleProcessReward
from .reasoning_pattern_reward import ReasoningPatternReward
from .rubric_reward import RubricReward

__all__ = [
    "Cached",
    "Checklist",
    "ConfidenceCalibration",
    "HybridReward",
    "LLMCriticDense",
    "LLMProxyReward",
    "LLMSubgoals",
    "PrincipleProcessReward",
    "ReasoningPatternReward",
    "RubricReward",
]
