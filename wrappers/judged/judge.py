"""Judges, and the base of terms that ask one.

A judge is a plain callable: a rule, a model behind an endpoint, a person's labels. It is given what it shall judge by,
where there is such a thing, the history up to now (observation, action, observation, ...) and ``info`` of the turn.
Where it cannot tell it returns None or NaN, also where a call failed or its answer could not be read; that is missing,
which is not 0. An exception that a judge raises is not caught.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.rubric_refinement import Item, ItemsJudge, read_scores
from ..base import load
from ..scored_term import PER, ScoredTerm, note_versions

Judge = Callable[[Sequence[Any], dict[str, Any]], Any]
"""``judge(history, info)``: what it makes of the episode so far; None or NaN where it cannot tell."""

Items = Sequence[str | Item]
"""Criteria, each a text or a mapping with its ``criterion``, and with a ``name``, a ``weight`` and whatever else a
judge reads."""

ItemsOf = Callable[[dict[str, Any]], Items]
"""``items(info)``: the criteria of the task that ``info``, of the reset, describes."""

__all__ = ["Item", "Items", "ItemsJudge", "ItemsOf", "Judge", "JudgedTerm", "ask_items", "items_of", "read_items"]


class JudgedTerm(ScoredTerm):
    """Ask judges on every turn or on the last one.

    Args:
        env: the environment.
        asked: every judge and learner that is asked; of those with a version the trace names the first by the term, the
            others by the term and a number.
        per: ``"turn"`` or ``"episode"``.
        weight: of the whole term.
        name: another name for the term.

    Raises:
        ValueError: ``per`` is not allowed.
    """

    def __init__(
        self,
        env: gym.Env[Any, Any],
        asked: Sequence[Any],
        *,
        per: str = "episode",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if per not in PER:
            raise ValueError(f"{type(self).__name__} needs per to be one of {list(PER)}; got {per!r}.")
        self.asked = list(asked)
        self.per = per
        self.weight = weight

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history, and say which version of each judge is asked."""
        super().begin(observation, info)
        note_versions(self.term, self.asked, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the judge's score earns, where the judge is asked."""
        self.hear(action, observation)
        if self.per == "episode" and not (terminated or truncated):
            return 0.0
        return self.paid(self.weight * self.score(tuple(self.history), info), info)

    def score(self, history: tuple[Any, ...], info: dict[str, Any]) -> float:
        """Return what the episode so far is worth, NaN where the judge cannot tell.

        Args:
            history: observation, action, ..., observation.
            info: of the turn.
        """
        raise NotImplementedError


def items_of(layer: str, given: Items | ItemsOf | str) -> list[dict[str, Any]] | ItemsOf:
    """Return items given as a list, or the callable that gives them at each reset.

    Args:
        layer: the wrapper that asks, for the message.
        given: items; or a callable ``items(info) -> items`` or its dotted path.

    Raises:
        ValueError: they are no items.
    """
    return read_items(layer, given) if not (callable(given) or isinstance(given, str)) else load(given)


def read_items(layer: str, given: Any) -> list[dict[str, Any]]:
    """Return items, each with its ``criterion``, ``name`` and ``weight``.

    Args:
        layer: the wrapper that asks, for the message.
        given: criteria as texts or mappings; a name that is not given is the criterion.

    Raises:
        ValueError: there is no item, one is neither a text nor a mapping with a criterion, its weight is no number, or
            two have one name.
    """
    items = []
    for each in given if isinstance(given, Sequence) and not isinstance(given, str) else []:
        item = dict(each) if isinstance(each, Mapping) else {"criterion": each}
        criterion = item.get("criterion")
        if not isinstance(criterion, str) or not isinstance(item.setdefault("weight", 1.0), int | float):
            raise ValueError(
                f"{layer} needs items that are texts, or mappings with a text `criterion` and a number `weight`; "
                f"got {each!r}."
            )
        item["name"] = str(item.get("name", criterion))
        items.append(item)
    names = [item["name"] for item in items]
    if not items or len(set(names)) < len(names):
        raise ValueError(f"{layer} needs at least one item and another name for each; got {given!r}.")
    return items


def ask_items(judge: ItemsJudge, items: list[dict[str, Any]], history: Any, info: dict[str, Any]) -> list[float]:
    """Return a judge's answer about each item as a number, NaN where it cannot tell.

    Args:
        judge: ``judge(items, history, info)``, which returns an answer for each item.
        items: what it is asked about.
        history: observation, action, ..., observation.
        info: of the turn.
    """
    return read_scores(judge(items, history, info), len(items)) if items else []
