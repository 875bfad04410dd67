"""The base of terms that pay something else in place of a term, known when the episode is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import gymnasium as gym

from ..transform import Transform


class InPlaceOf(Transform):
    """Pay, turn by turn, what stands in place of a term, less what the term has paid.

    The correction is known at the end only: its sum is paid as a lump on the last step, and each turn's value stands in
    ``info["late"]``. So a trace holds the term as it was and what became of it. A subclass says in :meth:`instead` what
    each turn is worth; where it cannot tell the term stays as it was, and this one is listed in ``info["missing"]``.

    Args:
        env: the environment.
        of: the term to replace, several whose sum is replaced, or ``"total"``.
        name: another name for the term.

    Raises:
        ValueError: no layer below pays a term of that name.
    """

    memory: ClassVar[tuple[str, ...]] = ("history", "paid_so_far")

    def __init__(self, env: gym.Env[Any, Any], of: str | Sequence[str], *, name: str | None = None) -> None:
        super().__init__(env, of, name=name)

    def instead(self, history: tuple[Any, ...], paid: list[float], info: dict[str, Any]) -> Sequence[float] | None:
        """Return what each turn is worth, None if nobody can tell.

        Args:
            history: observation, action, ..., observation of the whole episode.
            paid: length T; what the term paid each turn.
            info: of the last turn.
        """
        raise NotImplementedError

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history."""
        self.history = [observation]
        self.paid_so_far: list[float] = []

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return nothing before the end; then the sum of all corrections."""
        self.history += (action, observation)
        self.paid_so_far.append(float(self.raw(reward, info)))
        if not (terminated or truncated):
            return 0.0
        worth = self.instead(tuple(self.history), self.paid_so_far, info)
        if worth is None:
            info.setdefault("missing", []).append(self.term)
            worth = self.paid_so_far
        corrections = [float(value) - paid for value, paid in zip(worth, self.paid_so_far, strict=True)]
        self.write_late(info, corrections)
        return float(sum(corrections))
