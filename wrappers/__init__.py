"""Reward wrappers and other wrappers, one idea a file.

Every reward wrapper adds one named term to the reward, so wrappers that only add may stand in any order. Where order
matters:

| pair | order |
| --- | --- |
| a term; what reads it by name (gate, clip, delta, bounded, efficacy, noise) | the reader stands outside, or refuses |
| a term; a transform of ``"total"`` | the total is what stands inside |
| two transforms of one term | any: each corrects what the term itself pays, not what the other made of it |
| ``WithMilestones``; what reads milestones | ``WithMilestones`` stands inside |
| ``Retry``; a reward term | ``Retry`` stands inside: a term inside it would see an ended episode go on; refused |
| ``TurnBudgetAnneal``, ``ProgressTimesPenalty(hard=...)``; a term paid at the end | inside, it misses their end |

A gate's operands are named, never positional: a term that a gate does not name is the same inside and outside of it.
"""

from .action_efficacy import ActionEfficacy
from .base import RewardTerm
from .bounded import Bounded
from .composition.baseline_relative import BaselineRelative
from .composition.behavior_alignment import BehaviorAlignment
from .composition.constrained_composite import ConstrainedComposite
from .composition.product_reward import ProductReward
from .composition.renorm import ReNorm
from .composition.scheduled_rewards import ScheduledRewards
from .ensemble_reward import EnsembleReward
from .format_reward import FormatReward
from .gated_rewards import GatedRewards
from .goal_distance import GoalDistance
from .goals import GoalSimilarity, RewardMachineReward, TemporalGoal, WithMilestones, WrittenReward
from .information import (
    CounterfactualInfoGain,
    DensityRatio,
    EntropyReduction,
    FollowUpLikelihood,
    InformationGain,
    InverseSpec,
    PathFaithfulness,
    QuestionValue,
    ReferenceLogProb,
    SuccessProgress,
    UserModelCuriosity,
    ValueOfInformation,
)
from .intrinsic.auto_intrinsic import AutoIntrinsic
from .intrinsic.coverage_gain import CoverageGain
from .intrinsic.cross_turn_novelty import CrossTurnNovelty
from .intrinsic.curiosity import Curiosity
from .intrinsic.hybrid_intrinsic import HybridIntrinsic
from .intrinsic.info_gain_exploration import InfoGainExploration
from .intrinsic.novelty import EpisodicNovelty, GlobalNovelty
from .intrinsic.novelty_archive import NoveltyArchive
from .judged import (
    Checklist,
    ConfidenceCalibration,
    HybridReward,
    LLMCriticDense,
    LLMProxyReward,
    LLMSubgoals,
    PrincipleProcessReward,
    ReasoningPatternReward,
    RubricReward,
)
from .learned import (
    AIFeedbackReward,
    AttributionRedistribution,
    ImplicitProcessReward,
    LearnedPotential,
    LearnedReward,
    LLMCreditReassign,
    LLMIntrinsic,
    ProgressAttribution,
    RedistributedReturn,
)
from .length_reward import LengthReward
from .milestones import Milestones
from .noisy_reward import NoisyReward
from .potential_shaping import PotentialShaping
from .process_clip import ProcessClip
from .process_delta import ProcessDelta
from .progress_times_penalty import ProgressTimesPenalty
from .repetition_penalty import RepetitionPenalty
from .retry import Retry
from .tiered_reward import TieredReward
from .tools import CostBudget, CostReward, GaussianClick, KnowledgeBoundary, SQLReward, ToolCallReward, ToolUse
from .turn_budget_anneal import TurnBudgetAnneal

__all__ = [
    "AIFeedbackReward",
    "ActionEfficacy",
    "AttributionRedistribution",
    "AutoIntrinsic",
    "BaselineRelative",
    "BehaviorAlignment",
    "Bounded",
    "Checklist",
    "ConfidenceCalibration",
    "ConstrainedComposite",
    "CostBudget",
    "CostReward",
    "CounterfactualInfoGain",
    "CoverageGain",
    "CrossTurnNovelty",
    "Curiosity",
    "DensityRatio",
    "EnsembleReward",
    "EntropyReduction",
    "EpisodicNovelty",
    "FollowUpLikelihood",
    "FormatReward",
    "GatedRewards",
    "GaussianClick",
    "GlobalNovelty",
    "GoalDistance",
    "GoalSimilarity",
    "HybridIntrinsic",
    "HybridReward",
    "ImplicitProcessReward",
    "InfoGainExploration",
    "InformationGain",
    "InverseSpec",
    "KnowledgeBoundary",
    "LLMCreditReassign",
    "LLMCriticDense",
    "LLMIntrinsic",
    "LLMProxyReward",
    "LLMSubgoals",
    "LearnedPotential",
    "LearnedReward",
    "LengthReward",
    "Milestones",
    "NoisyReward",
    "NoveltyArchive",
    "PathFaithfulness",
    "PotentialShaping",
    "PrincipleProcessReward",
    "ProcessClip",
    "ProcessDelta",
    "ProductReward",
    "ProgressAttribution",
    "ProgressTimesPenalty",
    "QuestionValue",
    "ReNorm",
    "ReasoningPatternReward",
    "RedistributedReturn",
    "ReferenceLogProb",
    "RepetitionPenalty",
    "Retry",
    "RewardMachineReward",
    "RewardTerm",
    "RubricReward",
    "SQLReward",
    "ScheduledRewards",
    "SuccessProgress",
    "TemporalGoal",
    "TieredReward",
    "ToolCallReward",
    "ToolUse",
    "TurnBudgetAnneal",
    "UserModelCuriosity",
    "ValueOfInformation",
    "WithMilestones",
    "WrittenReward",
]
