"""What the information games share: a list of hypotheses, what each would reply, the exact posterior and its expert.

A game hides one of n hypotheses. A move and a hypothesis give the reply, so the hypotheses that would have replied as
the game did are what is left: with noiseless replies the posterior is uniform over them, and a move m that splits them
into classes of sizes n_1 ... n_k is expected to tell

    I(m) = -Σ_i (n_i / n) log2(n_i / n)   bits.

The expert plays the move that is expected to tell most, and of equal ones one that may be right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..levels import of_test
from .base import CommandEnv
from .commands import Call

Codes = NDArray[np.int64]
"""What a reply says, as a number; the same number for the same reply to the same move."""

MEMO_SIZE = 2048
MOST_ASKED = 300

_END = re.compile(r"(?<=[a-z]{3})[.!:;]\s|\n")


def one_question(said: str) -> str | None:
    """Return what is asked, in small letters, without the words that stand before the question; None if it is several.

    What ends in a question mark is a question, and what stands between it and the sentence or line before it. A text
    without any is one question as it stands.

    Args:
        said: in plain English.
    """
    text = said.casefold().replace("’", "'").strip()
    *asked, rest = text.split("?")
    questions = [part for part in asked if part.strip()] or [rest]
    if len(questions) > 1:
        return None
    return " ".join(_END.split(questions[0])[-1].split() if asked else text.split())[:MOST_ASKED]


def expected_information(codes: NDArray[Any], kinds: int) -> NDArray[np.float64]:
    """Return how many bits each move is expected to tell, all hypotheses being as likely.

    Args:
        codes: shape (moves, hypotheses); the reply to each move under each hypothesis, from 0 to ``kinds`` - 1.
        kinds: how many replies there are.

    Returns:
        Shape (moves,); bits.
    """
    moves, hypotheses = codes.shape
    places = codes.astype(np.int64) + kinds * np.arange(moves)[:, None]
    share = np.bincount(places.ravel(), minlength=moves * kinds).reshape(moves, kinds) / hypotheses
    logs = np.log2(share, where=share > 0, out=np.zeros_like(share))
    told: NDArray[np.float64] = -np.sum(share * logs, axis=1)
    return told


class GuessingEnv(CommandEnv):
    """A game in which a hidden thing is one of a list and every reply rules some of the list out.

    A subclass gives ``everything`` (the names of all hypotheses, in order), :meth:`hidden`, :meth:`replies`,
    :meth:`heard`, :meth:`best` and what :class:`CommandEnv` asks for. Its states know what was played so far, so
    :meth:`left` can say what is left.

    Milestones: ``halved`` (at most half of the hypotheses are left), ``tenth`` (at most a tenth), ``one_left`` and
    ``found``. Channels: ``state_changed``, ``hypotheses_left``, and ``bits``, what the turn has told: log2 of how many
    hypotheses were left before it, minus log2 of how many are left after it.
    """

    everything: tuple[str, ...] = ()
    _allowed: Codes | None = None
    _number: dict[str, int] | None = None

    def __init__(self, *, split: str = "all", render_mode: str | None = None, info_keys: Sequence[str] = ()) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self._left: dict[tuple[int, tuple[Call, ...]], Codes] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave out of a pickle what is worked out anew."""
        return self.__dict__ | {"_left": {}, "_number": None, "_allowed": None}

    def hidden(self, state: Any) -> int:
        """Return the number of the hidden hypothesis in ``everything``."""
        raise NotImplementedError

    def replies(self, call: Call, hypotheses: Codes) -> Codes:
        """Return the code of the reply to a legal move under each of some hypotheses, given by number."""
        raise NotImplementedError

    def heard(self, call: Call, observation: str) -> int | None:
        """Return the code of the reply that an observation is, or None if it is none: the move was not legal."""
        raise NotImplementedError

    def played(self, state: Any) -> Sequence[Call]:
        """Return the moves that were played so far."""
        raise NotImplementedError

    def solved(self, state: Any) -> bool:
        """Whether the hidden thing was named."""
        raise NotImplementedError

    def best(self, state: Any, left: Codes) -> Call:
        """Return the move that is expected to tell most."""
        raise NotImplementedError

    def allowed(self) -> Codes:
        """Return the numbers of the hypotheses that this environment's split may draw, ascending."""
        if self._allowed is None:
            if self.split == "all":
                self._allowed = np.arange(self.count)
            else:
                self._allowed = np.flatnonzero([self.of_split(name) for name in self.everything])
        return self._allowed

    def of_split(self, name: str) -> bool:
        """Whether the hypothesis may be drawn; the split goes by the hidden thing alone."""
        return self.split == "all" or of_test(name) == (self.split == "test")

    @property
    def count(self) -> int:
        """How many hypotheses there are."""
        return len(self.everything)

    @property
    def numbered(self) -> dict[str, int]:
        """The number of each hypothesis by its name."""
        if self._number is None:
            self._number = {name: number for number, name in enumerate(self.everything)}
        return self._number

    def numbers(self, names: Sequence[str]) -> Codes:
        """Return the numbers of some hypotheses."""
        number = self.numbered
        return np.fromiter((number[name] for name in names), dtype=np.int64, count=len(names))

    def left(self, state: Any) -> Codes:
        """Return the numbers of the hypotheses that would have replied as the game did, ascending."""
        hidden, played = self.hidden(state), tuple(self.played(state))
        if len(self._left) > MEMO_SIZE:
            self._left.clear()
        known = next((count for count in range(len(played), 0, -1) if (hidden, played[:count]) in self._left), 0)
        left = self._left[hidden, played[:known]] if known else self.allowed()
        for count in range(known, len(played)):
            said = self.replies(played[count], np.append(left, hidden))
            left = left[said[:-1] == said[-1]]
            self._left[hidden, played[: count + 1]] = left
        return left

    def begin(self, options: dict[str, Any]) -> str:
        """Hide one of the hypotheses of the split."""
        if not len(self.allowed()):
            raise ValueError(f"{type(self).__name__} has no hypothesis in split={self.split!r}; enlarge the settings.")
        self._left.clear()
        self.state = self.draw(self.np_random)
        return self.opening(self.state)

    def layout(self, state: Any) -> str:
        """Return the hidden thing."""
        return self.everything[self.hidden(state)]

    def hypotheses(self) -> tuple[str, ...]:
        """Return every answer that the split may draw."""
        if self.split == "all":
            return self.everything
        return tuple(self.everything[number] for number in self.allowed().tolist())

    def likelihoods(self, hypotheses: Sequence[str], history: Sequence[str]) -> NDArray[np.float64]:
        """Return 1 for each hypothesis that gives the last reply of the history, else 0."""
        call, _ = self.commands.read(history[-2])
        code = None if call is None else self.heard(call, history[-1])
        if call is None or code is None:
            return np.ones(len(hypotheses))
        return np.asarray(self.replies(call, self.numbers(hypotheses)) == code, dtype=np.float64)

    def outcome(self, state: Any) -> tuple[float, bool, bool]:
        """Reward that the hidden thing was named, and end there."""
        return (1.0, True, True) if self.solved(state) else (0.0, False, False)

    def answer(self, state: Any) -> str:
        """Return the hidden thing."""
        return self.everything[self.hidden(state)]

    def channels(self, before: Any, state: Any) -> dict[str, float]:
        """Measure whether anything was played, how many hypotheses are left, and what the turn has told."""
        left = len(self.left(state))
        told = math.log2(len(self.left(before)) / left) if before is not state else 0.0
        return super().channels(before, state) | {"hypotheses_left": float(left), "bits": told}

    def milestones(self, state: Any) -> dict[str, bool]:
        """Report how far the hypotheses are narrowed down."""
        left, every = len(self.left(state)), len(self.allowed())
        return {
            "halved": 2 * left <= every,
            "tenth": 10 * left <= every,
            "one_left": left == 1,
            "found": self.solved(state),
        }

    def expert(self) -> Iterator[str]:
        """Play the move that is expected to tell most, from what was replied so far."""
        memo: dict[bytes, Call] = {}
        while self._running:
            left = self.left(self.state)
            call = memo.get(left.tobytes())
            if call is None:
                call = memo[left.tobytes()] = self.best(self.state, left)
            yield self.commands.write(call.name, *call.arguments)


def most_telling(codes: NDArray[Any], kinds: int, may_be_right: NDArray[np.bool_]) -> int:
    """Return the number of the move that is expected to tell most; of equal ones the first that may be right.

    Args:
        codes: shape (moves, hypotheses); the reply to each move under each hypothesis that is left.
        kinds: how many replies there are.
        may_be_right: shape (moves,); whether the move may end the game.
    """
    value = expected_information(codes, kinds)
    best = np.flatnonzero(value >= value.max() - 1e-9)
    right = best[may_be_right[best]]
    return int(right[0] if len(right) else best[0])
