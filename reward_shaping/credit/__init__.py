"""Credit assignment as programs: from the ledger of an episode to advantages per turn and per token."""

from .baseline import centre
from .expression import OPERATORS, Operand
from .levels import diff, first, lag
from .mix import absolute, add, clip, exp, fill, gate, known, lexicographic, log, maximum, minimum, only, sigmoid, where
from .operators import operator
from .presets import (
    PRESETS,
    a2tgpo,
    bi_level_gae,
    dr_grpo,
    gigpo,
    gpg,
    grpo,
    igpo,
    igpo_released,
    maxrl,
    mt_grpo,
    mt_grpo_by_turn,
    normalize_then_sum,
    opo,
    optimal_token_baseline,
    pass_at_k,
    prpo,
    rebn,
    reinforce_plus_plus,
    reinforce_plus_plus_baseline,
    remax,
    rloo,
    sum_then_normalize,
    token_gae,
    turn_gae,
)
from .program import Program
from .redistribution import min_to_go, redistribute, softmin
from .reductions import reduce, total
from .references import margin, moving_average, reference
from .result import Result
from .similar_anchors import similar_anchors
from .spread import kept, spread, to_context
from .statistics import minmax, statistic
from .table import Table
from .time import gae, returns, smdp, so_far
from .value import Value, column

__all__ = [
    "OPERATORS",
    "PRESETS",
    "Operand",
    "Program",
    "Result",
    "Table",
    "Value",
    "a2tgpo",
    "absolute",
    "add",
    "bi_level_gae",
    "centre",
    "clip",
    "column",
    "diff",
    "dr_grpo",
    "exp",
    "fill",
    "first",
    "gae",
    "gate",
    "gigpo",
    "gpg",
    "grpo",
    "igpo",
    "igpo_released",
    "kept",
    "known",
    "lag",
    "lexicographic",
    "log",
    "margin",
    "maximum",
    "maxrl",
    "min_to_go",
    "minimum",
    "minmax",
    "moving_average",
    "mt_grpo",
    "mt_grpo_by_turn",
    "normalize_then_sum",
    "only",
    "operator",
    "opo",
    "optimal_token_baseline",
    "pass_at_k",
    "prpo",
    "rebn",
    "redistribute",
    "reduce",
    "reference",
    "reinforce_plus_plus",
    "reinforce_plus_plus_baseline",
    "remax",
    "returns",
    "rloo",
    "sigmoid",
    "similar_anchors",
    "smdp",
    "so_far",
    "softmin",
    "spread",
    "statistic",
    "sum_then_normalize",
    "to_context",
    "token_gae",
    "total",
    "turn_gae",
    "where",
]
