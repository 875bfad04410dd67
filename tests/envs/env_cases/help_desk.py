"""The help desk and its companies."""

from typing import Any

from .case import Case

WRONG = (
    ("domain", "bank"),
    ("requests", 0),
    ("refusals", 1.5),
    ("fickle", -0.1),
    ("patience", 4),
    ("customers", 2),
    ("user", 3),
    ("split", "half"),
    ("info_keys", "x"),
)

FEW: dict[str, Any] = {"hostile": 500, "seeds": 30, "episodes": 30}
"""For settings of which the first case has most."""

CASES = [
    Case("HelpDesk-v0", random_rate=0.02, wrong=WRONG),
    Case("HelpDesk-v0", {"domain": "retail", "requests": 3, "fickle": 1.0}, random_rate=0.02, **FEW),
    Case("HelpDesk-v0", {"domain": "airline", "refusals": 1.0, "patience": 3}, random_rate=0.05, **FEW),
    Case("HelpDesk-v0", {"domain": "telecom", "requests": 1, "refusals": 0.0}, random_rate=0.02, **FEW),
]
