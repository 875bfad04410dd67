"""The dialogues with a hidden user."""

from functools import partial

from .case import Case

Dialogue = partial(Case, guessing=True, varied=True)

USER = (("user", 3), ("user", "localhost"), ("patience", 0), ("candour", 0), ("candour", 1.5), ("split", "half"))

CASES = [
    Dialogue("Tutor-v0", wrong=(*USER, ("styles", 1), ("levels", 10), ("lessons", 0), ("noise", 0.5))),
    Dialogue(
        "Tutor-v0",
        {"levels": 8, "styles": 9, "candour": 0.7, "noise": 0.2, "patience": 27},
        noiseless=False,
        hostile=1000,
    ),
    Dialogue("Coach-v0", wrong=(*USER, ("lifestyles", 17))),
    Dialogue(
        "Coach-v0",
        {"lifestyles": 16, "candour": 0.7, "patience": 28},
        noiseless=False,
        hostile=1000,
    ),
    Dialogue("Clarify-v0", wrong=(*USER, ("domain", "boat"), ("missing", 6))),
    Dialogue("Clarify-v0", {"candour": 0.6, "missing": 4}, noiseless=False, stochastic=True, hostile=1000),
    Case(
        "Interleaved-v0",
        wrong=(
            *(("user", 3), ("tasks", 0), ("tasks", 27), ("kinds", "list"), ("kinds", ["poem"]), ("kinds", [])),
            *(("updates", 6), ("span", -1), ("filler", 1.5), ("split", "half")),
        ),
    ),
    Case("Interleaved-v0", {"tasks": 9, "updates": 3, "filler": 0, "span": 0}, hostile=1000),
]
