"""ORBIT's rubric reward: each case brings its own rubric, and a judge scores the episode by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.rubric import rubric_score
from ..base import load
from .entries import add_channels
from .judge import Item, Items, ItemsJudge, ItemsOf, JudgedTerm, ask_items, items_of, read_items

Curriculum = Callable[[Sequence[Item]], Sequence[Item]]
"""``curriculum(items)``: those in force; :class:`turnwise.reward_shaping.judged.RubricCurriculum` is one."""


class RubricReward(JudgedTerm):
    """Pay the share of a rubric's points that the episode earns.

    Each item's score is the channel ``rubric.<name>``. Per turn the share is paid again and again; ``ProcessDelta``
    around it pays what a turn changes. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.judged.rubric`; :func:`turnwise.reward_shaping.judged.refine_rubric` sharpens a
    rubric on finished episodes.

    Args:
        env: the environment.
        rubric: items, each a text or a mapping with ``criterion`` and ``weight``, negative for faults; or
            ``rubric(info)``, called at each reset, which may have a model write the rubric of the case; or its path.
        judge: ``judge(items, history, info)``, which returns how far each item holds, from 0 to 1, None where it
            cannot tell; or its dotted path.
        per: ``"episode"`` asks on the last turn, ``"turn"`` on every one.
        weight: of the term.
        clip: keep the score within [0, 1].
        curriculum: ``curriculum(items)`` returns those in force, read at each reset; or its dotted path. With
            :class:`~turnwise.reward_shaping.judged.RubricCurriculum` the rubric grows in stages.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed; at the reset, if no item is in force.
    """

    term = "rubric"
    memory = ("history", "items")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        rubric: Items | ItemsOf | str,
        judge: ItemsJudge | str,
        *,
        per: str = "episode",
        weight: float = 1.0,
        clip: bool = True,
        curriculum: Curriculum | str | None = None,
        name: str | None = None,
    ) -> None:
        self.judge: ItemsJudge = load(judge)
        self.curriculum: Curriculum | None = None if curriculum is None else load(curriculum)
        super().__init__(env, [self.judge, self.curriculum], per=per, weight=weight, name=name)
        self.rubric = items_of(type(self).__name__, rubric)
        self.clip = clip
        self.can_be_negative = not clip or weight < 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Take up the rubric of this case."""
        super().begin(observation, info)
        layer = type(self).__name__
        items = self.rubric if isinstance(self.rubric, list) else read_items(layer, self.rubric(info))
        self.items = items if self.curriculum is None else read_items(layer, list(self.curriculum(items)))

    def score(self, history: tuple[Any, ...], info: dict[str, Any]) -> float:
        """Return the share of the points, NaN where it cannot be told."""
        scores = ask_items(self.judge, self.items, history, info)
        add_channels(info, self.term, {i["name"]: score for i, score in zip(self.items, scores, strict=True)})
        return rubric_score(scores, [float(item["weight"]) for item in self.items], clip=self.clip)
