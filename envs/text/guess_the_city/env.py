"""The GuessTheCity environment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ..base import Turn
from ..commands import Call
from ..guessing import MEMO_SIZE, Codes, GuessingEnv, most_telling
from . import rules, text
from .knowledge import Knowledge, knowledge

HINTS = ("questions", "distance", "both")
RIGHT = 1
FAR = 2
"""Codes of replies: 0 no, 1 yes; a hint is FAR + 8 × (km / rounding) + direction."""

SAMPLE = 8


class GuessTheCityEnv(GuessingEnv):
    """Find out which city is thought of, by questions, and by how far and where it lies from the cities guessed.

    Every city of the table is as likely as any other. Distances are along the surface of a sphere, directions those in
    which the shortest way sets out. The reward is 1.0 for naming the city. The expert plays what is expected to tell
    most.

    Milestones and channels are those of every information game: ``halved``, ``tenth``, ``one_left``, ``found``;
    ``hypotheses_left``, ``bits``, ``state_changed``.

    Args:
        hints: ``"questions"`` (guesses are told right or wrong), ``"distance"`` (guesses only, told how far and in
            which direction), or ``"both"``.
        rounding: to how many km distances are told, 100 to 5000.
        split: ``"all"``, or ``"train"`` and ``"test"``, which share no city.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    def __init__(
        self,
        *,
        hints: str = "both",
        rounding: int = 1000,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.choice("hints", hints, HINTS)
        self.whole("rounding", rounding, 100, 5000)
        self.hints, self.rounding = hints, rounding
        self.commands = text.commands(hints)
        self.everything = self.known.names
        self._understood: dict[str, rules.Move | str] = {}

    @property
    def known(self) -> Knowledge:
        """The table of cities."""
        return knowledge()

    @property
    def _hints(self) -> Codes:
        """The code of the reply to each city as a guess under each city."""
        return _hints(self.rounding)

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Think of a city of the split."""
        allowed = self.allowed()
        return rules.State(int(allowed[rng.integers(len(allowed))]))

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(len(self.everything), self.hints, self.rounding, self.commands.accepted())

    def move(self, call: Call) -> rules.Move | str:
        """Return what a call asks or guesses, or why it cannot be answered."""
        said = call.arguments[0]
        if call.name == "guess":
            number = text.guessed(said, self.known)
            return (
                f"{said[:40]!r} is not one of my cities; guess one large city." if number is None else ("guess", number)
            )
        if said not in self._understood:
            if len(self._understood) >= MEMO_SIZE:
                self._understood.clear()
            self._understood[said] = text.understood(said, self.known)
        return self._understood[said]

    def hint(self, guess: int, city: int) -> tuple[int, int] | None:
        """Return km and direction that a wrong guess is told, or None where it is told none."""
        if self.hints == "questions":
            return None
        band, direction = divmod(int(self._hints[guess, city]) - FAR, 8)
        return band * self.rounding, direction

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Answer a question or a guess."""
        move = self.move(call)
        if isinstance(move, str):
            return state, "", move
        verb, number = move
        hint = self.hint(number, state.city) if verb == "guess" and number != state.city else None
        return rules.transition(state, move), text.view(move, state.city, self.known, hint, self.rounding), ""

    def legal(self, state: rules.State) -> list[str]:
        """Return some questions and guesses, other ones each turn."""
        step = len(self.everything) // SAMPLE
        found = [f"guess {name}" for name in self.everything[(len(state.moves) * 7919) % step :: step]]
        if self.hints == "distance":
            return found
        step = len(self.known.questions) // SAMPLE
        return [f"ask {each.asked}" for each in self.known.questions[(len(state.moves) * 31) % step :: step]] + found

    def hidden(self, state: rules.State) -> int:
        """Return the city's number."""
        return state.city

    def played(self, state: rules.State) -> list[Call]:
        """Return the questions and guesses."""
        known = self.known
        return [
            Call("ask", (known.questions[number].asked,)) if verb == "ask" else Call("guess", (known.names[number],))
            for verb, number in state.moves
        ]

    def solved(self, state: rules.State) -> bool:
        """Whether the city was named."""
        return state.solved

    def codes_of(self, move: rules.Move, hypotheses: Codes) -> Codes:
        """Return the code of the reply to a move under each city."""
        verb, number = move
        if verb == "ask":
            return np.asarray(self.known.table[hypotheses, number], dtype=np.int64)
        if self.hints == "questions":
            return np.asarray(hypotheses == number, dtype=np.int64)
        codes: Codes = self._hints[number, hypotheses]
        return codes

    def replies(self, call: Call, hypotheses: Codes) -> Codes:
        """Return what a call draws under each city."""
        move = self.move(call)
        return np.zeros(len(hypotheses), np.int64) if isinstance(move, str) else self.codes_of(move, hypotheses)

    def heard(self, call: Call, observation: str) -> int | None:
        """Read a reply."""
        move = self.move(call)
        if isinstance(move, str):
            return None
        verb, number = move
        if verb == "ask":
            question = self.known.questions[number]
            return {question.true: 1, question.false: 0}.get(observation)
        if observation.startswith("Yes!"):
            return RIGHT
        hint = text.heard_hint(observation)
        if self.hints == "questions":
            return 0 if observation.startswith("No,") else None
        return None if hint is None else FAR + 8 * (hint[0] // self.rounding) + hint[1]

    def best(self, state: rules.State, left: Codes) -> Call:
        """Return the question or the guess that is expected to tell most."""
        asked = [("ask", number) for number in range(len(self.known.questions))] if self.hints != "distance" else []
        guesses = [("guess", number) for number in left.tolist()]
        moves = [*asked, *guesses]
        codes = np.stack([self.codes_of(move, left) for move in moves])
        verb, number = moves[most_telling(codes, int(codes.max()) + 1, np.arange(len(moves)) >= len(asked))]
        if verb == "guess":
            return Call("guess", (self.everything[number],))
        return Call("ask", (self.known.questions[number].asked,))

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the city and where it lies."""
        north, east = self.known.places[state.city]
        return {
            "city.name": self.known.names[state.city],
            "city.country": self.known.countries[state.city],
            "city.latitude": north,
            "city.longitude": east,
            "moves.count": len(state.moves),
        }

    def task(self, state: Any) -> dict[str, Any]:
        """Report the settings."""
        settings = {"hints": self.hints, "rounding": self.rounding, "split": self.split}
        return super().task(state) | {"parameters": settings}


@lru_cache(maxsize=8)
def _hints(rounding: int) -> Codes:
    """Return the code of the reply to each city as a guess under each city, shape (guesses, cities)."""
    known = knowledge()
    codes: Codes = FAR + 8 * np.rint(known.distance / rounding).astype(np.int64) + known.direction
    np.fill_diagonal(codes, RIGHT)
    return codes
