r"""Rubric curriculum (ORBIT): rubrics grow in stages, as the policy masters what it is judged by.

    items in force = {k : stage_k <= S},   S ← S + 1 when the mean score of the last ``window`` episodes >= threshold
    informative    = {k : low < pass rate of k over the group <= high}

Items that every rollout meets, or none, give a group of rollouts no difference to learn from; the second rule leaves
them out. A stage never goes back.

Defaults: threshold 0.7, window 32; low 0, high 0.75.
Certainty: abstract (InfiMed-ORBIT: rubric-based *incremental* training, cases and rubrics filtered by pass rate); both
rules and all numbers are ours.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any


def informative_items(pass_rates: Sequence[float], *, low: float = 0.0, high: float = 0.75) -> list[int]:
    """Return the items whose pass rate lies in (low, high]; one that could not be told is left out.

    Args:
        pass_rates: K numbers; the mean score of each item over rollouts of one task.
        low: below or at it an item is out of reach.
        high: above it an item is mastered.

    Raises:
        ValueError: ``low`` is not below ``high``.
    """
    if not low < high:
        raise ValueError(f"informative_items needs low < high; got low={low}, high={high}.")
    return [index for index, rate in enumerate(pass_rates) if low < rate <= high]


class RubricCurriculum:
    """A learner that says which items of a rubric are in force; items name their stage, 0 if they do not.

    Args:
        term: the reward term whose episode sums are the scores.
        threshold: the mean score at which the next stage begins.
        window: how many episodes the mean is over.
        stage: the first.
        last: no stage beyond it; None for no end.

    Raises:
        ValueError: ``window`` or ``stage`` is not allowed.

    Attributes:
        stage: in force now.
        version: how many updates it has made.
    """

    identity = "RubricCurriculum"

    def __init__(
        self,
        term: str = "rubric",
        *,
        threshold: float = 0.7,
        window: int = 32,
        stage: int = 0,
        last: int | None = None,
    ) -> None:
        if window < 1 or stage < 0:
            raise ValueError(f"RubricCurriculum needs window >= 1 and stage >= 0; got window={window}, stage={stage}.")
        self.term = term
        self.threshold = threshold
        self.last = last
        self.stage = stage
        self.version = 0
        self.scores: deque[float] = deque(maxlen=window)

    def __call__(self, items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the items in force.

        Args:
            items: of a rubric.
        """
        return [item for item in items if int(item.get("stage", 0)) <= self.stage]

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Take in the scores of finished episodes, and go on to the next stage where they suffice.

        Args:
            episodes: with ``paid``, the values of each term turn by turn, None where missing.

        Returns:
            ``stage`` and ``score``, the mean over the window, NaN where it is empty.
        """
        score = float("nan")
        for episode in episodes:
            known = [value for value in episode.paid.get(self.term, []) if value is not None]
            if known:
                self.scores.append(sum(known))
                score = sum(self.scores) / len(self.scores)
            full = len(self.scores) == self.scores.maxlen
            if full and score >= self.threshold and (self.last is None or self.stage < self.last):
                self.stage += 1
                self.scores.clear()
        self.version += 1
        return {"stage": float(self.stage), "score": score}

    def state_dict(self) -> dict[str, Any]:
        """Return version, stage and the scores of the window."""
        return {"version": self.version, "stage": self.stage, "scores": list(self.scores)}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a curriculum with the same window.
        """
        self.version, self.stage = int(state["version"]), int(state["stage"])
        self.scores.clear()
        self.scores.extend(float(score) for score in state["scores"])
