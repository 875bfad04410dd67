"""The tasks of ScienceWorld: few messages, since its simulator takes long for each."""

from .case import Case

CASES = [
    Case(
        "ScienceWorld-v0",
        hostile=100,
        seeds=6,
        episodes=1,
        pace=8,
        random_rate=0.34,
        needs=("java", "scienceworld"),
        wrong=(
            ("task", "bake"),
            ("variation", -1),
            ("simplifications", "hard"),
            ("reward", "coins"),
            ("split", "half"),
        ),
    ),
]
