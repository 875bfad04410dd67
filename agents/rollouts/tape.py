"""Record one running episode: each turn's row is kept as it came and put into columns when the episode ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

import gymnasium as gym

from ..agent import Conversation, Reply
from .episode import Column, Episode, Tokens
from .roles import Roles

__all__ = ["CONTRACT", "Tape"]

_COLUMNS = ("channels", "milestones", "facts")
_ONCE = ("answer", "task")
CONTRACT = (*_COLUMNS, *_ONCE)
"""Entries of ``info`` that an environment computes when asked: the first three every turn, the others at reset."""

_FIXED: Callable[[Any], tuple[Any, Any, dict[str, float]]] = itemgetter("success", "valid", "reward_terms")
_OUTCOME = ("outcome",)
"""The ledger of an environment without reward wrappers: nothing but the reward itself."""


class Tape:
    """One running episode: an environment, the conversation its agent sees, and what came of each turn.

    Of success, validity and the ledger's names only the changes are kept: they seldom differ from turn to turn.

    Args:
        env: the environment, already wrapped.
        episode: the episode's keys; :meth:`finish` fills its columns.
        record: entries of ``info`` to record.
        privileged: whether the agent is handed the environment.
        tolerate: exceptions of a step that end the episode and are written into ``Episode.crash``.
    """

    __slots__ = (
        "actions",
        "conversation",
        "each_turn",
        "earn",
        "ended",
        "env",
        "env_seconds",
        "episode",
        "hear",
        "info",
        "invalid",
        "ledgers",
        "mark",
        "missing",
        "pay",
        "record",
        "recorded",
        "roles",
        "say",
        "step",
        "success",
        "successes",
        "terms",
        "told",
        "tolerate",
    )

    def __init__(
        self,
        env: gym.Env[Any, Any],
        episode: Episode,
        record: Sequence[str] = (),
        privileged: bool = False,
        tolerate: tuple[type[Exception], ...] = (),
    ) -> None:
        self.env = env
        self.step: Callable[[str], tuple[Any, Any, bool, bool, dict[str, Any]]] = env.step
        self.actions = episode.actions
        self.say, self.hear, self.earn = episode.actions.append, episode.observations.append, episode.rewards.append
        self.pay: Callable[[Iterable[float]], None] = _unnamed
        self.episode = episode
        self.record = record
        self.each_turn = [name for name in record if name not in _ONCE]
        self.tolerate = tolerate
        self.invalid: list[tuple[int, str]] = []
        self.success: Any = None
        self.successes: list[tuple[int, bool | None]] = []
        self.terms: tuple[str, ...] = ()
        self.ledgers: list[tuple[int, tuple[str, ...], list[float]]] = []
        self.missing: list[tuple[int, list[str]]] = []
        self.recorded: list[list[Any]] = []
        self.told: dict[int, Reply] = {}
        self.info: dict[str, Any] = {}
        self.ended = False
        self.mark = (0.0, 0.0)
        self.roles: Roles | None = None
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
        opening["versions"] = dict.get(info, "versions")
        episode.opening = {name: value for name, value in opening.items() if value is not None}
        role = dict.get(info, "role")
        if isinstance(role, str):
            self.roles = Roles(self.conversation, role)

    def play(self, reply: Reply) -> bool:
        """Play one turn; return whether the episode is over."""
        text = reply.text
        try:
            observation, reward, terminated, truncated, info = self.step(text)
        except self.tolerate as error:
            self._crash(error, text)
            return True
        try:
            success, valid, terms = _FIXED(info)
        except KeyError:
            success, valid, terms = _foreign(reward, info)
        if success is not self.success or not valid:
            self._note(success, valid, info)
        if len(terms) == 1 and terms.get("outcome") is reward:
            if self.terms is not _OUTCOME:
                self._begin_ledger(_OUTCOME)
        else:
            self._enter(terms, info)
        if self.each_turn:
            self.recorded.append([info.get(name) for name in self.each_turn])
        tokens = reply.token_ids is not None or reply.tokens_in is not None or reply.tokens_out is not None
        if tokens or reply.seconds is not None or reply.keys is not None:
            self.told[len(self.actions)] = reply
        self.say(text)
        self.hear(observation)
        self.earn(reward)
        if terminated or truncated:
            self.info = info
            self.ended = True
            self.episode.terminated, self.episode.truncated = bool(terminated), bool(truncated and not terminated)
            return True
        if self.roles is not None:
            self.conversation = self.roles.hand_over(dict.get(info, "role"), text, observation)
        return False

    def finish(self) -> Episode:
        """Put what was recorded into the episode's columns, and return it."""
        episode = self.episode
        turns = len(episode.actions)
        episode.rewards = list(map(float, episode.rewards))
        episode.successes = _held(self.successes, turns)
        episode.valid, episode.errors = [True] * turns, [""] * turns
        for turn, error in self.invalid:
            episode.valid[turn], episode.errors[turn] = False, error
        episode.paid = self._paid(episode.rewards)
        episode.late = {name: list(values) for name, values in dict.get(self.info, "late", {}).items()}
        for name, entries in zip(self.each_turn, zip(*self.recorded, strict=True), strict=False):
            if name in _COLUMNS:
                setattr(episode, name, _pivot([entry or {} for entry in entries]))
            else:
                episode.extra[name] = list(entries)
        meanings = self.env.unwrapped.metadata.get("channels", {}) if episode.channels else {}
        episode.columns = {name: Column(**meanings[name]) for name in episode.channels if name in meanings}
        episode.keys = {} if self.roles is None else self.roles.keys(turns)
        if self.told:
            self._bill(turns)
        return episode

    def _note(self, success: Any, valid: Any, info: dict[str, Any]) -> None:
        """Note that success differs from the turn before, or that the action was not valid."""
        turn = len(self.actions)
        if success is not self.success:
            self.success = success
            self.successes.append((turn, None if success is None else bool(success)))
        if not valid:
            self.invalid.append((turn, info.get("error", "")))

    def _enter(self, terms: dict[str, float], info: dict[str, Any]) -> None:
        """Enter what the terms paid on this turn, and which of them could not tell."""
        if tuple(terms) != self.terms or self.terms is _OUTCOME:
            self._begin_ledger(tuple(terms))
        self.pay(terms.values())
        if "missing" in info:
            self.missing.append((len(self.actions), info["missing"]))

    def _begin_ledger(self, terms: tuple[str, ...]) -> None:
        """Begin a stretch of turns whose ledgers have these terms."""
        paid: list[float] = []
        self.terms, self.pay = terms, paid.extend
        self.ledgers.append((len(self.actions), terms, paid))

    def _crash(self, error: Exception, text: str) -> None:
        """End the episode with the exception that a step raised."""
        self.episode.crash = f"{type(error).__name__}: {error} (on turn {len(self.actions) + 1}, {text!r:.200})"
        self.ended = True

    def _paid(self, rewards: list[float]) -> dict[str, list[float | None]]:
        """Return the ledger's columns, put together from its stretches; what could not be told is missing."""
        columns: dict[str, list[float | None]] = {}
        ends = [begin for begin, _, _ in self.ledgers[1:]] + [len(rewards)]
        for (begin, names, values), end in zip(self.ledgers, ends, strict=False):
            width = len(names)
            for place, name in enumerate(names):
                paid = rewards[begin:end] if names is _OUTCOME else list(map(float, values[place::width]))
                columns.setdefault(name, [None] * len(rewards))[begin:end] = paid
        for turn, unknown in self.missing:
            for name in unknown:
                columns[name][turn] = None
        return columns

    def _bill(self, turns: int) -> None:
        """Put what the agent said of its tokens, keys and costs into the episode."""
        episode = self.episode
        replies = [self.told.get(turn) for turn in range(turns)]
        tokens = [None if reply is None else _tokens(reply) for reply in replies]
        if any(tokens):
            episode.tokens = tokens
        told = _pivot([reply.keys or {} if reply else {} for reply in replies])
        for name, column in told.items():
            usual = episode.keys.get(name, column)
            episode.keys[name] = [mine if key is None else key for mine, key in zip(usual, column, strict=True)]
        for name in ("tokens_in", "tokens_out", "seconds"):
            column = [getattr(reply, name, None) for reply in replies]
            if any(value is not None for value in column):
                episode.turn_costs[name] = column
                if name != "seconds":
                    episode.costs[name] = float(sum(value or 0 for value in column))


def _unnamed(values: Iterable[float]) -> None:
    """Take the ledger of a turn without terms."""


def _foreign(reward: Any, info: dict[str, Any]) -> tuple[Any, Any, dict[str, float]]:
    """Return success, validity and ledger of an environment whose ``info`` lacks some of them."""
    success = info.get("success", info.get("is_success"))
    return success, info.get("valid", True), info.get("reward_terms", {"outcome": reward})


def _held(changes: Sequence[tuple[int, Any]], turns: int) -> list[Any]:
    """Return the column of a value, given the turns at which it changed; ``None`` before the first."""
    column: list[Any] = [None] * turns
    for turn, value in changes:
        column[turn:] = [value] * (turns - turn)
    return column


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
    first = rows[0] if rows else {}
    try:
        if set(map(len, rows)) == {len(first)}:
            return {name: [row[name] for row in rows] for name in first}
    except KeyError:
        pass
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}
