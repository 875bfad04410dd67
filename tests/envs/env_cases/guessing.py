"""The information games."""

from .case import Case

CASES = [
    Case("GuessTheNumber-v0", guessing=True, wrong=(("low", -1), ("high", 1), ("split", "half"))),
]
