"""CALM: a model splits the task into sub-goals and says when each is reached; each pays as a milestone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gymnasium as gym

from ..base import load
from ..milestones import Milestones
from ..scored_term import note_versions
from .entries import add_entries
from .judge import ItemsJudge, ask_items, read_items

Decompose = Callable[[Any, dict[str, Any]], Sequence[str] | None]
"""``decompose(observation, info)``: the sub-goals of the task that the first message describes; None if it failed."""


class LLMSubgoals(Milestones):
    """Pay for sub-goals that a model named at the reset, each when a judge first says that it is reached.

    It pays as :class:`Milestones` does, and is a source of them: the sub-goals stand in ``info["milestones"]`` beside
    the environment's own, so layers outside it may name them. A sub-goal that was reached stays reached. Where the
    task could not be split, or nothing that is open could be told, the turn is missing.

    Certainty: abstract (Assessing the Zero-Shot Capabilities of LLMs for Action Evaluation in RL); that a sub-goal
    pays once, and equal shares, are this project's (as for Milestones). A judge that is wrong once is paid once.

    Args:
        env: the environment.
        decompose: ``decompose(observation, info)``, called at each reset, returns the sub-goals as texts, none or None
            where it cannot; or its dotted path.
        judge: ``judge(items, history, info)``: for each open sub-goal (``item["criterion"]``) whether the last
            transition reached it, None where it cannot tell; or its dotted path.
        mode: ``"first"``, ``"potential"`` or ``"level"``.
        weight: shared equally among the sub-goals.
        gamma: the learner's discount per turn, for ``potential``.
        name: another name for the term.

    Raises:
        ValueError: the mode is unknown; at the reset, if the sub-goals are one text.
    """

    term = "subgoals"
    memory = (*Milestones.memory, "history", "reached")  # type: ignore[assignment] # more than Milestones keeps

    def __init__(
        self,
        env: gym.Env[Any, Any],
        decompose: Decompose | str,
        judge: ItemsJudge | str,
        mode: str = "first",
        *,
        weight: float = 1.0,
        gamma: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, mode, weight=weight, gamma=gamma, name=name)
        self.decompose: Decompose = load(decompose)
        self.judge: ItemsJudge = load(judge)

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Have the task split into sub-goals, none of which is reached."""
        self.history = [observation]
        goals = self.decompose(observation, info) or ()
        if isinstance(goals, str):
            raise ValueError(
                f"LLMSubgoals needs `decompose` to return a list of sub-goals; it returned {goals!r:.100}."
            )
        self.reached = {str(goal): False for goal in goals}
        note_versions(self.term, [self.decompose, self.judge], info)
        if self.reached:
            super().begin(observation, {"milestones": self.reached})
            add_entries(info, "milestones", self.reached)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the sub-goals of this turn earn."""
        self.history += (action, observation)
        open_goals = [goal for goal, held in self.reached.items() if not held]
        told = self._ask(open_goals, info)
        untold = not self.reached or (bool(open_goals) and all(answer != answer for answer in told.values()))
        self.reached |= {goal: True for goal, answer in told.items() if answer == 1}
        if self.reached:
            add_entries(info, "milestones", self.reached)
        held = {"milestones": dict(self.reached)}
        paid = super().turn_reward(action, observation, reward, terminated, truncated, held) if self.reached else 0.0
        if untold and not paid:
            info.setdefault("missing", []).append(self.term)
        return paid

    def _ask(self, goals: Sequence[str], info: dict[str, Any]) -> Mapping[str, float]:
        items = read_items("LLMSubgoals", goals) if goals else []
        return dict(zip(goals, ask_items(self.judge, items, tuple(self.history), info), strict=True))
