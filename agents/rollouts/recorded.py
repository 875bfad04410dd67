"""An environment that plays a recorded episode back, for rewards that are computed after the fact."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NoReturn

import gymnasium as gym

from .episode import Episode
from .tape import CONTRACT

__all__ = ["MissingRecord", "RecordedEnv"]


class MissingRecord(ValueError):
    """A reward needs an entry of ``info`` that was not recorded."""


class RecordedInfo(dict[str, Any]):
    """A recorded ``info``; asking for an entry of the step contract that was not recorded is an error."""

    __slots__ = ("missing", "where")

    missing: Collection[str]
    where: str

    def __missing__(self, key: str) -> Any:
        """Say which entry was not recorded, if it is one that every environment has."""
        if key in self.missing:
            self._refuse(key)
        raise KeyError(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the entry or ``default``; refuse what was not recorded."""
        if key in self.missing:
            self._refuse(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        """Whether the entry is there; refuse what was not recorded."""
        if key in self.missing:
            self._refuse(str(key))
        return super().__contains__(key)

    def _refuse(self, key: str) -> NoReturn:
        """Raise.

        Raises:
            MissingRecord: always.
        """
        raise MissingRecord(
            f"{self.where} has no {key!r} on record, and a reward needs it. Record the run again with "
            f"record=[..., {key!r}], or leave that reward out."
        )


class RecordedEnv(gym.Env[str, str]):
    """Play one recorded episode back: the same observations, flags and ``info``; the actions must be the recorded ones.

    Its own reward is the recorded term ``outcome``: what wrappers had paid beside it is left out.

    Args:
        episode: what to play; set the attribute to play another one from the next reset on.
        recorded: entries of ``info`` that were recorded, also where the environment had nothing to say; None takes
            those of which the episode holds something.
    """

    metadata: dict[str, Any] = {"render_modes": []}  # noqa: RUF012 - Gymnasium's own declaration

    def __init__(self, episode: Episode, recorded: Collection[str] | None = None) -> None:
        self.observation_space = self.action_space = gym.spaces.Text(2**20)
        self.episode = episode
        self.recorded = recorded
        self._turn = 0

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Return the recorded first observation and what was recorded of its ``info``; seed and options are ignored."""
        self._turn = 0
        info = {"success": False, "valid": True, "error": "", **self.episode.opening, "reward_terms": {}}
        return self.episode.observations[0], self._info(info)

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Return what was recorded of the next turn.

        Raises:
            ValueError: the action is not the recorded one.
            gymnasium.error.ResetNeeded: the recorded episode is over.
        """
        episode, turn = self.episode, self._turn
        if turn >= len(episode.actions):
            raise gym.error.ResetNeeded(f"The recorded episode {episode.episode} has {turn} turns; call reset().")
        if action != episode.actions[turn]:
            raise ValueError(
                f"RecordedEnv plays back episode {episode.episode}, whose action on turn {turn + 1} was "
                f"{episode.actions[turn]!r:.200}; got {action!r:.200}. Leave out wrappers that change actions."
            )
        self._turn += 1
        last = self._turn == len(episode.actions)
        outcome = self._outcome(turn)
        info: dict[str, Any] = {
            "success": episode.successes[turn],
            "valid": episode.valid[turn],
            "error": episode.errors[turn],
            "reward_terms": {"outcome": outcome},
        }
        if last and "outcome" in episode.late:
            info["late"] = {"outcome": episode.late["outcome"]}
        for name in ("channels", "milestones", "facts"):
            columns: dict[str, list[Any]] = getattr(episode, name)
            if columns:
                info[name] = {key: column[turn] for key, column in columns.items() if column[turn] is not None}
        for name, column in episode.extra.items():
            if column[turn] is not None:
                info[name] = column[turn]
        for name in ("answer", "task"):
            if name in episode.opening:
                info[name] = episode.opening[name]
        flags = last and episode.terminated, last and episode.truncated
        return episode.observations[turn + 1], outcome, *flags, self._info(info)

    def _outcome(self, turn: int) -> float:
        """Return the environment's own reward."""
        column = self.episode.paid.get("outcome")
        if column is None:
            raise MissingRecord(
                f"Episode {self.episode.episode} has no term 'outcome', the environment's own reward; it has "
                f"{sorted(self.episode.paid)}. Only runs with a ledger can be re-scored."
            )
        return column[turn] or 0.0

    def _info(self, entries: dict[str, Any]) -> RecordedInfo:
        """Return ``entries`` as an ``info`` that knows what was not recorded."""
        info = RecordedInfo(entries)
        recorded = entries if self.recorded is None else self.recorded
        info.missing = [name for name in CONTRACT if name not in recorded]
        info.where = f"Episode {self.episode.episode} ({self.episode.env})"
        for name in ("channels", "milestones", "facts"):
            if name in recorded:
                info.setdefault(name, {})
        return info
