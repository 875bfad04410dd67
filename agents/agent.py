"""What an agent is: conversations in, one reply for each out.

An agent sees what the environment wrote and what it answered itself, never ``info`` and never the environment. Only a
baseline that declares ``privileged = True`` (a random or an expert player, say) finds the environment in
:attr:`Conversation.env`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, runtime_checkable

import gymnasium as gym
import numpy as np

__all__ = ["Agent", "Conversation", "Message", "Reply", "describe_agent"]


class Message(NamedTuple):
    """One message of a conversation, in the form chat models take."""

    role: str
    content: str


@dataclass(slots=True)
class Conversation:
    """One running episode as its agent sees it.

    The lists are the episode's own and grow with it: read them, don't change them.

    Attributes:
        observations: what the environment wrote; the last one waits for a reply.
        actions: what the agent answered; one entry fewer.
        seed: of the agent's generator in this episode.
        episode: the number of the episode in its run.
        env: the environment, for privileged agents only.
        role: whom the agent plays here, in a game; each role of an episode has a conversation of its own.
        memory: a place for whatever the agent keeps during this episode.
    """

    observations: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    seed: int = 0
    episode: int = 0
    env: gym.Env[Any, Any] | None = None
    role: str = "agent"
    memory: dict[str, Any] = field(default_factory=dict)
    _rng: np.random.Generator | None = None

    @property
    def rng(self) -> np.random.Generator:
        """The agent's generator for this episode: the same whatever is played beside it."""
        if self._rng is None:
            self._rng = np.random.default_rng(self.seed)
        return self._rng

    @property
    def turn(self) -> int:
        """The number of turns played so far."""
        return len(self.actions)

    @property
    def messages(self) -> list[Message]:
        """Observations (role ``user``) and actions (role ``assistant``) in turn, the observation to answer last."""
        messages = [Message("user", self.observations[0])] if self.observations else []
        for action, observation in zip(self.actions, self.observations[1:], strict=False):
            messages += (Message("assistant", action), Message("user", observation))
        return messages


@dataclass(slots=True)
class Reply:
    """What an agent says in one turn, and what it knows of how it came to say it.

    Attributes:
        text: the message for the environment.
        token_ids: the tokens this turn added to the context, as they were read and sampled; never re-tokenised.
        spans: labelled stretches of ``token_ids`` as (kind, start, end); all of them the action if none is given.
        log_probs: log-probability of each id when it was sampled; ``None`` for ids that were read.
        entropy: entropy (nats) of the distribution each id was sampled from.
        tokens_in: tokens read for this turn, for the bill.
        tokens_out: tokens written in this turn.
        seconds: time this reply took.
        keys: trace keys of this turn that differ from their defaults: thread, role, segment, anchor, fork.
    """

    text: str
    token_ids: Sequence[int] | None = None
    spans: Sequence[tuple[str, int, int]] | None = None
    log_probs: Sequence[float | None] | None = None
    entropy: Sequence[float | None] | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    seconds: float | None = None
    keys: dict[str, Any] | None = None


@runtime_checkable
class Agent(Protocol):
    """Whatever answers conversations.

    An agent may also have ``privileged = True`` (it is handed the environment), a ``name``, and ``describe()``, which
    returns what it is as plain data for the run's record.
    """

    def act(self, conversations: Sequence[Conversation]) -> Sequence[Reply]:
        """Return one reply for each conversation, in the same order.

        A reply may depend on nothing but its own conversation, so that episodes are the same however they are batched.
        """
        ...


def describe_agent(agent: Agent) -> dict[str, Any]:
    """Return what ``agent`` is as plain data: its ``describe()``, or the name of its class."""
    describe = getattr(agent, "describe", None)
    return dict(describe()) if callable(describe) else {"agent": type(agent).__name__}
