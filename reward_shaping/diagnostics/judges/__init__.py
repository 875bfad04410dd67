"""Tests of judges: benchmarks of pairs, long histories, self-refinement."""

from .long_context import AccuracyAt, accuracy_by_context
from .reward_bench import BenchItem, BenchResult, load_reward_bench, reward_bench
from .self_refinement import SelfRefinement, self_refinement

__all__ = [
    "AccuracyAt",
    "BenchItem",
    "BenchResult",
    "SelfRefinement",
    "accuracy_by_context",
    "load_reward_bench",
    "reward_bench",
    "self_refinement",
]
