"""What environments share whose worlds run in an engine of the package textworld."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gymnasium.error import ResetNeeded

from ...base import Played
from ...levels import MAX_DRAWS, LevelEnv
from . import rules, text
from .engine import Engine


class EngineEnv(LevelEnv):
    """An environment whose world runs in an engine, which the commands that were played bring to where it is.

    A subclass gives :meth:`count`, :meth:`name`, :meth:`of_test`, :meth:`opened` and :meth:`first`, and may give
    :meth:`paid`. A fork is exact: it plays the commands again.
    """

    accepted = text.ACCEPTED
    words: tuple[str, ...] = text.WORDS
    _engine: Engine | None = None
    _number: int = -1

    def count(self) -> int:
        """Return how many games there are."""
        raise NotImplementedError

    def name(self, number: int) -> str:
        """Return a game's name."""
        raise NotImplementedError

    def of_test(self, number: int) -> bool:
        """Whether a game belongs to the test split."""
        raise NotImplementedError

    def opened(self, number: int) -> Engine:
        """Return the engine of a game, at its start."""
        raise NotImplementedError

    def first(self, engine: Engine) -> str:
        """Return the first observation."""
        raise NotImplementedError

    def paid(self, before: rules.State, state: rules.State) -> float:
        """Return the reward of a turn."""
        return float(state.seen.won)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the running game out of a pickle; it is brought back when it is needed."""
        return self.__dict__ | {"_engine": None}

    def begin(self, options: dict[str, Any]) -> str:
        """Draw a game of the split and start it."""
        for _ in range(MAX_DRAWS):
            number = int(self.np_random.integers(self.count()))
            if self.split == "all" or self.of_test(number) == (self.split == "test"):
                break
        else:
            raise ValueError(
                f"{type(self).__name__} found no game of split={self.split!r} among {self.count()}; give it more."
            )
        engine = self._running_game(number)
        engine.bring(())
        seen = engine.seen()
        self.state = rules.State(number, self.name(number), len(seen.plan), engine.most, (), seen)
        return self.first(engine)

    def _running_game(self, number: int) -> Engine:
        if self._engine is None or self._number != number:
            if self._engine is not None:
                self._engine.close()
            self._engine, self._number = self.opened(number), number
        return self._engine

    def engine(self) -> Engine:
        """Return the running game where the present state is."""
        engine = self._running_game(self.state.number)
        engine.bring(self.state.commands)
        return engine

    def play(self, message: str) -> Played:
        """Play the command of a message."""
        state: rules.State = self.state
        command = text.command_of(message)
        open_ended = not state.seen.admissible
        legal = (command if open_ended else text.admissible(command, state.seen)) if command else ""
        if not legal:
            error = "No command was found in the message." if not command else f"{command!r} is not possible now."
            return f"{error} {self.accepted}", 0.0, False, False, error
        engine = self.engine()
        engine.play(legal)
        seen = engine.seen()
        self.state = state._replace(commands=(*state.commands, legal), seen=seen)
        return seen.feedback, self.paid(state, self.state), seen.over, seen.won, ""

    def actions(self) -> list[str]:
        """Return the admissible commands; of a game without them, a few that most games know."""
        if self.state is None:
            raise ResetNeeded(f"{type(self).__name__} has no episode yet; call reset() before actions().")
        return list(self.state.seen.admissible) or ["look", "inventory", "north", "south", "east", "west"]

    def plan(self) -> tuple[str, ...]:
        """Return commands that win from the present state; none where nothing does or it is not known."""
        seen: rules.Seen = self.state.seen
        return seen.plan or (() if seen.over else self.engine().planned())

    def expert(self) -> Iterator[str]:
        """Follow the plan; a new one is made whenever the game is not where the plan leads."""
        plan: tuple[str, ...] = ()
        expected: tuple[str, ...] = ()
        while self._running:
            if not plan or self.state.commands != expected:
                plan = self.plan()
            if not plan:
                return
            expected = (*self.state.commands, plan[0])
            yield plan[0]
            plan = plan[1:]

    def command_words(self) -> tuple[str, ...]:
        """Return words that stand in every refusal."""
        return self.words

    def layout(self, state: rules.State) -> str:
        """Return the game's name."""
        return state.game

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure whether any fact changed (of a game without facts, whether something was played), and the score."""
        played = len(state.commands) > len(before.commands)
        return {
            "state_changed": float(played and (not state.seen.facts or before.seen.facts != state.seen.facts)),
            "score": float(state.seen.score),
            "gain": float(state.seen.score - before.seen.score),
        }

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the game's propositions, ``apple.in`` = ``box``, and the score."""
        found: dict[str, str | int | float | bool] = {"game.score": state.seen.score, "game.won": state.seen.won}
        for name, *about in state.seen.facts:
            if about:
                found[f"{about[0]}.{name}"] = ", ".join(about[1:]) if len(about) > 1 else True
        return found

    def close(self) -> None:
        """End the running game."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        super().close()
