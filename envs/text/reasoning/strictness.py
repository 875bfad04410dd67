"""What an answer must be beside what its verifier asks, where the verifier also pays for other texts.

Found by asking every verifier about right answers with words before, behind and between them, and about nonsense.
"""

from __future__ import annotations

import re

ONE_ANSWER = frozenset(
    {
        "fraction_simplification",
        "game_of_life_halting",
        "gsm_symbolic",
        "knights_knaves",
        "letter_jumble",
        "spell_backward",
        "time_intervals",
    }
)
"""Datasets with one right answer whose verifier takes it also inside of other text, or takes anything."""

_NUMBER = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
FORMS = {
    "complex_arithmetic": re.compile(r"[0-9.eEij+*()\s-]+"),
    "kakurasu": re.compile(r"[01\s]+"),
    "polynomial_equations": re.compile(rf"{_NUMBER}(?:\s*,\s*{_NUMBER})*"),
    "quantum_lock": re.compile(r"[A-Z](?:\s*→\s*[A-Z])*"),
    "rush_hour": re.compile(r"[A-Z][+-]\d+(?:\s+[A-Z][+-]\d+)*"),
    "sokoban": re.compile(r"[UDLR]+"),
    "survo": re.compile(r"[\d\s]+"),
}
"""Datasets whose verifier reads what it knows and leaves out the rest: the whole answer must have this form."""

_GAP = re.compile(r"\s+")


def is_strict(dataset: str, answer: str, right: str) -> bool:
    """Whether an answer that its verifier accepts is an answer and nothing else.

    Args:
        dataset: its name.
        answer: as the agent gave it.
        right: an answer that is right.
    """
    if dataset in ONE_ANSWER:
        return _plain(answer) == _plain(right) or _number(answer) == _number(right) is not None
    return dataset not in FORMS or bool(FORMS[dataset].fullmatch(answer.strip()))


def _plain(text: str) -> str:
    return _GAP.sub(" ", text.replace("$", "")).strip().rstrip(".").casefold()


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "").strip().rstrip("."))
    except ValueError:
        return None
