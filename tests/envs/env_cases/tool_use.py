"""Databases, routed models and tools."""

from typing import Any

from .case import Case

FEW: dict[str, Any] = {"hostile": 1_000, "seeds": 50, "episodes": 50}
"""For second settings of an id."""

CASES = [
    Case(
        "TextToSQL-v0",
        random_rate=0.05,
        wrong=(("shapes", ["guess"]), ("shapes", "filter"), ("hidden", -1), ("missing", 0.9), ("split", "half")),
    ),
    Case(
        "TextToSQL-v0",
        {"shapes": ["nested"], "tables": 2, "conditions": 3, "attempts": 2, "hidden": 0, "misleading": False},
        random_rate=0.05,
        **FEW,
    ),
    Case(
        "Router-v0",
        random_rate=0.05,
        found=True,
        wrong=(("facts", 7), ("hops", 0), ("noise", 0.5), ("weak", 0.1), ("pool", []), ("split", "half")),
    ),
    Case("Router-v0", {"noise": 0.2, "hops": 1}, stochastic=True, random_rate=0.05, found=True, **FEW),
    Case(
        "ToolLab-v0",
        random_rate=0.05,
        found=True,
        wrong=(
            ("classes", []),
            ("depth", 1),
            ("servers", 8),
            ("spread", "two"),
            ("calls_per_turn", 0),
            ("split", "half"),
        ),
    ),
    Case(
        "ToolLab-v0",
        {"classes": ["nested", "steps"], "depth": 4, "servers": 7, "spread": "several", "calls_per_turn": 1},
        random_rate=0.05,
        found=True,
        **FEW,
    ),
]
