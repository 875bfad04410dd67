"""Milestones from facts: what holds now, and what was seen at some time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.goals.conditions import Condition
from ..base import load
from .propositions import Propositions, check_conditions
from .source import Holds, Stateless, named

DOTTED = re.compile(r"[\w.]+:[\w.]+")


class FactMilestones(Stateless):
    """Milestones that hold where a condition on facts does.

    Args:
        conditions: by the milestone's name: a condition as text, or ``predicate(facts) -> bool`` as a callable or as a
            dotted path ``"package.module:name"``.

    Raises:
        ValueError: there is none, or one cannot be read.
    """

    def __init__(self, conditions: Mapping[str, str | Callable[[Any], bool]]) -> None:
        self.conditions: dict[str, Condition] = {}
        self.predicates: dict[str, Callable[[Any], bool]] = {}
        for name, given in named("facts", conditions).items():
            if isinstance(given, str) and not DOTTED.fullmatch(given):
                self.conditions[name] = Condition(given)
            else:
                self.predicates[name] = load(given)

    def begin(self, layer: gym.Env[Any, Any], info: dict[str, Any]) -> Any:
        """Check that the facts are reported."""
        check_conditions(layer, list(self.conditions.values()), info)
        return None

    def holds(self, state: Any, observation: Any, info: dict[str, Any]) -> Holds:
        """Return which conditions hold.

        Args:
            state: none.
            observation: of the turn.
            info: of the turn.
        """
        facts = Propositions(info)
        holding = {name: condition.holds(facts) for name, condition in self.conditions.items()}
        return holding | {name: bool(predicate(info["facts"])) for name, predicate in self.predicates.items()}


class SeenMilestones:
    """Coverage: milestones that hold once their condition has held. Their share is the share that was seen.

    Args:
        regions: by the milestone's name: a condition as text; or by a fact's name: the list of its values, each of
            which is a milestone ``"fact=value"``.

    Raises:
        ValueError: there is none, or one cannot be read.
    """

    remembers = True

    def __init__(self, regions: Mapping[str, str | Sequence[Any]]) -> None:
        self.conditions: dict[str, Condition] = {}
        for name, region in named("seen", regions).items():
            if isinstance(region, str):
                self.conditions[name] = Condition(region)
            else:
                texts = {f"{name}={value}": f"facts[{name!r}] == {value!r}" for value in region}
                self.conditions |= {each: Condition(text) for each, text in texts.items()}

    def begin(self, layer: gym.Env[Any, Any], info: dict[str, Any]) -> tuple[str, ...]:
        """Return what is seen at the start."""
        check_conditions(layer, list(self.conditions.values()), info)
        return self.after((), info)

    def after(self, state: tuple[str, ...], info: dict[str, Any]) -> tuple[str, ...]:
        """Return what has been seen.

        Args:
            state: what had been seen before.
            info: of the turn.
        """
        facts = Propositions(info)
        more = [name for name, condition in self.conditions.items() if name not in state and condition.holds(facts)]
        return (*state, *more) if more else state

    def holds(self, state: tuple[str, ...], observation: Any, info: dict[str, Any]) -> Holds:
        """Return what has been seen.

        Args:
            state: what has been seen.
            observation: of the turn.
            info: of the turn.
        """
        return {name: name in state for name in self.conditions}
