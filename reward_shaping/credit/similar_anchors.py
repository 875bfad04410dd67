r"""Anchors of states that are nearly the same, for estimators that compare turns in one state (GiGPO).

    a turn joins the first anchor of its group whose text is at least ``similarity`` alike, else it begins one
    alike(a, b) = 2 M / T                 M matching characters, T all of both (Ratcliff and Obershelp)

Observations with a counter, a clock or a shuffled list never coincide, and then every anchor has one turn and says
nothing. Likeness is not transitive, so anchors depend on the order of episodes; strip what is noise from the
observations where that is possible, and use this where it is not.

Default: 0.95, GiGPO's option.
Certainty: code (``core_gigpo.py``: groups by ``SequenceMatcher`` above 0.95).
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any


def similar_anchors(episodes: Sequence[Any], similarity: float = 0.95) -> list[list[str]]:
    """Return an anchor for each turn, to hand to ``Table.from_episodes(episodes, keys={"anchor": ...})``.

    Args:
        episodes: finished ones; those of one task share ``run``, ``batch`` and ``group``.
        similarity: how alike two observations must be, in (0, 1]; 1 is letter by letter.

    Returns:
        One list an episode, one anchor a turn: the first observation of those that are alike.

    Raises:
        ValueError: ``similarity`` is outside (0, 1].
    """
    if not 0 < similarity <= 1:
        raise ValueError(f"similar_anchors needs 0 < similarity <= 1; got similarity={similarity}.")
    known: dict[tuple[Any, Any, Any], dict[str, str]] = {}
    return [
        [
            _anchor(text, known.setdefault((episode.run, episode.batch, episode.group), {}), similarity)
            for text in episode.observations[: len(episode)]
        ]
        for episode in episodes
    ]


def _anchor(text: str, known: dict[str, str], similarity: float) -> str:
    """Return the anchor of an observation, and remember it; ``known`` holds the anchor of each text of the group."""
    if text not in known:
        matcher = SequenceMatcher(None, b=text, autojunk=False)
        for anchor in dict.fromkeys(known.values()):
            matcher.set_seq1(anchor)
            ratios = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # the first two bound the last
            if all(ratio() >= similarity for ratio in ratios):
                known[text] = anchor
                break
        known.setdefault(text, text)
    return known[text]
