"""Credit assignment as programs: from the ledger of an episode to advantages per turn and per token."""

from .baseline import centre
from .expression import OPERATORS, Operand
from .levels import diff, first, lag
from .mix import absolute, add, clip, exp, fill, gate, known, lexicographic, log, maximum, minimum, only, sigmoid, where
from .operators import operator
from .presets import PRESETS, dr_grpo, grpo
from .program import Program
from .redistribution import min_to_go, redistribute, softmin
from .reductions import reduce, total
from .references import margin, moving_average, reference
from .result import Result
from .spread import kept, spread, to_context
from .statistics import minmax, statistic
from .table import Table
from .time import gae, returns, smdp
from .value import Value, column

__all__ = [
    "OPERATORS",
    "PRESETS",
    "Operand",
    "Program",
    "Result",
    "Table",
    "Value",
    "absolute",
    "add",
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
    "grpo",
    "kept",
    "known",
    "lag",
    "lexicographic",
    "log",
    "margin",
    "maximum",
    "min_to_go",
    "minimum",
    "minmax",
    "moving_average",
    "only",
    "operator",
    "redistribute",
    "reduce",
    "reference",
    "returns",
    "sigmoid",
    "smdp",
    "softmin",
    "spread",
    "statistic",
    "to_context",
    "total",
    "where",
]
