"""Terms for the use of tools, and for answers that rules can check: calls, clicks, queries, searches, costs."""

from .cost_budget import CostBudget
from .cost_reward import CostReward
from .gaussian_click import GaussianClick
from .knowledge_boundary import KnowledgeBoundary
from .sql_reward import SQLReward
from .tool_call_reward import ToolCallReward
from .tool_use import ToolUse

__all__ = [
    "CostBudget",
    "CostReward",
    "GaussianClick",
    "KnowledgeBoundary",
    "SQLReward",
    "ToolCallReward",
    "ToolUse",
]
