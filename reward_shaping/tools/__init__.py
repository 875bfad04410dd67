"""Rewards for the use of tools, and for answers that rules can check: calls, clicks, queries, searches, costs."""

from .cost import boundary_cost, boundary_score, cost_reward, reference_baseline
from .gaussian_click import gaussian_coverage, gaussian_point, parse_place
from .knowledge_boundary import knowledge_boundary
from .sql_execution import Database
from .sql_reward import sql_parts, sql_reward
from .sql_text import extract_sql, ngram_similarity, schema_linking
from .tool_call_reward import tool_call_correctness, tool_call_scales
from .tool_calls import blocks, parse_tool_calls
from .tool_use import reasoning_behaviour, tool_efficiency

__all__ = [
    "Database",
    "blocks",
    "boundary_cost",
    "boundary_score",
    "cost_reward",
    "extract_sql",
    "gaussian_coverage",
    "gaussian_point",
    "knowledge_boundary",
    "ngram_similarity",
    "parse_place",
    "parse_tool_calls",
    "reasoning_behaviour",
    "reference_baseline",
    "schema_linking",
    "sql_parts",
    "sql_reward",
    "tool_call_correctness",
    "tool_call_scales",
    "tool_efficiency",
]
