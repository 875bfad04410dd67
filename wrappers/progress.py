"""How near an episode is to its goal, from 0 to 1, as wrappers read it from ``info``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .base import RewardTerm, load

Measure = Callable[[Any, dict[str, Any]], float]
"""``measure(observation, info)``: a level between 0 and 1."""

Read = Callable[[Any, dict[str, Any], float], float | None]


def start_distance(layer: RewardTerm, info: dict[str, Any]) -> float:
    """Return the goal distance of an episode's first state.

    Args:
        layer: the wrapper that needs it.
        info: of the reset.

    Raises:
        ValueError: the environment does not report the channel, or reports no finite number >= 0.
    """
    distance = channel(info, "goal_distance")
    if distance is None or not 0 <= distance < float("inf"):
        raise ValueError(
            f"{type(layer).__name__} needs info['channels']['goal_distance'] at the reset, a finite number >= 0; "
            f"{layer.env} reports {distance}. Choose an environment that measures it, or give a callable."
        )
    return float(distance)


def channel(info: dict[str, Any], name: str) -> float | None:
    """Return a channel of this turn, None where it is missing.

    Args:
        info: of the turn.
        name: of the channel.
    """
    try:
        value: float = info["channels"][name]
    except KeyError:
        return None
    return value


class Progress:
    """Measure progress as a wrapper's argument says.

    Args:
        source: ``"milestones"``, the share of them that hold; ``"goal_distance"``, 1 - distance / distance at the
            start; another name, the channel so called; a callable ``measure(observation, info) -> float``, or its
            dotted path ``"package.module:name"``.

    Attributes:
        read: ``read(observation, info, scale)``: the progress after a turn, None where it is missing; ``scale`` is
            what :meth:`start` returned for the episode.
    """

    def __init__(self, source: Measure | str) -> None:
        self.source = source
        self.measure = load(source) if not isinstance(source, str) or ":" in source else None
        named = {"milestones": self._share, "goal_distance": self._nearness}
        self.read: Read = self._measured if self.measure is not None else named.get(str(source), self._level)

    def start(self, layer: RewardTerm, info: dict[str, Any]) -> float:
        """Return the scale of an episode, which :attr:`read` needs: the goal distance of its first state, or 1.

        Args:
            layer: the wrapper that asks.
            info: of the reset.

        Raises:
            ValueError: the environment does not report what is measured.
        """
        if self.source == "goal_distance":
            return start_distance(layer, info) or 1.0
        if self.measure is None and self.read(None, info, 1.0) is None:
            what = "info['milestones']" if self.source == "milestones" else f"info['channels'][{self.source!r}]"
            raise ValueError(
                f"{type(layer).__name__} needs {what} at the reset, which {layer.env} does not report; it reports the "
                f"channels {list(info.get('channels') or {})} and the milestones {list(info.get('milestones') or {})}."
            )
        return 1.0

    def _measured(self, observation: Any, info: dict[str, Any], scale: float) -> float:
        assert self.measure is not None
        return float(self.measure(observation, info))

    def _share(self, observation: Any, info: dict[str, Any], scale: float) -> float | None:
        try:
            milestones = info["milestones"]
        except KeyError:
            return None
        return sum(milestones.values()) / len(milestones) if milestones else None

    def _nearness(self, observation: Any, info: dict[str, Any], scale: float) -> float | None:
        try:
            distance: float = info["channels"]["goal_distance"]
        except KeyError:
            return None
        return 1.0 - distance / scale

    def _level(self, observation: Any, info: dict[str, Any], scale: float) -> float | None:
        return channel(info, str(self.source))
