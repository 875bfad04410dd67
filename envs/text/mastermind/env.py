"""The Mastermind environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import Turn
from ..commands import Call
from ..guessing import Codes, GuessingEnv, most_telling
from . import rules, text

MOST_CODES = 20_000
MOST_IN_TABLE = 2_000
SAMPLE = 16


class MastermindEnv(GuessingEnv):
    """Break a hidden code of coloured pegs, told after each guess how many are right and how many misplaced.

    Every code is as likely as any other. The reward is 1.0 for the code. The expert plays the guess that is expected
    to tell most (for more than 2,000 codes: of some that may be right).

    Milestones and channels are those of every information game: ``halved``, ``tenth``, ``one_left``, ``found``;
    ``hypotheses_left``, ``bits``, ``state_changed``.

    Args:
        pegs: places of the code, 1 to 6.
        colours: how many colours there are, 2 to 9.
        repeats: whether a colour may stand in several places; without, ``colours`` is at least ``pegs``. There may be
            at most 20,000 codes.
        split: ``"all"``, or ``"train"`` and ``"test"``, which share no code.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    def __init__(
        self,
        *,
        pegs: int = 4,
        colours: int = 6,
        repeats: bool = True,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.truth("repeats", repeats)
        self.whole("pegs", pegs, 1, 6)
        self.whole("colours", colours, 2 if repeats else max(2, pegs), 9)
        self.require(
            "colours",
            colours,
            not repeats or colours**pegs <= MOST_CODES,
            f"so few that {pegs} pegs make at most {MOST_CODES} codes",
        )
        self.pegs, self.colours, self.repeats = pegs, colours, repeats
        self.commands = text.commands(pegs, colours)
        self.codes = rules.every_code(pegs, colours, repeats)
        self._read: dict[str, rules.Code | None] = {}
        self._array: np.ndarray | None = None

    @property
    def everything(self) -> tuple[str, ...]:  # type: ignore[override]
        """Every code."""
        if not hasattr(self, "_everything"):
            self._everything = tuple(map(text.write_code, self.codes))
        return self._everything

    @property
    def array(self) -> np.ndarray:
        """Every code, shape (codes, pegs)."""
        if self._array is None:
            self._array = np.array(self.codes, np.int8)
        return self._array

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Hide a code of the split."""
        if self.split == "all":
            return rules.State(self.codes[rng.integers(len(self.codes))])
        allowed = self.allowed()
        return rules.State(self.codes[allowed[rng.integers(len(allowed))]])

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(self.pegs, self.colours, self.repeats, self.commands.accepted())

    def read(self, said: str) -> rules.Code | None:
        """Return the code that was said, or None if it is none."""
        try:
            return self._read[said]
        except KeyError:
            code = text.read_code(said, self.pegs, self.colours)
            if len(self._read) < MOST_CODES:
                self._read[said] = code
            return code

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Answer a guess."""
        guess = self.read(call.arguments[0])
        if guess is None:
            digits = f"{self.pegs} digits from 1 to {self.colours}, one a peg"
            return state, "", f"{call.arguments[0][:40]!r} is no guess: that is {digits}."
        state = rules.State(state.code, (*state.guesses, guess))
        return state, text.view(state), ""

    def legal(self, state: rules.State) -> list[str]:
        """Return some codes, other ones each turn."""
        step = max(len(self.codes) // SAMPLE, 1)
        first = (len(state.guesses) * 7919) % step
        return [f"guess {text.write_code(code)}" for code in self.codes[first::step]]

    def hidden(self, state: rules.State) -> int:
        """Return the code's place in the list."""
        return int(self.numbers([text.write_code(state.code)])[0])

    def played(self, state: rules.State) -> list[Call]:
        """Return the guesses."""
        return [Call("guess", (text.write_code(guess),)) for guess in state.guesses]

    def solved(self, state: rules.State) -> bool:
        """Whether the last guess was the code."""
        return bool(state.guesses) and state.guesses[-1] == state.code

    def replies(self, call: Call, hypotheses: Codes) -> Codes:
        """Return what a guess draws under each code."""
        guess = np.array([self.read(call.arguments[0])], np.int8)
        return np.asarray(rules.replies(guess, self.array[hypotheses], self.colours)[0], dtype=np.int64)

    def heard(self, call: Call, observation: str) -> int | None:
        """Read a reply."""
        return text.heard(observation, self.pegs)

    def best(self, state: rules.State, left: Codes) -> Call:
        """Return the guess that is expected to tell most."""
        if len(self.codes) <= MOST_IN_TABLE:
            moves = np.arange(len(self.codes))
            codes = rules.table(self.pegs, self.colours, self.repeats)[:, left]
        else:
            moves = left[:: max(len(left) // 200, 1)]
            some = left[:: max(len(left) // MOST_IN_TABLE, 1)]
            codes = rules.replies(self.array[moves], self.array[some], self.colours)
        chosen = most_telling(codes, self.pegs * (self.pegs + 1) + 1, np.isin(moves, left))
        return Call("guess", (self.everything[moves[chosen]],))

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the code and the guesses."""
        found: dict[str, str | int | float | bool] = {"guesses.count": len(state.guesses)}
        found |= {f"peg_{place}.colour": colour for place, colour in enumerate(state.code, 1)}
        return found

    def task(self, state: Any) -> dict[str, Any]:
        """Report the settings."""
        settings = {"pegs": self.pegs, "colours": self.colours, "repeats": self.repeats, "split": self.split}
        return super().task(state) | {"parameters": settings}
