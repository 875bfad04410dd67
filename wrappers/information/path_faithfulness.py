"""Path faithfulness (P2S): pay each turn for how well it leads into the rest of a reference solution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.information.information_gain import SPACES, answer_level
from ...reward_shaping.information.path_faithfulness import path_faithfulness, remaining_steps
from ..base import load
from ..scored_term import ScoredTerm, note_version
from .scorers import LogProb, require, stated


class PathFaithfulness(ScoredTerm):
    """Pay the likelihood of the remaining reference solution, relative to that under the opening message alone.

    One step of the reference is taken as done with every turn. Where none is left the turn's value is missing. The
    formula and its doubts stand in :mod:`turnwise.reward_shaping.information.path_faithfulness`.

    Args:
        env: states the reference at the reset, unless ``steps`` are given.
        scorer: ``scorer(history, text)``: token log-probabilities of the text, or their mean, or NaN; asked twice a
            turn. Or its dotted path.
        reference: where ``info`` states the reference: ``"answer"``, ``"task.<entry>"`` or the name of a fact; a list
            of steps, or a text of one step a line.
        steps: the reference's steps, instead of what ``info`` states.
        space: ``"log"`` or ``"probability"``.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: the space is not allowed; at the reset, if the environment does not state the reference.
    """

    term = "path_faithfulness"
    memory = ("history", "remaining")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        scorer: LogProb | str,
        *,
        reference: str = "answer",
        steps: Sequence[str] | None = None,
        space: str = "log",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        require(self, "space", space, SPACES)
        self.scorer: LogProb = load(scorer)
        self.reference = reference
        self.steps = steps
        self.space = space
        self.weight = weight

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Read the reference."""
        super().begin(observation, info)
        note_version(self.term, self.scorer, info)
        found = stated(self, info, self.reference) if self.steps is None else self.steps
        self.remaining: list[str] = found.split("\n") if isinstance(found, str) else list(found)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the turns so far make of the steps that are left."""
        history = list(self.hear(action, observation))
        suffix = remaining_steps(self.remaining, len(history) // 2)
        if not suffix:
            return self.paid(math.nan, info)
        level = answer_level(self.scorer(history, suffix), self.space)
        baseline = answer_level(self.scorer(history[:1], suffix), self.space)
        return self.paid(self.weight * path_faithfulness(level, baseline), info)
