"""The tasks of reasoning-gym."""

from functools import partial

from .case import Case

Reasoning = partial(Case, "Reasoning-v0", posed=True, needs=("reasoning_gym",))

CASES = [
    Reasoning(wrong=(("dataset", "chain_sums"), ("dataset", []), ("attempts", 0), ("scoring", "kind"), ("split", "x"))),
    Reasoning({"dataset": ["mini_sudoku", "countdown", "simple_equations", "word_sorting"], "attempts": 3}),
]
