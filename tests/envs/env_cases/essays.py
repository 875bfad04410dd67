"""The editing loop."""

from .case import Case

WRONG = (("notes", 1), ("flaws", 9), ("sharpness", 2), ("threshold", 0), ("shared_context", 1), ("judge", "nobody"))

CASES = [
    Case("EssayEdit-v0", wrong=WRONG),
    Case("EssayEdit-v0", {"notes": 7, "flaws": 8, "shared_context": False}, hostile=1000),
]
