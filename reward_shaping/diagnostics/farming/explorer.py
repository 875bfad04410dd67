"""Walk through an environment by forks, or by playing again from the start where it cannot fork, within a budget."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from ..played_episode import MakeEnv
from ..tabular.state_key import layers, situation
from ..tabular.tabulate import Restore, Snapshot, fork_of

IDLE = ""
"""A message that says nothing."""

PATIENCE = 8
"""Rounds without pay after which a loop is given up."""

TURNS = 100
"""The turn limit where the environment has none."""


@dataclass(eq=False, slots=True)
class Node:
    """A moment of an episode, and how it was reached.

    Attributes:
        parent: the moment before; None at the start.
        message: what was said there.
        observation: what is read now.
        paid: what each term paid on the turn.
        turn: how many turns were played.
        false: what all terms but the outcome and neutral ones have paid so far.
        total: what everything has paid so far.
        solved: the task is or was solved on the way.
        over: the episode has ended, or has reached the turn limit.
        milestones: which sub-goals hold.
        key: equal for moments in one situation of the environment.
        snapshot: for the stack's ``restore``; None where it cannot fork.
    """

    parent: Node | None
    message: str
    observation: Any
    paid: dict[str, float]
    turn: int
    false: float
    total: float
    solved: bool
    over: bool
    milestones: dict[str, bool]
    key: Hashable
    snapshot: Any

    @property
    def messages(self) -> list[str]:
        """What was said from the start to here."""
        said: list[str] = []
        node: Node = self
        while node.parent is not None:
            said.append(node.message)
            node = node.parent
        return said[::-1]


class Explorer:
    """A budget of steps to spend anywhere in one level.

    Args:
        make_env: makes the environment with its wrappers.
        seed: of the level.
        turns: the turn limit; the environment's own if None, or 100 where it has none.
        steps: the budget, replayed ones included.
        neutral: terms that count neither as false nor as honest reward.
        snapshot: ``snapshot(env)``; the stack's own method if None.
        restore: ``restore(env, state)``; the stack's own method if None.

    Attributes:
        root: the start.
        turns: the turn limit.
        left: the steps that are left.
        best: the episode that ended without success with the most reward that is no outcome; None before any.
    """

    def __init__(
        self,
        make_env: MakeEnv,
        *,
        seed: int = 0,
        turns: int | None = None,
        steps: int = 20_000,
        neutral: Sequence[str] = (),
        snapshot: Snapshot | None = None,
        restore: Restore | None = None,
    ) -> None:
        self.env = make_env()
        self.base = list(layers(self.env))[-1]
        spec = getattr(self.env, "spec", None)
        self.turns = turns or getattr(spec, "max_episode_steps", None) or TURNS
        self.seed, self.left, self.neutral = seed, steps, ("outcome", *neutral)
        self.best: Node | None = None
        self._fork = self._forking(snapshot, restore)
        observation, info = self.env.reset(seed=seed)
        self.root = self._node(None, "", observation, 0.0, False, info)
        self._here = self.root
        self._path: list[Node] | None = None

    def step(self, node: Node, message: str) -> Node | None:
        """Say something at a moment; return the next, or None where the episode or the budget is over."""
        if node.over or not self._go(node) or self.left < 1:
            return None
        self.left -= 1
        observation, reward, terminated, truncated, info = self.env.step(message)
        self._here = self._node(node, message, observation, float(reward), bool(terminated or truncated), info)
        self._consider(self._here)
        return self._here

    def along(self, node: Node, messages: Sequence[str]) -> Node:
        """Say several things one after the other; return the last moment reached."""
        for message in messages:
            after = self.step(node, message)
            if after is None:
                break
            node = after
        return node

    def repeat(self, node: Node, messages: Sequence[str], patience: int = PATIENCE) -> Node:
        """Say the same things over and over until the episode is over; return the last moment reached.

        Args:
            node: where to begin.
            messages: of one round.
            patience: stop after so many rounds in a row that earned nothing.
        """
        since = 0
        while not node.over and since < patience:
            after = self.along(node, messages)
            if after is node:
                break
            since = 0 if after.false > node.false else since + 1
            node = after
        return node

    def actions(self, node: Node) -> list[str]:
        """Return the messages that are admissible at a moment; none where the budget does not reach there."""
        return list(self.base.actions()) if not node.over and self._go(node) else []

    def expert_path(self) -> list[Node]:
        """Return the moments of an honest episode, the start among them."""
        if self._path is None:
            self._path = [self.root]
            advice = self.base.expert() if hasattr(self.base, "expert") and self._go(self.root) else iter(())
            for message in advice:
                after = self.step(self._path[-1], message)
                if after is None:
                    break
                self._path.append(after)
        return self._path

    def short_of_success(self) -> list[Node]:
        """Return the moments of an honest episode that come before success and before its end."""
        return [node for node in self.expert_path() if not node.solved and not node.over]

    def _consider(self, node: Node) -> None:
        if node.over and not node.solved and (self.best is None or node.false > self.best.false + 1e-12):
            self.best = node

    def _go(self, node: Node) -> bool:
        """Bring the environment to a moment; return whether the budget allowed it."""
        if node is self._here:
            return True
        if self._fork is not None:
            self._fork[1](self.env, node.snapshot)
        elif node.turn > self.left:
            return False
        else:
            self.left -= node.turn
            self.env.reset(seed=self.seed)
            for message in node.messages:
                self.env.step(message)
        self._here = node
        return True

    def _node(
        self, parent: Node | None, message: str, observation: Any, reward: float, over: bool, info: dict[str, Any]
    ) -> Node:
        terms = {term: float(paid) for term, paid in info.get("reward_terms", {"outcome": reward}).items()}
        turn, paid = parent.turn + 1 if parent else 0, sum(terms.get(term, 0.0) for term in self.neutral)
        return Node(
            parent,
            message,
            observation,
            terms,
            turn,
            (parent.false if parent else 0.0) + reward - paid,
            (parent.total if parent else 0.0) + reward,
            bool(info.get("success", False)) or bool(parent and parent.solved),
            over or turn >= self.turns,
            dict(info.get("milestones") or {}),
            situation(self.base) if hasattr(self.base, "state") else observation,
            self._fork[0](self.env) if self._fork is not None and not over else None,
        )

    def _forking(self, snapshot: Snapshot | None, restore: Restore | None) -> tuple[Snapshot, Restore] | None:
        """Return how to fork the stack, or None where it cannot."""
        if not getattr(self.base, "can_fork", hasattr(self.base, "snapshot")):
            return None
        try:
            return fork_of(self.env, snapshot, restore)
        except ValueError:
            return None
