"""The TicTacToe environment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ..commands import Call
from ..two_player.env import TwoPlayerEnv
from ..two_player.match import BOTH, Choices, Match
from . import rules, text
from .solver import Reply, perfect_moves

MOST_DRAWN = 4


@lru_cache(maxsize=16)
def best_reply(weight: float, misere: bool) -> Reply:
    """Return the best play against an opponent of some skill, made once."""
    return Reply(weight, misere)


class TicTacToeEnv(TwoPlayerEnv):
    """Tic-tac-toe against a player of known skill, any agent, or oneself.

    The reward is 1 for a win, 0 for a draw and -1 for a loss; a win is success. The perfect player never loses from the
    empty board; of its best moves it plays any, and it wins as soon and loses as late as it can. The expert plays what
    pays most in expectation against the named opponent, exactly (``info["task"]["optimal_value"]``).

    Milestones: ``finished``, ``won``, ``centre_taken`` (the agent's mark in the middle), ``two_in_line`` (two marks of
    the agent and a free cell in a line; not where three in a row lose). Channels: ``state_changed``, ``first_payoff``,
    ``second_payoff``, ``threats`` (lines that the agent can complete now).

    Args:
        opponent: ``"random"``, ``"perfect"``, ``"mixed"``, ``"self"``, a callable or its dotted path.
        skill: of the opponent ``"mixed"``: the probability that a move is the perfect player's.
        seat: the agent's, ``"first"``, ``"second"`` or ``"drawn"``.
        misere: whether three in a row lose.
        drawn: how many cells are marked by lot before the game, 0 to 4; no line can be completed at once.
        retries: how often an opponent that is an agent may try again after an illegal message.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    rulebook = rules
    commands = text.COMMANDS

    def __init__(
        self,
        *,
        opponent: Any = "mixed",
        skill: float = 0.8,
        seat: str = "drawn",
        misere: bool = False,
        drawn: int = 0,
        retries: int = 2,
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(
            opponent=opponent, skill=skill, seat=seat, retries=retries, render_mode=render_mode, info_keys=info_keys
        )
        self.truth("misere", misere)
        self.whole("drawn", drawn, 0, MOST_DRAWN)
        self.misere, self.drawn = misere, drawn

    @property
    def plan_of(self) -> Reply:
        """Best play against the named opponent."""
        return best_reply(self.weight, self.misere)

    def deal(self, rng: np.random.Generator) -> rules.State:
        """Return the board of the start."""
        return rules.initial_state(rng, self.misere, self.drawn)

    def layout(self, state: Match) -> str:
        """Return the agent's seat and what was drawn."""
        return f"{state.seat} {state.game.drawn}"

    def read(self, game: rules.State, call: Call) -> tuple[int, str]:
        """Return the cell that a call marks."""
        cell = call.arguments[0] - 1
        if not 0 <= cell < rules.CELLS:
            return cell, f"There is no cell {cell + 1}."
        if (game.marks[0] | game.marks[1]) >> cell & 1:
            return cell, f"Cell {cell + 1} is taken."
        return cell, ""

    def message(self, game: rules.State, move: int) -> str:
        """Return the message that marks a cell."""
        return f"mark {move + 1}"

    def greeting(self, game: rules.State, seat: int) -> str:
        """Return the task and the rules."""
        return text.greeting(game, seat)

    def report(self, game: rules.State, seat: int) -> str:
        """Return the last move and the board."""
        return text.report(game, seat)

    def ending(self, game: rules.State, seat: int) -> str:
        """Return how the game ended."""
        return text.ending(game, seat)

    def style(self, game: rules.State) -> Choices:
        """Return the perfect player's moves."""
        own = game.mover
        return Choices(perfect_moves(game.marks[own], game.marks[1 - own], game.misere))

    def best(self, game: rules.State, seat: int) -> int:
        """Return the move that pays most in expectation against the named opponent."""
        if not self.named:
            return int(super().best(game, seat))
        return self.plan_of.best(game.marks[seat], game.marks[1 - seat])

    def optimum(self, match: Match) -> float:
        """Return the expected payoff of best play from the start."""
        start = rules.State(misere=self.misere)
        for cell in match.game.drawn:
            start = rules.transition(start, cell)
        own, other = start.marks[match.seat], start.marks[1 - match.seat]
        return self.plan_of.value(own, other) if start.mover == match.seat else self.plan_of.answered(own, other)

    def channels(self, before: Match, state: Match) -> dict[str, float]:
        """Measure the lines that the agent can complete."""
        own, other = self._sides(state)
        return super().channels(before, state) | {"threats": float(_threats(own, other))}

    def milestones(self, state: Match) -> dict[str, bool]:
        """Report where the agent stands."""
        own, other = self._sides(state)
        found = super().milestones(state) | {"centre_taken": bool(own >> 4 & 1)}
        return found if self.misere else found | {"two_in_line": _threats(own, other) > 0}

    def facts(self, state: Match) -> dict[str, str | int | float | bool]:
        """Report what stands in each cell."""
        crosses, noughts = state.game.marks
        cells = ("X" if crosses >> cell & 1 else "O" if noughts >> cell & 1 else "free" for cell in range(rules.CELLS))
        return super().facts(state) | {f"cell_{number}.mark": mark for number, mark in enumerate(cells, 1)}

    def knobs(self) -> dict[str, Any]:
        """Return the settings."""
        return super().knobs() | {"misere": self.misere, "drawn": self.drawn}

    def _sides(self, match: Match) -> tuple[int, int]:
        """Return the marks of the agent (of crosses in self-play) and of the other side."""
        seat = 0 if match.seat == BOTH else match.seat
        return match.game.marks[seat], match.game.marks[1 - seat]


def _threats(own: int, other: int) -> int:
    return sum((own & line).bit_count() == 2 and not other & line for line in rules.LINES)
