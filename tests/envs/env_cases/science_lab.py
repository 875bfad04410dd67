"""Experiments in a laboratory."""

from functools import partial

from .case import Case

WRONG = (
    ("experiment", "alchemy"),
    ("substances", 2),
    ("distractors", 4),
    ("steps", 0),
    ("split", "half"),
    ("info_keys", "x"),
)

Lab = partial(Case, "ScienceLab-v0", wrong=WRONG)

CASES = [
    Lab(found=True),
    Lab({"experiment": "mixing", "steps": 3, "substances": 8, "distractors": 3}),
    Lab({"experiment": "growing", "distractors": 0}),
    Lab({"experiment": "melting_point"}, guessing=True, varied=True),
    Lab({"experiment": "conductivity", "distractors": 2}, guessing=True, varied=True),
    Lab({"experiment": "reaction"}, guessing=True, varied=True),
]
