"""One recorded episode, held as columns: one entry a turn, ragged tokens below it.

A turn ``t`` is one message of the agent. ``observations[t]`` is what the agent read last, ``actions[t]`` what it
said, and every other column's entry ``t`` is what the environment answered. ``observations`` has one entry more than
the turns: the last message, which nobody answered. What held before the first turn (milestones, facts, channels at
reset) stands in ``opening``.

A missing value is ``None``: it is neither zero nor NaN, which is a value that was measured and is not a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Column", "Episode", "Span", "Tokens", "Turn"]

Fact = str | int | float | bool
Span = tuple[str, int, int]
"""A labelled stretch of a turn's tokens: (kind, start, end), end excluded."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a channel's numbers mean.

    Attributes:
        scope: what one value belongs to.
        kind: a level that holds, an event that happened, a weight, or a yes or no.
        ready: when the value is known: in the step, at the next action, at the end of the episode or of the group.
    """

    scope: Literal["turn", "segment", "episode", "group"] = "turn"
    kind: Literal["level", "event", "weight", "flag"] = "level"
    ready: Literal["step", "next", "episode", "group"] = "step"


@dataclass(slots=True)
class Tokens:
    """The tokens one turn added to the context, exactly as they were read and sampled.

    Attributes:
        ids: every token id, in order.
        spans: labelled stretches of ``ids``, e.g. ``("observation", 0, 12), ("action", 12, 20)``.
        log_probs: log-probability of each id when it was sampled, one for each id; ``None`` for ids that were read.
        entropy: entropy (nats) of the distribution each id was sampled from, one for each id.
    """

    ids: list[int]
    spans: list[Span] = field(default_factory=list)
    log_probs: list[float | None] | None = None
    entropy: list[float | None] | None = None

    def __post_init__(self) -> None:
        """Refuse columns of other lengths than the ids."""
        for name in ("log_probs", "entropy"):
            column = getattr(self, name)
            if column is not None and len(column) != len(self.ids):
                raise ValueError(
                    f"Tokens needs one value of {name} for each of {len(self.ids)} ids; got {len(column)}."
                )
        for kind, start, end in self.spans:
            if not 0 <= start <= end <= len(self.ids):
                raise ValueError(f"Tokens' span {kind!r} [{start}, {end}) must lie within its {len(self.ids)} ids.")


@dataclass(frozen=True, slots=True)
class Turn:
    """One row of the trace: one message of the agent and what came of it.

    ``reward_terms`` is what each term is worth on this turn; ``paid_terms`` is what the environment paid on it, which
    sums to ``reward``. The two differ only for terms whose value was known late (see ``Episode.late``).
    """

    run: str
    batch: int
    task: str
    group: int
    episode: int
    thread: str
    role: str
    segment: int
    turn: int
    anchor: str
    fork: str
    observation: str
    action: str
    next_observation: str
    reward: float
    reward_terms: dict[str, float]
    paid_terms: dict[str, float]
    channels: dict[str, float]
    milestones: dict[str, bool]
    facts: dict[str, Fact]
    extra: dict[str, Any]
    terminated: bool
    truncated: bool
    success: bool | None
    valid: bool
    error: str
    tokens: Tokens | None

    @property
    def info(self) -> dict[str, Any]:
        """What was recorded of the step's ``info``, in its form (`reward_terms` by its exact values)."""
        return {
            "success": self.success,
            "valid": self.valid,
            "error": self.error,
            "reward_terms": self.reward_terms,
            "channels": self.channels,
            "milestones": self.milestones,
            "facts": self.facts,
            **self.extra,
        }


@dataclass(slots=True)
class Episode:
    """One episode as columns; ``turns`` gives rows.

    Attributes:
        run: the name of the run.
        batch: the batch of the run (a trainer's step; 0 in a plain run).
        task: the task's name: the environment's label and the seed it was reset with.
        group: the number, within the run, of the task; episodes of one group share the task.
        member: the episode's place within its group.
        episode: the episode's number within the run.
        env: the environment's label.
        env_index: which of the run's environments it was.
        agent: the agent's name.
        seed: what the environment was reset with.
        agent_seed: what the agent's generator was seeded with.
        options: the options of reset.
        observations: T + 1 messages of the environment.
        actions: T messages of the agent.
        rewards: what was paid, turn by turn.
        paid: the ledger: for each term, what it paid on each turn; its columns sum to ``rewards``.
        late: for each term that was paid as a lump on the last turn: its exact values, turn by turn.
        successes: whether the task was solved after each turn (``None`` where the environment doesn't say).
        valid: whether each action was parsed and legal.
        errors: why not, or "".
        terminated: whether the last turn ended the episode for good.
        truncated: whether the last turn was cut off by a limit.
        crash: why the episode could not go on ("" if it did not crash): an exception that the run was told to bear.
        channels: named float columns: what was measured.
        columns: what a channel means, where the environment says so in ``metadata["channels"]``.
        milestones: whether each sub-goal held after each turn.
        facts: the structured state after each turn.
        extra: other recorded entries of ``info``.
        opening: what was recorded of the reset's ``info``, the answer and the task among it.
        tokens: the tokens of each turn; empty where the agent has none.
        keys: the columns ``thread, role, segment, anchor, fork`` that differ from their defaults.
        costs: seconds in agent and environment, tokens read and written; not part of the comparison of two episodes.
        turn_costs: the same for each turn, where the agent says.
    """

    run: str = ""
    batch: int = 0
    task: str = ""
    group: int = 0
    member: int = 0
    episode: int = 0
    env: str = ""
    env_index: int = 0
    agent: str = ""
    seed: int | None = None
    agent_seed: int | None = None
    options: dict[str, Any] | None = None
    observations: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    rewards: list[float] = field(default_factory=list)
    paid: dict[str, list[float | None]] = field(default_factory=dict)
    late: dict[str, list[float | None]] = field(default_factory=dict)
    successes: list[bool | None] = field(default_factory=list)
    valid: list[bool] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    terminated: bool = False
    truncated: bool = False
    crash: str = ""
    channels: dict[str, list[float | None]] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    milestones: dict[str, list[bool | None]] = field(default_factory=dict)
    facts: dict[str, list[Fact | None]] = field(default_factory=dict)
    extra: dict[str, list[Any]] = field(default_factory=dict)
    opening: dict[str, Any] = field(default_factory=dict)
    tokens: list[Tokens | None] = field(default_factory=list)
    keys: dict[str, list[Any]] = field(default_factory=dict)
    costs: dict[str, float] = field(default_factory=dict, compare=False)
    turn_costs: dict[str, list[float | None]] = field(default_factory=dict, compare=False)

    def __len__(self) -> int:
        """Return the number of turns."""
        return len(self.actions)

    @property
    def reward_terms(self) -> dict[str, list[float | None]]:
        """What each term is worth on each turn: exact late values in place of the lump that was paid."""
        return {**self.paid, **self.late} if self.late else self.paid

    @property
    def total_reward(self) -> float:
        """The undiscounted return: the sum of what was paid."""
        return float(sum(self.rewards))

    @property
    def term_totals(self) -> dict[str, float]:
        """The return decomposed: what each term paid over the episode."""
        return {name: float(sum(v for v in column if v is not None)) for name, column in self.paid.items()}

    @property
    def solved(self) -> bool | None:
        """Whether the task was solved at the end, also for an episode without turns (``None``: nobody said)."""
        return self.successes[-1] if self.successes else self.opening.get("success")

    def column(self, name: str) -> NDArray[np.float64]:
        """Return the channel or reward term ``name`` as numbers, NaN where a value is missing.

        Returns:
            Shape (T,).

        Raises:
            ValueError: neither a channel nor a term of that name was recorded.
        """
        column: Sequence[float | None] | None = self.channels.get(name, self.reward_terms.get(name))
        if column is None:
            known = sorted([*self.channels, *self.paid])
            raise ValueError(f"Episode {self.episode} has no channel or reward term {name!r}; it has {known}.")
        return np.array([np.nan if value is None else value for value in column], dtype=np.float64)

    @property
    def turns(self) -> list[Turn]:
        """The rows, built on access."""
        terms = self.reward_terms
        return [self._turn(t, terms) for t in range(len(self.actions))]

    def _turn(self, t: int, terms: dict[str, list[float | None]]) -> Turn:
        """Return row ``t``; ``terms`` are the episode's ``reward_terms``."""
        last = t == len(self.actions) - 1
        keys = {name: column[t] for name, column in self.keys.items() if column[t] is not None}
        return Turn(
            run=self.run,
            batch=self.batch,
            task=self.task,
            group=self.group,
            episode=self.episode,
            thread=keys.get("thread", "main"),
            role=keys.get("role", "agent"),
            segment=keys.get("segment", 0),
            turn=t,
            anchor=keys.get("anchor", self.observations[t]),
            fork=keys.get("fork", ""),
            observation=self.observations[t],
            action=self.actions[t],
            next_observation=self.observations[t + 1],
            reward=self.rewards[t],
            reward_terms=_present(terms, t),
            paid_terms=_present(self.paid, t),
            channels=_present(self.channels, t),
            milestones=_present(self.milestones, t),
            facts=_present(self.facts, t),
            extra=_present(self.extra, t),
            terminated=last and self.terminated,
            truncated=last and self.truncated,
            success=self.successes[t],
            valid=self.valid[t],
            error=self.errors[t],
            tokens=self.tokens[t] if self.tokens else None,
        )


def _present(columns: dict[str, list[Any]], t: int) -> dict[str, Any]:
    """Return row ``t`` of ``columns`` without what is missing."""
    return {name: column[t] for name, column in columns.items() if column[t] is not None}
