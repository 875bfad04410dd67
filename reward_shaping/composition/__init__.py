"""How rewards are joined: products, joint scales, baselines, constraints, learned blends and schedules."""

from .baseline_relative import baseline_relative
from .blend import blend
from .constrained_composite import constrained_composite, next_multiplier
from .product import product
from .renorm import renorm
from .schedule import Schedule, Stage, stage_at, weight_at

__all__ = [
    "Schedule",
    "Stage",
    "baseline_relative",
    "blend",
    "constrained_composite",
    "next_multiplier",
    "product",
    "renorm",
    "stage_at",
    "weight_at",
]
