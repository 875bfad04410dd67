"""Household."""

from functools import partial

from .case import Case

WRONG = (
    ("task", "iron"),
    ("receptacles", 5),
    ("objects", 2),
    ("copies", 4),
    ("rooms", 7),
    ("goal", "sung"),
    ("split", "half"),
    ("info_keys", "x"),
)

Household = partial(Case, "Household-v0", random_rate=0.03, wrong=WRONG)

CASES = [
    Household(),
    Household({"rooms": 4, "receptacles": 24, "objects": 30, "goal": "paraphrased"}),
    Household({"task": "pair", "copies": 3}),
]
