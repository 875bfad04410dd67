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

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .action_efficacy import ActionEfficacy as ActionEfficacy
    from .base import RewardTerm as RewardTerm
    from .bounded import Bounded as Bounded
    from .composition.baseline_relative import BaselineRelative as BaselineRelative
    from .composition.behavior_alignment import BehaviorAlignment as BehaviorAlignment
    from .composition.constrained_composite import ConstrainedComposite as ConstrainedComposite
    from .composition.product_reward import ProductReward as ProductReward
    from .composition.renorm import ReNorm as ReNorm
    from .composition.scheduled_rewards import ScheduledRewards as ScheduledRewards
    from .ensemble_reward import EnsembleReward as EnsembleReward
    from .format_reward import FormatReward as FormatReward
    from .gated_rewards import GatedRewards as GatedRewards
    from .goal_distance import GoalDistance as GoalDistance
    from .goals.goal_similarity import GoalSimilarity as GoalSimilarity
    from .goals.reward_machine_reward import RewardMachineReward as RewardMachineReward
    from .goals.temporal_goal import TemporalGoal as TemporalGoal
    from .goals.with_milestones import WithMilestones as WithMilestones
    from .goals.written_reward import WrittenReward as WrittenReward
    from .information.counterfactual_info_gain import CounterfactualInfoGain as CounterfactualInfoGain
    from .information.density_ratio import DensityRatio as DensityRatio
    from .information.entropy_reduction import EntropyReduction as EntropyReduction
    from .information.follow_up_likelihood import FollowUpLikelihood as FollowUpLikelihood
    from .information.information_gain import InformationGain as InformationGain
    from .information.inverse_spec import InverseSpec as InverseSpec
    from .information.path_faithfulness import PathFaithfulness as PathFaithfulness
    from .information.question_value import QuestionValue as QuestionValue
    from .information.reference_log_prob import ReferenceLogProb as ReferenceLogProb
    from .information.success_progress import SuccessProgress as SuccessProgress
    from .information.user_model_curiosity import UserModelCuriosity as UserModelCuriosity
    from .information.value_of_information import ValueOfInformation as ValueOfInformation
    from .intrinsic.auto_intrinsic import AutoIntrinsic as AutoIntrinsic
    from .intrinsic.coverage_gain import CoverageGain as CoverageGain
    from .intrinsic.cross_turn_novelty import CrossTurnNovelty as CrossTurnNovelty
    from .intrinsic.curiosity import Curiosity as Curiosity
    from .intrinsic.hybrid_intrinsic import HybridIntrinsic as HybridIntrinsic
    from .intrinsic.info_gain_exploration import InfoGainExploration as InfoGainExploration
    from .intrinsic.novelty import EpisodicNovelty as EpisodicNovelty
    from .intrinsic.novelty import GlobalNovelty as GlobalNovelty
    from .intrinsic.novelty_archive import NoveltyArchive as NoveltyArchive
    from .judged.checklist import Checklist as Checklist
    from .judged.confidence_calibration import ConfidenceCalibration as ConfidenceCalibration
    from .judged.hybrid_reward import HybridReward as HybridReward
    from .judged.llm_critic_dense import LLMCriticDense as LLMCriticDense
    from .judged.llm_proxy_reward import LLMProxyReward as LLMProxyReward
    from .judged.llm_subgoals import LLMSubgoals as LLMSubgoals
    from .judged.principle_process_reward import PrincipleProcessReward as PrincipleProcessReward
    from .judged.reasoning_pattern_reward import ReasoningPatternReward as ReasoningPatternReward
    from .judged.rubric_reward import RubricReward as RubricReward
    from .learned.attribution_redistribution import AttributionRedistribution as AttributionRedistribution
    from .learned.implicit_process_reward import ImplicitProcessReward as ImplicitProcessReward
    from .learned.learned_potential import LearnedPotential as LearnedPotential
    from .learned.learned_reward import AIFeedbackReward as AIFeedbackReward
    from .learned.learned_reward import LearnedReward as LearnedReward
    from .learned.llm_credit_reassign import LLMCreditReassign as LLMCreditReassign
    from .learned.llm_intrinsic import LLMIntrinsic as LLMIntrinsic
    from .learned.progress_attribution import ProgressAttribution as ProgressAttribution
    from .learned.redistributed_return import RedistributedReturn as RedistributedReturn
    from .length_reward import LengthReward as LengthReward
    from .milestones import Milestones as Milestones
    from .noisy_reward import NoisyReward as NoisyReward
    from .potential_shaping import PotentialShaping as PotentialShaping
    from .process_clip import ProcessClip as ProcessClip
    from .process_delta import ProcessDelta as ProcessDelta
    from .progress_times_penalty import ProgressTimesPenalty as ProgressTimesPenalty
    from .repetition_penalty import RepetitionPenalty as RepetitionPenalty
    from .retry import Retry as Retry
    from .tiered_reward import TieredReward as TieredReward
    from .tools.cost_budget import CostBudget as CostBudget
    from .tools.cost_reward import CostReward as CostReward
    from .tools.gaussian_click import GaussianClick as GaussianClick
    from .tools.knowledge_boundary import KnowledgeBoundary as KnowledgeBoundary
    from .tools.sql_reward import SQLReward as SQLReward
    from .tools.tool_call_reward import ToolCallReward as ToolCallReward
    from .tools.tool_calls import ToolCalls as ToolCalls
    from .tools.tool_use import ToolUse as ToolUse
    from .turn_budget_anneal import TurnBudgetAnneal as TurnBudgetAnneal

_HOMES = {
    "AIFeedbackReward": ".learned.learned_reward",
    "ActionEfficacy": ".action_efficacy",
    "AttributionRedistribution": ".learned.attribution_redistribution",
    "AutoIntrinsic": ".intrinsic.auto_intrinsic",
    "BaselineRelative": ".composition.baseline_relative",
    "BehaviorAlignment": ".composition.behavior_alignment",
    "Bounded": ".bounded",
    "Checklist": ".judged.checklist",
    "ConfidenceCalibration": ".judged.confidence_calibration",
    "ConstrainedComposite": ".composition.constrained_composite",
    "CostBudget": ".tools.cost_budget",
    "CostReward": ".tools.cost_reward",
    "CounterfactualInfoGain": ".information.counterfactual_info_gain",
    "CoverageGain": ".intrinsic.coverage_gain",
    "CrossTurnNovelty": ".intrinsic.cross_turn_novelty",
    "Curiosity": ".intrinsic.curiosity",
    "DensityRatio": ".information.density_ratio",
    "EnsembleReward": ".ensemble_reward",
    "EntropyReduction": ".information.entropy_reduction",
    "EpisodicNovelty": ".intrinsic.novelty",
    "FollowUpLikelihood": ".information.follow_up_likelihood",
    "FormatReward": ".format_reward",
    "GatedRewards": ".gated_rewards",
    "GaussianClick": ".tools.gaussian_click",
    "GlobalNovelty": ".intrinsic.novelty",
    "GoalDistance": ".goal_distance",
    "GoalSimilarity": ".goals.goal_similarity",
    "HybridIntrinsic": ".intrinsic.hybrid_intrinsic",
    "HybridReward": ".judged.hybrid_reward",
    "ImplicitProcessReward": ".learned.implicit_process_reward",
    "InfoGainExploration": ".intrinsic.info_gain_exploration",
    "InformationGain": ".information.information_gain",
    "InverseSpec": ".information.inverse_spec",
    "KnowledgeBoundary": ".tools.knowledge_boundary",
    "LLMCreditReassign": ".learned.llm_credit_reassign",
    "LLMCriticDense": ".judged.llm_critic_dense",
    "LLMIntrinsic": ".learned.llm_intrinsic",
    "LLMProxyReward": ".judged.llm_proxy_reward",
    "LLMSubgoals": ".judged.llm_subgoals",
    "LearnedPotential": ".learned.learned_potential",
    "LearnedReward": ".learned.learned_reward",
    "LengthReward": ".length_reward",
    "Milestones": ".milestones",
    "NoisyReward": ".noisy_reward",
    "NoveltyArchive": ".intrinsic.novelty_archive",
    "PathFaithfulness": ".information.path_faithfulness",
    "PotentialShaping": ".potential_shaping",
    "PrincipleProcessReward": ".judged.principle_process_reward",
    "ProcessClip": ".process_clip",
    "ProcessDelta": ".process_delta",
    "ProductReward": ".composition.product_reward",
    "ProgressAttribution": ".learned.progress_attribution",
    "ProgressTimesPenalty": ".progress_times_penalty",
    "QuestionValue": ".information.question_value",
    "ReNorm": ".composition.renorm",
    "ReasoningPatternReward": ".judged.reasoning_pattern_reward",
    "RedistributedReturn": ".learned.redistributed_return",
    "ReferenceLogProb": ".information.reference_log_prob",
    "RepetitionPenalty": ".repetition_penalty",
    "Retry": ".retry",
    "RewardMachineReward": ".goals.reward_machine_reward",
    "RewardTerm": ".base",
    "RubricReward": ".judged.rubric_reward",
    "SQLReward": ".tools.sql_reward",
    "ScheduledRewards": ".composition.scheduled_rewards",
    "SuccessProgress": ".information.success_progress",
    "TemporalGoal": ".goals.temporal_goal",
    "TieredReward": ".tiered_reward",
    "ToolCallReward": ".tools.tool_call_reward",
    "ToolCalls": ".tools.tool_calls",
    "ToolUse": ".tools.tool_use",
    "TurnBudgetAnneal": ".turn_budget_anneal",
    "UserModelCuriosity": ".information.user_model_curiosity",
    "ValueOfInformation": ".information.value_of_information",
    "WithMilestones": ".goals.with_milestones",
    "WrittenReward": ".goals.written_reward",
}
"""Where each name is defined; a module is loaded when a name of its own is first asked for."""

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(_HOMES[name], __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
