"""Record one running episode: each turn's row is kept as it came and put into columns when the episode ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

import gymnasium as gym

from ..agent import Conversation, Reply
from .episode import Column, Episode, Tokens

__all__ = ["CONTRACT", "Read", "Tape", "reader"]

_ALWAYS = ("success", "valid", "error", "reward_terms")
_COLUMNS = ("channels", "milestones", "facts")
_ONCE = ("answer", "task")
CONTRACT = (*_COLUMNS, *_ONCE)
"""Entries of ``info`` that an environment computes when asked: the first three every turn, the others at reset."""

Read = Callable[[Any], tuple[Any, ...]]


def reader(record: Sequence[str]) -> Read:
    """Return a function that takes from ``info`` what a turn's row holds: the fixed entries, then the recorded ones."""
    return itemgetter(*_ALWAYS, *_each_turn(record))


def _each_turn(record: Sequence[str]) -> list[str]:
    """Return the recorded entries that have a value every turn."""
    return [name for name in record if name not in _ONCE]


class Tape:
    """One running episode: an environment, the conversation its agent sees, and what came of each turn.

    Args:
        env: the environment, already wrapped.
        episode: the episode's keys; :meth:`finish` fills its columns.
        record: entries of ``info`` to record.
        read: what :func:`reader` makes of ``record``.
        privileged: whether the agent is handed the environment.
        tolerate: exceptions of a step that end the episode and are written into ``Episode.crash``.
    """

    __slots__ = (
        "conversation",
        "ended",
        "env",
        "env_seconds",
        "episode",
        "info",
        "mark",
        "read",
        "record",
        "replies",
        "rewards",
        "rows",
        "step",
        "tolerate",
    )

    def __init__(
        self,
        env: gym.Env[Any, Any],
        episode: Episode,
        record: Sequence[str],
        read: Read,
        privileged: bool = False,
        tolerate: tuple[type[Exception], ...] = (),
    ) -> None:
        self.env = env
        self.step = env.step
        self.episode = episode
        self.record = record
        self.read = read
        self.tolerate = tolerate
        self.rewards: list[Any] = []
        self.rows: list[tuple[Any, ...]] = []
        self.replies: list[Reply] = []
        self.info: dict[str, Any] = {}
        self.ended = False
        self.mark = (0.0, 0.0)
        self.env_seconds = 0.0
        self.conversation = Conversation(
            episode.observations, episode.actions, episode.agent_seed or 0, episode.episode, env if privileged else None
        )

    def begin(self) -> None:
        """Reset the environment with the episode's seed and record how it opens."""
        episode = self.episode
        observation, info = self.env.reset(seed=episode.seed, options=episode.options)
        episode.observations.append(observation)
        opening = {name: info.get(name) for name in ("success", *self.record)}
        episode.opening = {name: value for name, value in opening.items() if value is not None}

    def play(self, reply: Reply) -> bool:
        """Play one turn; return whether the episode is over."""
        text = reply.text
        episode = self.episode
        try:
            observation, reward, terminated, truncated, info = self.step(text)
        except self.tolerate as error:
            episode.crash = f"{type(error).__name__}: {error} (on turn {len(episode.actions)}, {text!r:.200})"
            self.ended = True
            return True
        episode.actions.append(text)
        episode.observations.append(observation)
        self.rewards.append(reward)
        self.replies.append(reply)
        try:
            self.rows.append(self.read(info))
        except KeyError:
            self.rows.append(self._foreign(reward, info))
        if terminated or truncated:
            self.info = info
            self.ended = True
            episode.terminated, episode.truncated = bool(terminated), bool(truncated and not terminated)
            return True
        return False

    def finish(self) -> Episode:
        """Put what was recorded into the episode's columns, and return it."""
        episode = self.episode
        episode.rewards = list(map(float, self.rewards))
        if self.rows:
            success, valid, errors, ledger, *recorded = zip(*self.rows, strict=True)
            episode.success, episode.valid, episode.errors = list(success), list(valid), list(errors)
            episode.paid = _pivot(ledger)
            for name, entries in zip(_each_turn(self.record), recorded, strict=True):
                if name in _COLUMNS:
                    setattr(episode, name, _pivot([entry or {} for entry in entries]))
                else:
                    episode.extra[name] = list(entries)
        meanings = self.env.unwrapped.metadata.get("channels", {}) if episode.channels else {}
        episode.columns = {name: Column(**meanings[name]) for name in episode.channels if name in meanings}
        episode.late = {name: list(values) for name, values in dict.get(self.info, "late", {}).items()}
        self._bill()
        return episode

    def _foreign(self, reward: Any, info: dict[str, Any]) -> tuple[Any, ...]:
        """Return the row of an environment whose ``info`` lacks an entry."""
        return (
            info.get("success", info.get("is_success")),
            info.get("valid", True),
            info.get("error", ""),
            info.get("reward_terms", {"outcome": float(reward)}),
            *(info.get(name) for name in _each_turn(self.record)),
        )

    def _bill(self) -> None:
        """Put what the agent said of its tokens, keys and costs into the episode."""
        episode, replies = self.episode, self.replies
        told = [
            reply
            for reply in replies
            if reply.token_ids is not None or reply.keys or reply.tokens_in or reply.tokens_out or reply.seconds
        ]
        if not told:
            return
        if any(reply.token_ids is not None for reply in told):
            episode.tokens = [_tokens(reply) for reply in replies]
        if any(reply.keys for reply in told):
            episode.keys = _pivot([reply.keys or {} for reply in replies])
        for name in ("tokens_in", "tokens_out", "seconds"):
            column = [getattr(reply, name) for reply in replies]
            if any(value is not None for value in column):
                episode.turn_costs[name] = column
                if name != "seconds":
                    episode.costs[name] = float(sum(value or 0 for value in column))


def _tokens(reply: Reply) -> Tokens | None:
    """Return a reply's tokens; those without spans are all the action's."""
    if reply.token_ids is None:
        return None
    ids = list(reply.token_ids)
    spans = [("action", 0, len(ids))] if reply.spans is None else [(str(k), int(a), int(b)) for k, a, b in reply.spans]
    log_probs = None if reply.log_probs is None else list(reply.log_probs)
    return Tokens(ids, spans, log_probs, None if reply.entropy is None else list(reply.entropy))


def _pivot(rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return the rows as columns; what a row lacks is ``None``. Columns stand in the order in which they appear."""
    first = rows[0]
    try:
        if set(map(len, rows)) == {len(first)}:
            return {name: [row[name] for row in rows] for name in first}
    except KeyError:
        pass
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}
