"""Quests: coins, treasures, meals."""

from .case import Case

WRONG = (
    ("quest", "dragon"),
    ("rooms", 2),
    ("doors", 9),
    ("locks", True),
    ("crafts", 3),
    ("ingredients", 0),
    ("cuts", 3),
    ("cooking", -1),
    ("distractors", 1.5),
    ("split", "half"),
    ("info_keys", "x"),
)

CASES = [
    Case("Quest-v0", random_rate=0.08, wrong=WRONG),
    Case("Quest-v0", {"quest": "coin", "rooms": 24, "doors": 6}, random_rate=0.05),
    Case("Quest-v0", {"quest": "treasure", "locks": 4, "crafts": 2}, random_rate=0.02),
    Case("Quest-v0", {"quest": "cooking", "ingredients": 4, "cuts": 3, "cooking": 4, "rooms": 6}, random_rate=0.02),
]
