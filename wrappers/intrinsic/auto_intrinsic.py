"""AIRS: of several intrinsic rewards only one pays, chosen between episodes by the task's return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.learners.bonus_selection import NONE, BonusSelection
from ..base import load
from ..scored_term import note_version
from ..transform import TOTAL, Transform


class AutoIntrinsic(Transform):
    """Let one of several terms pay, or none of them: the others' part is taken back.

    Every term stays in the ledger as measured; this one pays what is left of them minus their sum. The arm is that of
    the reset for the whole episode and stands in ``info["versions"]``, by which
    :class:`~turnwise.reward_shaping.learners.bonus_selection.BonusSelection` knows what each episode was played under:
    update it with finished episodes. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.intrinsic.selection`.

    Args:
        env: the environment, with the terms in its layers.
        of: the names of the terms to choose from.
        learner: a selection among them, or a function without arguments that makes one, or its dotted path. If None
            one is made, of the terms and of ``"none"``.
        settings: of the one that is made.
        name: another name for the term.

    Raises:
        ValueError: no layer below pays one of the terms, or the selection has other arms or is that of another term.

    Attributes:
        learner: the selection.
    """

    term = "auto_intrinsic"
    memory = ("arm",)

    def __init__(
        self,
        env: gym.Env[Any, Any],
        of: Sequence[str],
        *,
        learner: Any = None,
        settings: Mapping[str, Any] | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(env, of, name=name)
        if learner is None:
            learner = BonusSelection(**{"arms": (*self.of, NONE), "term": self.term, **(settings or {})})
        elif not hasattr(learner, "version"):
            learner = load(learner)()
        if not set(learner.arms) <= {*self.of, NONE} or learner.term != self.term or TOTAL in self.of:
            raise ValueError(
                f"AutoIntrinsic, the term {self.term!r}, chooses among the terms {list(self.of)} and {NONE!r}; its "
                f"selection is of the term {learner.term!r} among {list(learner.arms)}. Make them agree."
            )
        self.learner: BonusSelection = learner

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Note which arm is on in this episode."""
        self.arm = self.learner.arm
        note_version(self.term, self.learner, info)
        info["versions"][self.term]["arm"] = self.arm

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the arm pays minus what all of them paid."""
        kept: float = info["reward_terms"].get(self.arm, 0.0) if self.arm != NONE else 0.0
        return kept - self.raw(reward, info)
