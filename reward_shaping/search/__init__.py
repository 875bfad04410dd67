"""Rewards written as code: the language they may use, their values, and what is told to who writes the next one."""

from .language import problems
from .reflection import Spread, reflection, spread
from .vocabulary import FUNCTIONS, MATH, METHODS, CodeError
from .written_function import Inputs, Written, WrittenFunction, read_result, source_id

__all__ = [
    "FUNCTIONS",
    "MATH",
    "METHODS",
    "CodeError",
    "Inputs",
    "Spread",
    "Written",
    "WrittenFunction",
    "problems",
    "read_result",
    "reflection",
    "source_id",
    "spread",
]
