"""The ConnectFour environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..commands import Call
from ..two_player.env import TwoPlayerEnv
from ..two_player.match import OVER, Choices, Match, chosen
from ..two_player.opponents import MIXED, PERFECT, PLAYERS, RANDOM
from . import rules, solver, text
from .lookahead import lookahead_moves

MOST_DRAWN = 6


class ConnectFourEnv(TwoPlayerEnv):
    """Connect four against a player of known skill, any agent, or oneself, on a board of any size.

    The reward is 1 for a win, 0 for a draw and -1 for a loss; a win is success. Boards up to 4 rows by 5 columns (5 by
    4, 3 by 6) are solved exactly, in about a second and on first need: there the perfect player never loses from the
    empty board, wins as soon and loses as late as it can, and the expert plays what pays most in expectation against
    the named opponent (``info["task"]["optimal_value"]``). Larger boards, the usual 6 by 7 among them, are played
    against ``"random"``, ``"lookahead"``, an agent or oneself, and the expert looks ahead.

    Milestones: ``finished``, ``won``, ``centre_taken`` (a stone of the agent in a middle column), ``almost`` (the agent
    can complete a line now). Channels: ``state_changed``, ``first_payoff``, ``second_payoff``, ``threats`` (columns in
    which the agent can complete a line now).

    Args:
        rows: 2 to 10.
        columns: 2 to 10.
        connect: how many in a line win, 3 to 6 and at most the longer side.
        opponent: ``"random"``, ``"perfect"``, ``"mixed"``, ``"lookahead"``, ``"self"``, a callable or its dotted path.
        skill: of the opponent ``"mixed"``: the probability that a move is the perfect player's.
        depth: how many moves ``"lookahead"`` looks ahead, 1 to 8.
        seat: the agent's, ``"first"``, ``"second"`` or ``"drawn"``.
        drawn: how many stones are dropped by lot before the game, 0 to 6 and at most all but two; no line can be
            completed at once.
        retries: how often an opponent that is an agent may try again after an illegal message.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    rulebook = rules
    players = (*PLAYERS, "lookahead")

    def __init__(
        self,
        *,
        rows: int = 4,
        columns: int = 5,
        connect: int = 4,
        opponent: Any = "mixed",
        skill: float = 0.8,
        depth: int = 4,
        seat: str = "drawn",
        drawn: int = 0,
        retries: int = 2,
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(
            opponent=opponent, skill=skill, seat=seat, retries=retries, render_mode=render_mode, info_keys=info_keys
        )
        self.whole("rows", rows, 2, 10)
        self.whole("columns", columns, 2, 10)
        self.whole("connect", connect, 3, min(6, max(rows, columns)))
        self.whole("depth", depth, 1, 8)
        self.whole("drawn", drawn, 0, min(MOST_DRAWN, rows * columns - 2))
        self.board, self.depth, self.drawn = rules.Board(rows, columns, connect), depth, drawn
        self.commands = text.commands(self.board)
        self.solved = solver.can_be_solved(self.board)
        allowed = (
            "another player than 'perfect' and 'mixed' on a board too large to solve (at most 4 by 5, 5 by 4, 3 by 6)"
        )
        self.require("opponent", opponent, self.solved or opponent not in (PERFECT, MIXED), allowed)

    def deal(self, rng: np.random.Generator) -> rules.State:
        """Return the board of the start."""
        return rules.initial_state(rng, self.board, self.drawn)

    def layout(self, state: Match) -> str:
        """Return the agent's seat and what was drawn."""
        return f"{state.seat} {state.game.drawn}"

    def read(self, game: rules.State, call: Call) -> tuple[int, str]:
        """Return the column that a call drops into."""
        column = call.arguments[0] - 1
        if not 0 <= column < self.board.columns:
            return column, f"There is no column {column + 1}."
        if rules.height(game, column) == self.board.rows:
            return column, f"Column {column + 1} is full."
        return column, ""

    def message(self, game: rules.State, move: int) -> str:
        """Return the message that drops a stone."""
        return f"drop {move + 1}"

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
        """Return the perfect player's moves, or those of a player that looks ahead."""
        own, other = game.stones[game.mover], game.stones[1 - game.mover]
        if not self.solved or self.opponent == "lookahead":
            return Choices(lookahead_moves(own, other, self.board, self.depth))
        return self._perfect(own, other)

    def best(self, game: rules.State, seat: int) -> int:
        """Return the move that pays most in expectation against the named opponent, where the board is solved."""
        own, other = game.stones[game.mover], game.stones[1 - game.mover]
        if not self.solved:
            return int(chosen(Choices(lookahead_moves(own, other, self.board, self.depth)), self.np_random.random()))
        if self.known:
            return solver.best_reply(self.board, self.weight, seat).best(own, other)
        return int(chosen(self._perfect(own, other), self.np_random.random()))

    def optimum(self, match: Match) -> float | None:
        """Return the expected payoff of best play from the start."""
        if not self.known:
            return None
        start = rules.State(self.board)
        for column in match.game.drawn:
            start = rules.transition(start, column)
        own, other = start.stones[start.mover], start.stones[1 - start.mover]
        return solver.best_reply(self.board, self.weight, match.seat).value(own, other)

    @property
    def known(self) -> bool:
        """Whether best play against the opponent is known exactly."""
        return self.solved and self.opponent in (RANDOM, PERFECT, MIXED)

    def channels(self, before: Match, state: Match) -> dict[str, float]:
        """Measure in how many columns the agent can complete a line."""
        return super().channels(before, state) | {"threats": float(self._threats(state))}

    def milestones(self, state: Match) -> dict[str, bool]:
        """Report where the agent stands."""
        rows, columns, _ = self.board
        middle = {(columns - 1) // 2, columns // 2}
        own = state.game.stones[max(state.seat, 0)]
        centre = any(own >> column * (rows + 1) & (1 << rows) - 1 for column in sorted(middle))
        return super().milestones(state) | {"centre_taken": centre, "almost": self._threats(state) > 0}

    def facts(self, state: Match) -> dict[str, str | int | float | bool]:
        """Report what stands in each column, from the bottom up."""
        game, rows = state.game, self.board.rows
        found: dict[str, str | int | float | bool] = {}
        for column in range(self.board.columns):
            places = [column * (rows + 1) + row for row in range(rules.height(game, column))]
            found[f"column_{column + 1}.stones"] = "".join("X" if game.stones[0] >> at & 1 else "O" for at in places)
            found[f"column_{column + 1}.height"] = len(places)
        return super().facts(state) | found

    def knobs(self) -> dict[str, Any]:
        """Return the settings."""
        known = super().knobs() | self.board._asdict() | {"drawn": self.drawn}
        return known | ({"depth": self.depth} if self.opponent == "lookahead" else {})

    def _perfect(self, own: int, other: int) -> Choices:
        known = solver.solution(self.board)
        scores = known.row(known.scores, own, other)
        best = max(scores)
        return Choices([column for column, score in enumerate(scores) if score == best])

    def _threats(self, match: Match) -> int:
        """Return in how many columns the agent (the first role in self-play) can complete a line."""
        game, seat = match.game, max(match.seat, 0)
        if game.mover == OVER:
            return 0
        turned = game._replace(mover=seat)
        moves = rules.legal_moves(turned)
        return sum(rules.has_line(rules.transition(turned, move).stones[seat], self.board) for move in moves)
