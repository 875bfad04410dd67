"""What text environments share: one natural command a turn, tools made of the same commands, experts with a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gymnasium.error import ResetNeeded

from ..base import Played
from ..levels import LevelEnv
from .commands import Call, Commands

Turn = tuple[Any, str, str]
"""What :meth:`CommandEnv.turn` returns: the state, the observation and an error (empty when legal)."""


class CommandEnv(LevelEnv):
    """An environment played with natural commands, one a message.

    A subclass gives ``commands``, :meth:`draw`, :meth:`layout`, :meth:`opening`, :meth:`turn`, :meth:`outcome`,
    :meth:`legal`, and either :meth:`plan` or its own :meth:`expert`. States are immutable.

    Attributes:
        commands: what a message may say; a class attribute, or set in the constructor.
    """

    commands: Commands

    def turn(self, state: Any, call: Call) -> Turn:
        """Return the state after a call, what is observed, and why it is not legal.

        With an error the state is not looked at: it stays as it was. Chance draws from ``self.np_random``.
        """
        raise NotImplementedError

    def outcome(self, state: Any) -> tuple[float, bool, bool]:
        """Return the reward for having reached ``state``, whether it ends the episode, and whether it is success."""
        raise NotImplementedError

    def legal(self, state: Any) -> list[str]:
        """Return a sample of the messages that are legal in ``state``."""
        raise NotImplementedError

    def plan(self, state: Any) -> Sequence[str] | None:
        """Return messages that solve the episode from ``state``, or None where nothing does."""
        raise NotImplementedError

    def play(self, message: str) -> Played:
        """Play the command of a message."""
        call, error = self.commands.read(message)
        if call is None:
            return error, 0.0, False, False, error
        state, observation, error = self.turn(self.state, call)
        if error:
            return f"{error} {self.commands.accepted()}", 0.0, False, False, error
        self.state = state
        return observation, *self.outcome(state), ""

    def actions(self) -> list[str]:
        """Return a sample of the messages that are legal now."""
        if self.state is None:
            raise ResetNeeded(f"{type(self).__name__} has no episode yet; call reset() before actions().")
        return self.legal(self.state)

    def command_words(self) -> tuple[str, ...]:
        """Return how the commands begin."""
        return self.commands.verbs

    def tools(self) -> list[dict[str, Any]]:
        """Return the commands as tools."""
        return self.commands.tools()

    def call(self, name: str, arguments: dict[str, Any]) -> str:
        """Return the command that a call of a tool is."""
        return self.commands.write_call(name, arguments)

    def expert(self) -> Iterator[str]:
        """Follow the plan, made anew whenever the observation or the state shows that the world went another way."""
        plan: Sequence[str] | None = ()
        before: Any = None
        while self._running:
            if not plan or self.state is before:  # nothing left, or the last message did nothing
                plan = self.plan(self.state)
            if not plan:
                return
            before = self.state
            message, plan = plan[0], plan[1:]
            yield message
            if self.state is not before and not self.foreseen(before, message, self.state):
                plan = ()

    def foreseen(self, before: Any, message: str, state: Any) -> bool:
        """Whether ``state`` is where the plan's message should have led from ``before``.

        Asks :meth:`turn`; where that draws from ``self.np_random``, a subclass returns False, and every turn is planned
        anew.
        """
        call, _ = self.commands.read(message)
        return call is not None and bool(self.turn(before, call)[0] == state)

    def channels(self, before: Any, state: Any) -> dict[str, float]:
        """Measure whether anything changed; subclasses add what they measure."""
        return {"state_changed": float(before is not state and before != state)}
