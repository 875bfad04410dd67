"""The training step, as a learner that schedules read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class TrainingClock:
    """The training step that schedules read; a learner whose update is one step.

    One clock may be shared by many environments. A trainer that counts by itself sets :attr:`step`.

    Args:
        step: to begin with, >= 0.

    Attributes:
        step: the training step now.
    """

    identity = "TrainingClock"

    def __init__(self, step: int = 0) -> None:
        self.step = step

    @property
    def version(self) -> int:
        """The training step."""
        return self.step

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Advance by one step.

        Args:
            episodes: of the step; not read.
        """
        self.step += 1
        return {"step": float(self.step)}

    def state_dict(self) -> dict[str, Any]:
        """Return the step."""
        return {"step": self.step}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a step that was saved.

        Args:
            state: what :meth:`state_dict` returned.
        """
        self.step = int(state["step"])
