"""The base of reward terms that ask a callable: a scorer, a judge, a belief, a verifier, a critic.

The callable is the only place where a model may stand. It is given the history so far,

    observation_0, action_1, observation_1, ..., action_t, observation_t        (odd length)

and ``info`` of the turn, and returns a number, or NaN where it cannot tell. That is not zero: the turn is paid 0, and
the term is listed in ``info["missing"]``, so that a trace holds a missing value and statistics leave it out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any, ClassVar

import gymnasium as gym

from .base import RewardTerm, load

Score = Callable[[Sequence[Any], dict[str, Any]], float]
"""``score(history, info)``: a number, NaN where it cannot tell."""

NAN = float("nan")
PER = ("turn", "episode")


class ScoredTerm(RewardTerm):
    """Keep the history of the episode for a callable that is asked about it.

    A subclass asks in :meth:`turn_reward` (``self.history`` holds the messages up to and with the turn's observation,
    once it has called :meth:`hear`), and returns what :meth:`paid` makes of the answer.

    Args:
        env: the environment.
        name: another name for the term.
    """

    memory: ClassVar[tuple[str, ...]] = ("history",)
    history: list[Any]

    def __init__(self, env: gym.Env[Any, Any], *, name: str | None = None) -> None:
        super().__init__(env, name=name)

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history."""
        self.history = [observation]

    def hear(self, action: Any, observation: Any) -> list[Any]:
        """Add a turn to the history and return it."""
        self.history += (action, observation)
        return self.history

    def paid(self, value: float | None, info: dict[str, Any]) -> float:
        """Return ``value`` as what the turn earns; where it is None or no finite number, 0, and the term is missing.

        Args:
            value: what the turn is worth.
            info: of the turn; its ``missing`` lists the terms that could not be told.
        """
        number = NAN if value is None else float(value)
        if isfinite(number):
            return number
        info.setdefault("missing", []).append(self.term)
        return 0.0


def identity_of(asked: Any) -> str:
    """Return how a callable names itself: its attribute ``identity``, or its dotted path.

    Args:
        asked: a scorer, a judge, a learner.
    """
    identity = getattr(asked, "identity", None)
    if identity is not None:
        return str(identity)
    kind = asked if hasattr(asked, "__qualname__") else type(asked)
    return f"{kind.__module__}:{kind.__qualname__}"


def note_version(term: str, asked: Any, info: dict[str, Any]) -> None:
    """Write into ``info`` of a reset which version of what was learned pays the term in this episode.

    Rollouts keep ``info["versions"]`` in the trace. What has no attribute ``version`` is not written.

    Args:
        term: the name of the term.
        asked: a scorer, a judge, a learner.
        info: of the reset.
    """
    version = getattr(asked, "version", None)
    if version is not None:
        info.setdefault("versions", {})[term] = {"identity": identity_of(asked), "version": version}


def note_versions(term: str, asked: Sequence[Any], info: dict[str, Any]) -> None:
    """Write the versions of several that pay one term together: the first under its name, the others as term.1, ...

    Args:
        term: the name of the term.
        asked: scorers, judges, learners; those without a ``version`` are not counted.
        info: of the reset.
    """
    versioned = [each for each in asked if getattr(each, "version", None) is not None]
    for place, each in enumerate(versioned):
        note_version(f"{term}.{place}" if place else term, each, info)


def each_loaded(callables: Sequence[Callable[..., Any] | str]) -> list[Callable[..., Any]]:
    """Return callables given as themselves or as dotted paths."""
    return [load(each) for each in callables]
