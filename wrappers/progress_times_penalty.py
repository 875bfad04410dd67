"""CaRL: progress multiplied by penalties; a hard infraction ends the episode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gymnasium as gym

from ..reward_shaping.progress_times_penalty import progress_times_penalty
from .base import RewardTerm
from .progress import Measure, Progress, channel


class ProgressTimesPenalty(RewardTerm):
    """Pay the progress made on a turn, times a factor for every infraction of that turn.

    Progress that was lost earns nothing, and winning it back is paid again only above the highest progress so far if
    ``once`` is set. The formula and its doubts stand in :mod:`turnwise.reward_shaping.progress_times_penalty`.

    An infraction is ``"invalid"`` (``info["valid"]`` is False) or a channel, which is committed on a turn on which the
    channel is above 0. Layers inside this one do not see the end that a hard infraction makes.

    Args:
        env: reports what ``progress`` reads.
        progress: ``"milestones"`` (the share that hold), ``"goal_distance"`` (1 - distance / distance at the start),
            another channel, or a callable ``measure(observation, info) -> float`` or its dotted path.
        penalties: the factor in [0, 1] of each soft infraction.
        hard: infractions that terminate the episode, which forfeits all later progress.
        hard_penalty: what a hard infraction costs besides, >= 0.
        weight: of the whole term.
        once: measure progress from the highest so far, so that going back and forth earns nothing.
        name: another name for the term.

    Raises:
        ValueError: a factor is outside [0, 1], or ``hard_penalty`` or ``weight`` is negative; at the reset, if
            something that is read is not reported.
    """

    term = "progress"
    memory = ("scale", "last", "ended")
    ended = False

    def __init__(
        self,
        env: gym.Env[Any, Any],
        progress: Measure | str = "milestones",
        *,
        penalties: Mapping[str, float] | None = None,
        hard: Sequence[str] = (),
        hard_penalty: float = 0.0,
        weight: float = 1.0,
        once: bool = True,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.penalties = {"invalid": 0.5} if penalties is None else dict(penalties)
        self.hard = list(hard)
        if not all(0 <= factor <= 1 for factor in self.penalties.values()) or min(hard_penalty, weight) < 0:
            raise ValueError(
                "ProgressTimesPenalty needs factors in [0, 1], hard_penalty >= 0 and weight >= 0; "
                f"got penalties={self.penalties}, hard_penalty={hard_penalty}, weight={weight}."
            )
        self._events = dict(self.penalties)
        self._invalid = self._events.pop("invalid", None)
        self.progress = Progress(progress)
        self.hard_penalty = hard_penalty
        self.weight = weight
        self.once = once
        self.can_be_negative = hard_penalty > 0 and bool(hard)
        if self.hard:  # without hard infractions a step is any reward term's, and is linked with its neighbours'
            self.step = self._step_to_an_end  # type: ignore[method-assign]

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Measure the progress of the first state."""
        self.scale = self.progress.start(self, info)
        self.last = self.progress.read(observation, info, self.scale) or 0.0
        self.ended = False
        for infraction in (*self.penalties, *self.hard):
            if infraction == "invalid" and "valid" in info:
                continue
            if channel(info, infraction) is None:
                raise ValueError(
                    f"ProgressTimesPenalty needs the channel {infraction!r}, which {self.env} does not report at the "
                    f"reset; it reports {list(info.get('channels') or {})}. An illegal message is called 'invalid'."
                )

    def _step_to_an_end(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Step the environment, add the term, and end the episode after a hard infraction.

        Raises:
            gymnasium.error.ResetNeeded: after such an end.
        """
        if self.ended:
            raise gym.error.ResetNeeded("A hard infraction ended the episode; call reset() before step().")
        observation, reward, terminated, truncated, info = RewardTerm.step(self, action)
        return observation, reward, terminated or self.ended, truncated and not self.ended, info

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the progress of this turn times its penalties."""
        level = self.progress.read(observation, info, self.scale)
        paid = 0.0
        if self.hard and any(committed(infraction, info) for infraction in self.hard):
            self.ended, paid = True, -self.hard_penalty
        if level is None or level == self.last or (level < self.last and self.once):
            return paid
        change, self.last = level - self.last, level
        factors = [self._invalid] if self._invalid is not None and committed("invalid", info) else []
        if self._events:
            factors += [factor for event, factor in self._events.items() if committed(event, info)]
        return paid + self.weight * progress_times_penalty(change, factors)


def committed(infraction: str, info: dict[str, Any]) -> bool:
    """Whether an infraction was committed on this turn.

    Args:
        infraction: ``"invalid"`` or the name of a channel.
        info: of the turn.
    """
    if infraction == "invalid":
        return not dict.get(info, "valid", True)
    return (channel(info, infraction) or 0.0) > 0
