"""What the grid environments share: knobs, the turn of one or several moves, splits and the plan-following expert."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from gymnasium.error import ResetNeeded

from ..base import Played
from ..levels import LevelEnv, is_whole
from .grammar import Grammar
from .table import TransitionTable, transition_table

__all__ = ["MOST_MOVES", "GridEnv", "is_whole"]

MOST_MOVES = 1_000
"""The most commands of one message, so that no message costs seconds."""


class GridEnv(LevelEnv):
    """A grid world played with short commands.

    A subclass gives ``grammar``, :meth:`draw`, :meth:`move`, :meth:`outcome`, :meth:`opening`, :meth:`view`,
    :meth:`plan` and :meth:`layout`. States are immutable and hold their level.

    Args:
        observation: how the world is told; one of ``styles``.
        moves_per_turn: the most commands that one message may hold, 1 to 1000.
        split: ``"train"`` and ``"test"`` share no level: a checksum of a level's content assigns it (1 in 5 to test).
            ``"all"`` draws from both.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    grammar: ClassVar[Grammar]
    styles: ClassVar[tuple[str, ...]] = ("ascii", "coordinates", "sentences", "egocentric")

    def __init__(
        self,
        *,
        observation: str = "ascii",
        moves_per_turn: int = 1,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.choice("observation", observation, self.styles)
        self.whole("moves_per_turn", moves_per_turn, 1, MOST_MOVES)
        self.observation = observation
        self.moves_per_turn = moves_per_turn

    def move(self, state: Any, command: str) -> Any:
        """Return the state after one command."""
        raise NotImplementedError

    def outcome(self, state: Any) -> tuple[float, bool, bool]:
        """Return the reward for having reached ``state``, whether it ends the episode, and whether it is success."""
        raise NotImplementedError

    def view(self, before: Any, state: Any) -> str:
        """Return what is seen after the turn that led from ``before`` to ``state``."""
        raise NotImplementedError

    def plan(self, state: Any) -> Sequence[str] | None:
        """Return commands that solve the level from ``state``, or None where nothing does."""
        raise NotImplementedError

    def legal(self, state: Any) -> list[str]:
        """Return the commands worth trying in ``state``."""
        return list(self.grammar.commands)

    def situation(self, state: Any) -> Hashable:
        """Return what the future depends on: equal for two states only if the same commands do the same in both."""
        situation: Hashable = state
        return situation

    def chances(self, state: Any, command: str) -> list[tuple[float, Any]]:
        """Return the states that a command can lead to, each with its probability; nothing is drawn."""
        return [(1.0, self.move(state, command))]

    def transition_table(self, *, limit: int = 100_000) -> TransitionTable:
        """Return where each message of :meth:`actions` leads, for all that can be reached from the present state.

        Args:
            limit: the most states.

        Raises:
            gymnasium.error.ResetNeeded: before the first reset.
            ValueError: more states than ``limit`` can be reached.
            NotImplementedError: chance plays, and its probabilities are not written down.
        """
        return transition_table(self, limit)

    @contextmanager
    def leading_to(self, state: Any) -> Iterator[None]:
        """Make every message lead to ``state`` meanwhile, also from where the episode has ended.

        A reward can so be asked about transitions that play never makes, as EPIC's canonicalisation asks. Where the
        environment is afterwards is for :meth:`restore` to say.

        Args:
            state: a state of the present level.
        """
        before, running = self.state, self._running
        self._running = True
        vars(self)["play"] = lambda message: self._arrive(before, state)
        try:
            yield
        finally:
            del vars(self)["play"]
            self._running = running

    def command_words(self) -> tuple[str, ...]:
        """Return the commands."""
        return self.grammar.commands

    def play(self, message: str) -> Played:
        """Play the commands of a message in order, until the episode ends."""
        commands, error = self.grammar.read(message, self.moves_per_turn)
        before = state = self.state
        if error:
            return f"{error}\n\n{self.view(state, state)}", 0.0, False, False, error
        reward, terminated, success = 0.0, False, False
        for command in commands:
            state = self.move(state, command)
            reward, terminated, success = self.outcome(state)
            if terminated:
                break
        self.state = state
        return self.view(before, state), reward, terminated, success, ""

    def actions(self) -> list[str]:
        """Return one message for each command worth trying."""
        if self.state is None:
            raise ResetNeeded(f"{type(self).__name__} has no episode yet; call reset() before actions().")
        return self.legal(self.state)

    def expert(self) -> Iterator[str]:
        """Follow an optimal plan, made anew whenever the state is not the one it foresaw."""
        plan: Sequence[str] | None = ()
        expected: Any = None
        while self._running:
            if not plan or self.state != expected:
                plan = self.plan(self.state)
            if not plan:
                return
            turn, plan = plan[: self.moves_per_turn], plan[self.moves_per_turn :]
            expected = self.foresee(self.state, turn)
            yield self.grammar.write(turn)

    def foresee(self, state: Any, commands: Sequence[str]) -> Any:
        """Return the state that ``commands`` lead to; None where chance decides, so that every turn is planned anew."""
        for command in commands:
            state = self.move(state, command)
        return state

    def _arrive(self, before: Any, state: Any) -> Played:
        self.state = state
        return self.view(before, state), *self.outcome(state), ""
