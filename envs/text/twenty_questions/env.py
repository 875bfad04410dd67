"""The TwentyQuestions environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import Turn
from ..commands import Call
from ..guessing import MEMO_SIZE, Codes, GuessingEnv, most_telling
from . import rules, text
from .knowledge import Knowledge, knowledge

GUESSES = 8
"""From how many things left the expert thinks of guesses too."""

SAMPLE = 12


class TwentyQuestionsEnv(GuessingEnv):
    """Find out which thing is thought of, by questions in plain English that a table answers.

    Every thing is as likely as any other. A question is known by the words in it; one that is not understood, or asks
    two things, is refused and told so. The reward is 1.0 for naming the thing. The expert asks what is expected to
    tell most.

    Milestones and channels are those of every information game: ``halved``, ``tenth``, ``one_left``, ``found``;
    ``hypotheses_left``, ``bits``, ``state_changed``.

    Args:
        kinds: groups of things that are thought of, or None for all; their names are ``knowledge().kinds``.
        split: ``"all"``, or ``"train"`` and ``"test"``, which share no thing.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    commands = text.COMMANDS

    def __init__(
        self,
        *,
        kinds: Sequence[str] | None = None,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        every = list(dict.fromkeys(self.known.kinds))
        listed = isinstance(kinds, Sequence) and not isinstance(kinds, str) and bool(kinds)
        self.require("kinds", kinds, kinds is None or (listed and set(kinds) <= set(every)), f"None or some of {every}")
        self.kinds = None if kinds is None else tuple(kinds)
        self.chosen = np.flatnonzero([kinds is None or kind in kinds for kind in self.known.kinds])
        self.everything = tuple(self.known.things[number] for number in self.chosen.tolist())
        self._place = {number: place for place, number in enumerate(self.chosen.tolist())}
        self._understood: dict[str, rules.Move | str] = {}

    @property
    def known(self) -> Knowledge:
        """The table of things."""
        return knowledge()

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Think of a thing of the split."""
        allowed = self.allowed()
        return rules.State(int(self.chosen[allowed[rng.integers(len(allowed))]]))

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        told = "" if self.kinds is None else f" It is one of these kinds: {', '.join(self.kinds)}."
        return text.opening(len(self.everything), told)

    def move(self, call: Call) -> rules.Move | str:
        """Return what a call asks or guesses, or why it cannot be answered."""
        said = call.arguments[0]
        if call.name == "guess":
            number = text.guessed(said, self.known)
            return (
                f"{said[:40]!r} is not one of the things that I may think of; guess one thing by its plain name."
                if number is None
                else ("guess", number)
            )
        if said not in self._understood:
            if len(self._understood) >= MEMO_SIZE:
                self._understood.clear()
            self._understood[said] = text.understood(said, self.known)
        return self._understood[said]

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Answer a question or a guess."""
        move = self.move(call)
        if isinstance(move, str):
            return state, "", move
        return rules.transition(state, move), text.view(move, state.thing, self.known), ""

    def legal(self, state: rules.State) -> list[str]:
        """Return some questions and guesses, other ones each turn."""
        step = max(len(self.everything) // 4, 1)
        first = (len(state.moves) * 7919) % step
        guesses = [f"guess {name}" for name in self.everything[first::step]]
        step = max(len(self.known.attributes) // SAMPLE, 1)
        asked = self.known.attributes[(len(state.moves) * 31) % step :: step]
        return [f"ask {attribute.question}" for attribute in asked] + guesses

    def hidden(self, state: rules.State) -> int:
        """Return the thing's place among those that may be thought of."""
        return self._place[state.thing]

    def played(self, state: rules.State) -> list[Call]:
        """Return the questions and guesses."""
        known = self.known
        return [
            Call("ask", (known.attributes[number].question,))
            if verb == "ask"
            else Call("guess", (known.things[number],))
            for verb, number in state.moves
        ]

    def solved(self, state: rules.State) -> bool:
        """Whether the thing was named."""
        return state.solved

    def replies(self, call: Call, hypotheses: Codes) -> Codes:
        """Return 1 where the reply would be yes."""
        move = self.move(call)
        things = self.chosen[hypotheses]
        if isinstance(move, str):
            return np.zeros(len(things), dtype=np.int64)
        verb, number = move
        return np.asarray(self.known.table[things, number] if verb == "ask" else things == number, dtype=np.int64)

    def heard(self, call: Call, observation: str) -> int | None:
        """Read a reply."""
        move = self.move(call)
        if isinstance(move, str):
            return None
        verb, number = move
        attribute = self.known.attributes[number if verb == "ask" else 0]
        yes, no = (attribute.true, attribute.false) if verb == "ask" else ("Yes!", "No,")
        return 1 if observation.startswith(yes) else 0 if observation.startswith(no) else None

    def best(self, state: rules.State, left: Codes) -> Call:
        """Return the question, or with few things left the guess, that is expected to tell most."""
        codes = self.known.table[self.chosen[left]].T
        guesses = left if len(left) <= GUESSES else left[:0]
        codes = np.concatenate([codes, guesses[:, None] == left[None, :]])
        count = len(self.known.attributes)
        chosen = most_telling(codes, 2, np.arange(len(codes)) >= count)
        if chosen >= count:
            return Call("guess", (self.everything[guesses[chosen - count]],))
        return Call("ask", (self.known.attributes[chosen].question,))

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the thing and everything that is true of it."""
        row = self.known.table[state.thing].tolist()
        found: dict[str, str | int | float | bool] = {"thing.name": self.known.things[state.thing]}
        found |= {f"thing.{each.code}": true for each, true in zip(self.known.attributes, row, strict=True)}
        return found | {"questions.count": len(state.moves)}

    def task(self, state: Any) -> dict[str, Any]:
        """Report the settings and the thing's kind."""
        settings = {"kinds": None if self.kinds is None else list(self.kinds), "split": self.split}
        return super().task(state) | {"kind": self.known.kinds[state.thing], "parameters": settings}
