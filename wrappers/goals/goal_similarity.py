"""Goal similarity on factored states (StateFactory): pay for objects that come to be like the goal's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import gymnasium as gym

from ...reward_shaping.goals.goal_similarity import Objects, goal_similarity, objects_of
from ...reward_shaping.potential_shaping import shaping
from ..base import RewardTerm, load
from ..judged.entries import add_channels
from .similarity import Embed, similarity_of

MODES = ("difference", "potential", "level")
"""How similarity may pay."""

Extract = Callable[[Any, dict[str, Any]], Objects]
"""``extract(observation, info)``: the objects of a state, or of the goal, with their attributes."""


class GoalSimilarity(RewardTerm):
    """Pay by how like the goal's objects the state's objects are: StateFactory's reward.

    ``difference`` pays the change of the similarity s, γ s' - s: over an episode and for γ = 1, the last less the
    first. ``potential`` pays the same with the last s counting as 0 where the episode terminated (Ng 1999).
    ``level`` pays s on every turn, as released (there it scores states for a planner; as a reward it pays for standing
    still). ``info["channels"]`` tells ``similarity.level``. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.goals.goal_similarity`.

    Args:
        env: reports ``info["facts"]``, ``object.attribute`` → value, unless ``extract`` is given.
        goal: object → attribute → wanted value, as a dictionary; ``goal(observation, info)`` that returns one at the
            reset, as a callable or as its dotted path; or the name of an entry of ``info`` or of ``info["task"]``.
        mode: ``"difference"``, ``"potential"`` or ``"level"``.
        embed: how texts are compared: ``"exact"``, ``"ngrams"`` (hashed, no model), or ``embed(text) -> vector``, as a
            callable or as its dotted path.
        extract: ``extract(observation, info)``, the state's objects, as a callable or as its dotted path.
        cut: cut the similarity to two decimals, as released.
        gamma: the learner's discount per turn; ``level`` does not use it.
        name: another name for the term.

    Raises:
        ValueError: the mode or the embedder is unknown, or the goal has no object; at the reset, if ``info`` does not
            hold what is read.
    """

    term = "similarity"
    memory = ("wanted", "last")
    last: float

    def __init__(
        self,
        env: gym.Env[Any, Any],
        goal: Objects | Extract | str,
        *,
        mode: str = "difference",
        embed: Embed = "exact",
        extract: Extract | str | None = None,
        cut: bool = False,
        gamma: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if mode not in MODES:
            raise ValueError(f"GoalSimilarity needs mode to be one of {list(MODES)}; got mode={mode!r}.")
        if isinstance(goal, Mapping) and not goal:
            raise ValueError("GoalSimilarity needs a goal of at least one object; got none.")
        self.goal = load(goal) if isinstance(goal, str) and ":" in goal else goal
        self.similarity = similarity_of(embed)
        self.extract = None if extract is None else load(extract)
        self.mode, self.cut, self.gamma = mode, cut, gamma
        self.can_be_negative = mode != "level"

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Take the goal and the similarity of the first state."""
        self.wanted = self._goal(observation, info)
        if self.extract is None and "facts" not in info:
            raise ValueError(f"GoalSimilarity needs info['facts'], which {self.env} does not report, or `extract`.")
        self.last = self._level(observation, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the similarity, or its change."""
        before, self.last = self.last, self._level(observation, info)
        add_channels(info, self.term, {"level": self.last})
        if self.mode == "level":
            return self.last
        return shaping(before, 0.0 if terminated and self.mode == "potential" else self.last, self.gamma)

    def _level(self, observation: Any, info: dict[str, Any]) -> float:
        objects = objects_of(info["facts"]) if self.extract is None else self.extract(observation, info)
        return goal_similarity(objects, self.wanted, self.similarity, cut=self.cut)

    def _goal(self, observation: Any, info: dict[str, Any]) -> Objects:
        """Return the goal of this episode."""
        goal: Any = self.goal
        if isinstance(goal, str):
            goal = info.get(goal) or (info.get("task") or {}).get(goal)
        elif not isinstance(goal, Mapping):
            goal = goal(observation, info)
        if (
            not isinstance(goal, Mapping)
            or not all(isinstance(wanted, Mapping) for wanted in goal.values())
            or not goal
        ):
            raise ValueError(
                f"GoalSimilarity on {self.env} needs a goal {{object: {{attribute: value}}}}, at least one object; "
                f"{self.goal!r} gave {goal!r}."
            )
        return goal
