"""The games of TextWorld: few of them, since each takes a second to compile, and few messages, a step being slow."""

from .case import Case

CASES = [
    Case(
        "TextWorld-v0",
        {"games": 6, "rooms": 3, "objects": 8, "quest_length": 4},
        hostile=300,
        seeds=20,
        episodes=10,
        pace=3,
        random_rate=0.35,
        needs=("textworld",),
        wrong=(
            ("kind", "maze"),
            ("rooms", 0),
            ("quest_length", 16),
            ("games", 0),
            ("files", "nowhere.z8"),
            ("files", []),
            ("reward", "coins"),
            ("cache", 3),
            ("split", "half"),
        ),
    ),
    Case(
        "ALFWorld-v0",
        {"task": "examine", "objects": 2, "games": 5},
        hostile=200,
        seeds=3,
        episodes=1,
        pace=8,
        random_rate=0.35,
        needs=("alfworld",),
        wrong=(("task", "cook"), ("objects", -1), ("games", 0), ("data", "/nowhere"), ("split", "half")),
    ),
]
