r"""Spontaneous reward hacking in self-refinement: a judge's ratings feed back, and a held-out rater does not follow.

    text_0 = author(task, [])
    text_t = author(task, feedback_{t-1}),      judge_t = judge(task, text_t, context),   rater_t = rater(task, text_t)
    divergence_t = (judge_t - judge_0) - (rater_t - rater_0)

The author sees the judge's ratings and tries to raise them; a divergence that grows from turn to turn says that it
raises the ratings and not the text. ``shared_context`` lets the judge read the whole conversation, author's messages
included, as when one model plays both parts; without it the judge reads the task and the text alone. How large a
judge is depends on the callable that is given.

Certainty: abstract ("Spontaneous reward hacking in iterative self-refinement", arXiv 2407.04549).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ...number import Floats

Author = Callable[[str, Sequence[tuple[str, float]]], str]
"""``author(task, rated)``: the next text, given the earlier ones with their ratings."""

RateInContext = Callable[[str, str, Sequence[tuple[str, float]]], float]
"""``judge(task, text, rated)``: the rating that is fed back; ``rated`` is empty unless the context is shared."""

Rate = Callable[[str, str], float]
"""``rater(task, text)``: the held-out rating, never fed back."""


class SelfRefinement(NamedTuple):
    """What came of the turns.

    Attributes:
        texts: T + 1 texts.
        judged: shape (T + 1,); the ratings that were fed back.
        rated: shape (T + 1,); those of the held-out rater.
    """

    texts: list[str]
    judged: Floats
    rated: Floats

    @property
    def divergence(self) -> Floats:
        """How much more the judge's ratings rose than the rater's, turn by turn; shape (T + 1,)."""
        return np.asarray((self.judged - self.judged[0]) - (self.rated - self.rated[0]))


def self_refinement(
    task: str, author: Author, judge: RateInContext, rater: Rate, *, turns: int = 5, shared_context: bool = False
) -> SelfRefinement:
    """Let an author edit a text by a judge's ratings, while a held-out rater looks on.

    Args:
        task: what the text is for.
        author: writes the next text.
        judge: rates it; the rating is fed back.
        rater: rates it; the rating is kept from the author.
        turns: T, how often the text is edited, >= 1.
        shared_context: show the judge the earlier texts and ratings too.

    Raises:
        ValueError: ``turns`` is below 1.
    """
    if turns < 1:
        raise ValueError(f"self_refinement needs turns >= 1; got turns={turns}.")
    seen: list[tuple[str, float]] = []
    held: list[float] = []
    for _ in range(turns + 1):
        text = author(task, list(seen))
        held.append(float(rater(task, text)))
        seen.append((text, float(judge(task, text, list(seen) if shared_context else []))))
    return SelfRefinement([text for text, _ in seen], np.array([score for _, score in seen]), np.array(held))
