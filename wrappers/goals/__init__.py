"""Goals: milestones from any source, reward machines, temporal goals, likeness to a goal, rewards written as code."""

from .goal_similarity import GoalSimilarity
from .reward_machine_reward import RewardMachineReward
from .temporal_goal import TemporalGoal
from .with_milestones import WithMilestones
from .written_reward import WrittenReward

__all__ = ["GoalSimilarity", "RewardMachineReward", "TemporalGoal", "WithMilestones", "WrittenReward"]
