"""The GuessTheNumber environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import Turn
from ..commands import Call
from ..guessing import Codes, GuessingEnv
from . import rules, text

MOST = 1_000_000
SAMPLE = 12


class GuessTheNumberEnv(GuessingEnv):
    """Find a hidden whole number, told after each guess whether it is higher or lower.

    Every number is as likely as any other, so halving what is left is best: n numbers need at most
    ⌊log2 n⌋ + 1 guesses. The reward is 1.0 for the number.

    Milestones and channels are those of every information game: ``halved``, ``tenth``, ``one_left``, ``found``;
    ``hypotheses_left``, ``bits``, ``state_changed``.

    Args:
        low: the smallest number, from 0.
        high: the largest number, at most 1,000,000.
        split: ``"all"``, or ``"train"`` and ``"test"``, which share no hidden number.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    def __init__(
        self,
        *,
        low: int = 1,
        high: int = 1000,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.whole("low", low, 0, MOST - 1)
        self.whole("high", high, low + 1, MOST)
        self.low, self.high = low, high
        self.commands = text.commands(low, high)

    @property
    def everything(self) -> tuple[str, ...]:  # type: ignore[override]
        """Every number from ``low`` to ``high``."""
        if not hasattr(self, "_everything"):
            self._everything = tuple(map(str, range(self.low, self.high + 1)))
        return self._everything

    def __getstate__(self) -> dict[str, Any]:
        """Leave out of a pickle what is worked out anew."""
        return {key: value for key, value in super().__getstate__().items() if key != "_everything"}

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return self.high - self.low + 1

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Hide a number of the split."""
        return rules.initial_state(rng, self.allowed() + self.low, self.low, self.high)

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(self.low, self.high, self.commands.accepted())

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Answer a guess."""
        guess = call.arguments[0]
        if not self.low <= guess <= self.high:
            return state, "", f"{guess} is not a number from {self.low} to {self.high}."
        state = rules.transition(state, guess)
        return state, text.view(state), ""

    def legal(self, state: rules.State) -> list[str]:
        """Return some guesses over the whole range, other ones each turn."""
        step = max((self.high - self.low + 1) // SAMPLE, 1)
        first = self.low + (state.turns * 7919) % step
        return [f"guess {number}" for number in range(first, self.high + 1, step)]

    def hidden(self, state: rules.State) -> int:
        """Return the number's place in the range."""
        return state.number - self.low

    def solved(self, state: rules.State) -> bool:
        """Whether the number was guessed."""
        return state.guess == state.number

    def layout(self, state: rules.State) -> str:
        """Return the number."""
        return str(state.number)

    def answer(self, state: rules.State) -> str:
        """Return the number."""
        return str(state.number)

    def left(self, state: rules.State) -> Codes:
        """Return the numbers between the bounds that are known."""
        allowed = self.allowed()
        first, end = np.searchsorted(allowed, (state.least - self.low, state.most - self.low + 1))
        return allowed[first:end]

    def replies(self, call: Call, hypotheses: Codes) -> Codes:
        """Return whether each number is below the guess, the guess, or above it."""
        return np.asarray(np.sign(hypotheses + self.low - call.arguments[0]) + rules.FOUND, dtype=np.int64)

    def heard(self, call: Call, observation: str) -> int | None:
        """Read a reply."""
        return next((code for code, said in text.REPLIES.items() if f"my number is {said} " in observation), None)

    def best(self, state: rules.State, left: Codes) -> Call:
        """Guess the median, which splits what is left most evenly."""
        return Call("guess", (int(left[(len(left) - 1) // 2]) + self.low,))

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the number, the bounds that are known and the guesses made."""
        return {
            "number.value": state.number,
            "number.least": state.least,
            "number.most": state.most,
            "guesses.count": state.turns,
        }

    def task(self, state: Any) -> dict[str, Any]:
        """Report the settings."""
        return super().task(state) | {"parameters": {"low": self.low, "high": self.high, "split": self.split}}
