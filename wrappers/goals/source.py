"""What a source of milestones is: it says what holds now, and hands in and out what it has to remember."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import gymnasium as gym

Holds = dict[str, bool]
"""Each milestone by name, and whether it holds."""


class MilestoneSource(Protocol):
    """What tells milestones. Its state is handed in and out, so that an episode can be forked.

    Attributes:
        remembers: whether it must hear of every turn; if not, it is asked only when the milestones are read.
    """

    remembers: bool

    def begin(self, layer: gym.Env[Any, Any], info: dict[str, Any]) -> Any:
        """Return the state at the start of an episode.

        Args:
            layer: the wrapper that asks.
            info: of the reset.

        Raises:
            ValueError: the environment does not report what is read.
        """
        ...

    def after(self, state: Any, info: dict[str, Any]) -> Any:
        """Return the state after a turn.

        Args:
            state: before it.
            info: of the turn.
        """
        ...

    def holds(self, state: Any, observation: Any, info: dict[str, Any]) -> Holds:
        """Return each milestone and whether it holds.

        Args:
            state: after the turn.
            observation: of the turn.
            info: of the turn.
        """
        ...


class Stateless:
    """A source that remembers nothing."""

    remembers = False

    def begin(self, layer: gym.Env[Any, Any], info: dict[str, Any]) -> Any:
        """Return no state.

        Args:
            layer: the wrapper that asks.
            info: of the reset.
        """
        return None

    def after(self, state: Any, info: dict[str, Any]) -> Any:
        """Return no state.

        Args:
            state: none.
            info: of the turn.
        """
        return None


def named(kind: str, given: Any) -> Mapping[str, Any]:
    """Return what is given by name.

    Args:
        kind: of the source, for the message.
        given: at least one entry.

    Raises:
        ValueError: it is no dictionary, or an empty one.
    """
    if not isinstance(given, Mapping) or not given:
        raise ValueError(f"Milestones from {kind!r} are given by name, at least one; got {given!r}.")
    return given
