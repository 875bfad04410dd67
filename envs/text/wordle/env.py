"""The Wordle environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import Turn
from ..commands import Call
from ..guessing import Codes, GuessingEnv, most_telling
from . import rules, text
from .words import WORDS

MOST_WORDS = 4_000
SAMPLE = 16
KINDS = 3**5


class WordleEnv(GuessingEnv):
    """Find a hidden word of five letters, told which letters of each guess are placed, present or absent.

    Every word of the list is as likely as any other. The reward is 1.0 for the word. The expert plays the guess that
    is expected to tell most.

    Milestones and channels are those of every information game: ``halved``, ``tenth``, ``one_left``, ``found``;
    ``hypotheses_left``, ``bits``, ``state_changed``.

    Args:
        words: the words that may be hidden and guessed, 2 to 4,000 of five small letters each; None for the list that
            is bundled, common words out of a dictionary in the public domain.
        strict: whether every guess must fit all the replies before it (the expert may then need more turns than there
            are: of words that differ in one letter it can try one at a time only).
        split: ``"all"``, or ``"train"`` and ``"test"``, which share no hidden word; any word may be guessed.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    commands = text.COMMANDS

    def __init__(
        self,
        *,
        words: Sequence[str] | None = None,
        strict: bool = False,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.truth("strict", strict)
        given = WORDS if words is None else words
        listed = isinstance(given, Sequence) and not isinstance(given, str) and 2 <= len(given) <= MOST_WORDS
        self.require("words", words, listed, f"a list of 2 to {MOST_WORDS} words")
        wrong = [word for word in given if not _is_word(word)]
        self.require("words", wrong[:3], not wrong, "words of five letters from a to z")
        self.require("words", words, len(set(given)) == len(given), "words of which none stands twice")
        self.strict = strict
        self.everything = tuple(given)
        self._letters: np.ndarray | None = None

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Hide a word of the split."""
        allowed = self.allowed()
        return rules.State(self.everything[allowed[rng.integers(len(allowed))]])

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(len(self.everything), self.strict)

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Answer a guess."""
        guess = call.arguments[0].lower()
        if guess not in self.numbered:
            return state, "", f"{guess[:40]!r} is not a word of my list, which holds common words of five letters."
        if self.strict and not self.fits(state, guess):
            return state, "", f"{guess!r} does not fit the replies so far."
        state = rules.State(state.word, (*state.guesses, guess))
        return state, text.view(state), ""

    def fits(self, state: rules.State, guess: str) -> bool:
        """Whether every reply so far would have been the same if ``guess`` were hidden."""
        return all(rules.marks(guess, each) == rules.marks(state.word, each) for each in state.guesses)

    def legal(self, state: rules.State) -> list[str]:
        """Return some words, other ones each turn; where guesses must fit, some that do."""
        words: Sequence[str] = self.everything
        if self.strict and state.guesses:
            words = [word for word in words if self.fits(state, word)]
        step = max(len(words) // SAMPLE, 1)
        return [f"guess {word}" for word in words[(len(state.guesses) * 7919) % step :: step]]

    def hidden(self, state: rules.State) -> int:
        """Return the word's place in the list."""
        return self.numbered[state.word]

    def played(self, state: rules.State) -> list[Call]:
        """Return the guesses."""
        return [Call("guess", (guess,)) for guess in state.guesses]

    def solved(self, state: rules.State) -> bool:
        """Whether the last guess was the word."""
        return bool(state.guesses) and state.guesses[-1] == state.word

    def replies(self, call: Call, hypotheses: Codes) -> Codes:
        """Return what a guess draws under each word."""
        if self._letters is None:
            self._letters = rules.letters(self.everything)
        guess = self._letters[self.numbered[call.arguments[0].lower()]]
        return rules.replies(guess, self._letters[hypotheses]).astype(np.int64)

    def heard(self, call: Call, observation: str) -> int | None:
        """Read the marks."""
        return text.heard(observation)

    def best(self, state: rules.State, left: Codes) -> Call:
        """Return the guess that is expected to tell most."""
        moves = left if self.strict else np.arange(len(self.everything))
        codes = rules.table(self.everything)[np.ix_(moves, left)]
        return Call("guess", (self.everything[moves[most_telling(codes, KINDS, np.isin(moves, left))]],))

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the word and the last guess."""
        last = state.guesses[-1] if state.guesses else ""
        return {"word.value": state.word, "guesses.count": len(state.guesses), "guesses.last": last}

    def task(self, state: Any) -> dict[str, Any]:
        """Report the settings."""
        settings = {"words": len(self.everything), "strict": self.strict, "split": self.split}
        return super().task(state) | {"parameters": settings}


def _is_word(word: Any) -> bool:
    return isinstance(word, str) and len(word) == 5 and word.isascii() and word.isalpha() and word.islower()
