"""What a game for two says of itself: its rules, its texts, and what ``info`` tells of a match."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..base import CommandEnv
from ..commands import Call
from .match import BOTH, OVER, ROLES, Choices, Match, Payoffs, Rules, chosen


class GameEnv(CommandEnv):
    """A game for two: rules, texts and measures, without who plays it.

    A subclass gives ``rulebook`` and the methods that raise ``NotImplementedError`` here.

    Attributes:
        rulebook: the module of the rules.
        stakes: what the worst and the best outcome pay; an opponent that says nothing legal is paid the worst.
    """

    rulebook: Rules
    stakes: Payoffs = (-1.0, 1.0)

    def deal(self, rng: np.random.Generator) -> Any:
        """Return the state of the rules in which a game begins."""
        raise NotImplementedError

    def read(self, game: Any, call: Call) -> tuple[Any, str]:
        """Return the mover's move that a call is, or why it is not legal."""
        raise NotImplementedError

    def message(self, game: Any, move: Any) -> str:
        """Return the message that says a move."""
        raise NotImplementedError

    def greeting(self, game: Any, seat: int) -> str:
        """Return the task, the rules and how to act, for a seat that has read nothing yet."""
        raise NotImplementedError

    def report(self, game: Any, seat: int) -> str:
        """Return what a seat sees of a game: what the other has done since, and how things stand."""
        raise NotImplementedError

    def ending(self, game: Any, seat: int) -> str:
        """Return how a game ended, for a seat, or for both with ``BOTH``."""
        raise NotImplementedError

    def style(self, game: Any) -> Choices:
        """Return how the mover plays as the named opponent, or as the perfect player where there is none."""
        raise NotImplementedError

    def best(self, game: Any, seat: int) -> Any:
        """Return the mover's best move: in expectation over what its seat cannot know."""
        return chosen(self.style(game), self.np_random.random())

    def optimum(self, match: Match) -> float | None:
        """Return the expected return of best play from the start, by what the seat knew then; None if unknown."""
        return None

    def won(self, match: Match) -> bool:
        """Whether a match that is over was a success for the agent, or for the first role in self-play."""
        return self.payoffs(match)[max(match.seat, 0)] > 0

    def payoffs(self, match: Match) -> Payoffs:
        """Return what each role has earned in a match that is over."""
        if not match.forfeited:
            return self.rulebook.payoffs(match.game)
        worst, best = self.stakes
        return (best, worst) if match.seat == 0 else (worst, best)

    def role(self, match: Match) -> str:
        """Return the role that an observation speaks to."""
        return ROLES[match.game.mover if match.seat == BOTH and match.game.mover != OVER else max(match.seat, 0)]

    def over(self, match: Match) -> bool:
        """Whether a match is over."""
        return match.forfeited or match.game.mover == OVER

    def legal(self, state: Match) -> list[str]:
        """Return the messages of the legal moves."""
        return [self.message(state.game, move) for move in self.rulebook.legal_moves(state.game)]

    def channels(self, before: Match, state: Match) -> dict[str, float]:
        """Measure whether anything changed, and what each role has earned (0 until the end)."""
        first, second = self.payoffs(state) if self.over(state) else (0.0, 0.0)
        return super().channels(before, state) | {"first_payoff": first, "second_payoff": second}

    def milestones(self, state: Match) -> dict[str, bool]:
        """Report whether the match is over and whether it was won."""
        over = self.over(state)
        return {"finished": over, "won": over and self.won(state)}

    def facts(self, state: Match) -> dict[str, str | int | float | bool]:
        """Report who sits where and how it ended."""
        return {
            "agent.role": "both" if state.seat == BOTH else ROLES[state.seat],
            "match.over": self.over(state),
            "match.forfeited": state.forfeited,
        }
