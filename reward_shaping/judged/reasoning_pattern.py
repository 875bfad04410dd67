r"""Reasoning pattern reward (RPR): how much a text sounds like reasoning; nothing is verified.

    r = max(0, min(1, (phrases of the list that occur) / enough) - share of repeated n-grams)

A text can earn all of it and be wrong, which is the point: it is the ready-made baseline of what is rewarded without
verification, and a stack whose reward correlates with it is paying for sound. Beside a noisy verifier it stands in for
a verdict of 0, so that a right answer that was judged wrong still earns something:

    r = verdict if verdict > 0 else RPR

The share counts each n-gram that comes back once, however often it does, so saying one thing twice costs up to a half,
and saying it forty times next to nothing.

Defaults: ``enough = 20`` phrases, 20-grams of words.
Certainty: code (trestad/Noisy-Rewards-in-Learning-to-Reason, ``verl/utils/reward_score/math_score.py``): the form, the
two numbers, the kinds of phrases, and paying it where the verdict is 0. The list below sorts those phrases by kind and
spells "makes sense" rightly. Left out: the released score takes 1 off for every "user: " in the answer, and is 0 where
no answer is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

PHRASES: dict[str, tuple[str, ...]] = {
    "aim": ("i need to", "we need to", "let's focus on", "we know that", "given there "),
    "look": ("let me see", "we can observe ", "we can see "),
    "check": ("wait", "let me check", "still not", "not correct", "makes sense"),
    "try": ("let me try", "let's try", "let us try", "try again", "alternatively", "if we"),
    "fail": ("not working", "does not work", "doesn't work"),
    "order": ("first, ", "firstly, ", "next, ", "finally, ", "let us first", "let's first", "let me first"),
    "why": ("since we ", "because we ", "consequently", "as a result", "so that"),
    "follow": ("thus", "therefore", "hence", "thereby"),
    "example": ("for instance ", "for example "),
}
"""Key phrases by kind, lower case."""

ALL_PHRASES = tuple(phrase for kind in PHRASES.values() for phrase in kind)


def reasoning_pattern(
    text: str, phrases: Sequence[str] = ALL_PHRASES, *, enough: float = 20.0, ngram: int = 20
) -> float:
    """Return how much a text sounds like reasoning, from 0 to 1.

    Args:
        text: what the agent said.
        phrases: lower case; each counts once, however often it occurs.
        enough: this many earn 1.
        ngram: words in a row that count as a repetition when they come back.

    Raises:
        ValueError: there is no phrase, or ``enough`` or ``ngram`` is not positive.
    """
    if not phrases or isinstance(phrases, str) or not enough > 0 or ngram < 1:
        raise ValueError(
            "reasoning_pattern needs at least one phrase in a list, enough > 0 and ngram >= 1; "
            f"got phrases={phrases!r}, enough={enough}, ngram={ngram}."
        )
    lowered = text.lower()
    found = sum(phrase in lowered for phrase in phrases)
    return max(0.0, min(1.0, found / enough) - repeated_ngrams(lowered, ngram))


def repeated_ngrams(text: str, n: int) -> float:
    """Return the number of different n-grams of words that occur more than once, per n-gram; 0 for a short text.

    Args:
        text: any text.
        n: words in a row.
    """
    words = text.split()
    counts = Counter(tuple(words[start : start + n]) for start in range(len(words) - n + 1))
    total = counts.total()
    return sum(count > 1 for count in counts.values()) / total if total else 0.0


def instead_of_failure(verdict: float, pattern: float) -> float:
    """Return what the pattern adds to a verdict: all of it where the verdict is not positive, else nothing.

    Args:
        verdict: what a judge or a verifier paid, right or wrong.
        pattern: of :func:`reasoning_pattern`.
    """
    return 0.0 if verdict > 0 else pattern
