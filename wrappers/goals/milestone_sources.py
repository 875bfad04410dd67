"""Milestones as plain data: each kind of source by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...reward_shaping.goals.goal_similarity import Objects, goal_similarity, objects_of
from ..base import load
from .automaton_milestones import MachineMilestones, TemporalMilestones
from .fact_milestones import FactMilestones, SeenMilestones
from .similarity import Embed, similarity_of
from .source import Holds, MilestoneSource, Stateless, named

Ask = Callable[[Any, dict[str, Any]], Mapping[str, bool]]
"""``ask(observation, info)``: each milestone by name and whether it holds now."""


class SimilarMilestones(Stateless):
    """Milestones named as the objects of a goal: some object of the state is at least so similar to it.

    Args:
        goal: object → attribute → value.
        least: the similarity from which a milestone holds.
        embed: how texts are compared; see :class:`turnwise.wrappers.GoalSimilarity`.

    Raises:
        ValueError: the goal has no object.
    """

    def __init__(self, goal: Objects, least: float = 0.99, embed: Embed = "exact") -> None:
        self.goal = named("similar", goal)
        self.least = least
        self.similarity = similarity_of(embed)

    def holds(self, state: Any, observation: Any, info: dict[str, Any]) -> Holds:
        """Return which objects of the goal are found.

        Args:
            state: none.
            observation: of the turn.
            info: of the turn.
        """
        objects = objects_of(info["facts"])
        levels = {name: goal_similarity(objects, {name: wanted}, self.similarity) for name, wanted in self.goal.items()}
        return {name: level >= self.least for name, level in levels.items()}


class AskedMilestones(Stateless):
    """Milestones that a callable tells: a judge, a language model's sub-goals.

    Args:
        ask: ``ask(observation, info) -> {name: bool}``, or its dotted path.
    """

    def __init__(self, ask: Ask | str) -> None:
        self.ask: Ask = load(ask)

    def holds(self, state: Any, observation: Any, info: dict[str, Any]) -> Holds:
        """Return what the callable says.

        Args:
            state: none.
            observation: of the turn.
            info: of the turn.
        """
        return {name: bool(held) for name, held in self.ask(observation, info).items()}


KINDS: dict[str, Callable[[Any], MilestoneSource]] = {
    "facts": FactMilestones,
    "seen": SeenMilestones,
    "temporal": TemporalMilestones,
    "machine": MachineMilestones,
    "similar": lambda given: SimilarMilestones(**named("similar", given)),
    "ask": AskedMilestones,
}
"""What each kind of source is given."""


def read_sources(source: Any) -> list[MilestoneSource]:
    """Return the sources that an argument names.

    Args:
        source: a dictionary kind → what is given to it (:data:`KINDS`); a callable or its dotted path; a source.

    Raises:
        ValueError: it is none of these.
    """
    if isinstance(source, Mapping) and source and not set(source) - set(KINDS):
        return [KINDS[kind](given) for kind, given in source.items()]
    if all(hasattr(source, name) for name in ("begin", "after", "holds", "remembers")):
        return [source]
    if callable(source) or (isinstance(source, str) and ":" in source):
        return [AskedMilestones(source)]
    raise ValueError(
        f"Milestones come from a dictionary with some of the keys {list(KINDS)}, from a callable `ask(observation, "
        f"info)` or its dotted path, or from a MilestoneSource; got {source!r}."
    )
