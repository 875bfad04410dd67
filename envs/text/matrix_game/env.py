"""The MatrixGame environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..commands import Call
from ..two_player.env import TwoPlayerEnv
from ..two_player.match import ROLES, Choices, Match
from ..two_player.opponents import PLAYERS
from . import rules, solver, text
from .games import GAMES
from .strategies import STYLES, remembered, strategies

MOST_ROUNDS = 100
DRAWN = "drawn"


class MatrixGameEnv(TwoPlayerEnv):
    """A game in a table, repeated: the prisoner's dilemma, the stag hunt, matching pennies and others.

    The reward is the mean of the points a round, as a share of the most that a round can give: from 0 to 1 in
    ``prisoners_dilemma``, ``stag_hunt``, ``chicken`` and ``evening_out``, from -1 to 1 in ``matching_pennies`` and
    ``rock_paper_scissors``. It is success to earn at least what best play is expected to earn against the named
    opponent (``info["task"]["optimal_value"]``), or, where there is none, what an equilibrium of the single round pays.

    Opponents follow a strategy: ``"perfect"`` plays an equilibrium of the single round in every round, which is an
    equilibrium of the repeated game too; ``"mixed"`` does so now and then. ``"constant"``, ``"alternate"``,
    ``"tit_for_tat"``, ``"grim"``, ``"win_stay"`` and ``"fictitious"`` react to what was played. ``"drawn"`` follows one
    of these six, drawn for each episode and told to nobody: it is ``info["answer"]``, and the environment lists them as
    hypotheses. The expert plays the best reply, by dynamic programming over the opponent's memory; exact, also for
    ``"drawn"``, where finding out is worth what it earns later. That is found at once, but for 100 rounds of
    ``rock_paper_scissors`` against ``"drawn"`` or ``"fictitious"``: 2 to 7 seconds, once.

    Milestones: ``finished``, ``won`` (as success), ``both_first`` (in some round both have played the first move: both
    cooperate, both hunt the stag), ``ahead`` (more points than the opponent). Channels: ``state_changed``,
    ``first_payoff``, ``second_payoff``, ``points`` (of the agent in the last round), ``joint_points`` (of both).

    Args:
        game: ``"prisoners_dilemma"``, ``"stag_hunt"``, ``"chicken"``, ``"evening_out"``, ``"matching_pennies"`` or
            ``"rock_paper_scissors"``.
        rounds: 1 to 100; for more than 40, or 20 in self-play, give ``gym.make`` a larger ``max_episode_steps``.
        opponent: ``"random"``, ``"perfect"``, ``"mixed"``, one of the strategies, ``"drawn"``, ``"self"``, a
            callable or its dotted path.
        skill: of the opponent ``"mixed"``: the probability that a move is the perfect player's.
        announced: whether the agent is told how a named opponent plays.
        seat: the agent's, ``"first"``, ``"second"`` or ``"drawn"``; neither sees the other's choice of the round.
        retries: how often an opponent that is an agent may try again after an illegal message.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    rulebook = rules
    players = (*PLAYERS, *STYLES, DRAWN)

    def __init__(
        self,
        *,
        game: str = "prisoners_dilemma",
        rounds: int = 10,
        opponent: Any = "tit_for_tat",
        skill: float = 0.8,
        announced: bool = False,
        seat: str = "first",
        retries: int = 2,
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(
            opponent=opponent, skill=skill, seat=seat, retries=retries, render_mode=render_mode, info_keys=info_keys
        )
        self.choice("game", game, GAMES)
        self.whole("rounds", rounds, 1, MOST_ROUNDS)
        self.truth("announced", announced)
        self.game, self.rounds, self.announced = GAMES[game], rounds, announced
        self.name = game
        self.commands = text.commands(self.game)
        self.stakes = (-1.0, 1.0) if min(map(min, self.game.first)) < 0 else (0.0, 1.0)
        self.styles = STYLES if opponent == DRAWN else (opponent,) if opponent in STYLES else ()

    def deal(self, rng: np.random.Generator) -> rules.State:
        """Begin, and draw the opponent's strategy if it is to be drawn."""
        return rules.initial_state(rng, self.name, self.rounds, STYLES if self.opponent == DRAWN else ())

    def layout(self, state: Match) -> str:
        """Return the agent's seat and the opponent's strategy."""
        return f"{state.seat} {state.game.style}"

    def read(self, game: rules.State, call: Call) -> tuple[int, str]:
        """Return the number of the move."""
        name = call.arguments[0].casefold()
        if name in self.game.moves:
            return self.game.moves.index(name), ""
        return 0, f"There is no move {call.arguments[0]!r:.40}; the moves are {', '.join(self.game.moves)}."

    def message(self, game: rules.State, move: int) -> str:
        """Return the message that makes a move."""
        return f"play {self.game.moves[move]}"

    def greeting(self, game: rules.State, seat: int) -> str:
        """Return the task and the rules."""
        return text.greeting(game, seat, self._announcement(seat) if self.announced and self.named else "")

    def report(self, game: rules.State, seat: int) -> str:
        """Return what the last round brought."""
        return text.report(game, seat)

    def ending(self, game: rules.State, seat: int) -> str:
        """Return how the match ended."""
        return text.ending(game, seat)

    def style(self, game: rules.State) -> Choices:
        """Return how the mover plays as the named opponent, or in an equilibrium of the round."""
        name = game.style or self.opponent
        if not self.named or name not in STYLES:
            return Choices(range(len(self.game.moves)), self.game.equilibrium[game.mover])
        strategy = strategies(self.game, game.mover)[name]
        return Choices((strategy.move(remembered(strategy, game.mover, game.played)),))

    def best(self, game: rules.State, seat: int) -> int:
        """Return the move that earns most in expectation against the named opponent."""
        if not self.named:
            return int(super().best(game, seat))
        if not self.styles:
            return self._stage(seat)[1]
        reply = solver.best_reply(self.name, seat, self.rounds)
        return reply.solved(len(game.played), reply.minds(self.styles, game.played))[1]

    def optimum(self, match: Match) -> float:
        """Return the expected return of best play."""
        if not self.styles:
            return self._stage(match.seat)[0] / self.game.most
        reply = solver.best_reply(self.name, match.seat, self.rounds)
        return reply.solved(0, reply.minds(self.styles, ()))[0] / (self.game.most * self.rounds)

    def won(self, match: Match) -> bool:
        """Whether best play, or an equilibrium of the round, is not expected to earn more."""
        seat = max(match.seat, 0)
        if self.named:
            par = self.optimum(match)
        else:
            odds = self.game.equilibrium[1 - seat]
            par = solver.stage_reply(self.name, seat, odds)[0] / self.game.most
        return self.payoffs(match)[seat] >= par - 1e-9

    def _stage(self, seat: int) -> tuple[float, int]:
        odds = solver.stage_odds(self.name, 1 - seat, self.weight)
        return solver.stage_reply(self.name, seat, odds)

    def _announcement(self, seat: int) -> str:
        if self.opponent == DRAWN:
            ways = "; ".join(strategy.told for strategy in strategies(self.game, 1 - seat).values())
            return f"Your opponent follows one of these strategies: {ways}."
        if self.styles:
            return f"Your opponent {strategies(self.game, 1 - seat)[self.opponent].told}."
        odds = solver.stage_odds(self.name, 1 - seat, self.weight)
        shares = ", ".join(f"{move} {odd:.3f}" for move, odd in zip(self.game.moves, odds, strict=True))
        return f"Your opponent draws each move with these probabilities: {shares}."

    def hypotheses(self) -> tuple[str, ...]:
        """Return the strategies that a drawn opponent may follow."""
        return STYLES if self.opponent == DRAWN else ()

    def likelihoods(self, hypotheses: Sequence[str], history: Sequence[str]) -> NDArray[np.float64]:
        """Return 1 for each strategy that would have played as the opponent did in the last round, else 0."""
        match: Match = self.state
        seat, played = match.seat, self._heard(history)
        if len(played) == len(self._heard(history[:-2])):
            return np.ones(len(hypotheses))
        before, last = played[:-1], played[-1]
        ways = [strategies(self.game, 1 - seat)[name] for name in hypotheses]
        moves = [way.move(remembered(way, 1 - seat, before)) for way in ways]
        return np.array([move == last[1 - seat] for move in moves], dtype=np.float64)

    def _heard(self, history: Sequence[str]) -> list[tuple[int, int]]:
        """Return the moves of both roles in the rounds that a history tells."""
        seat: int = self.state.seat
        return [
            (own, other) if seat == 0 else (other, own)
            for observation in history[2::2]
            if (told := text.heard(observation, self.game)) is not None
            for own, other in [told]
        ]

    def answer(self, state: Match) -> str | None:
        """Return the opponent's strategy, where it was drawn."""
        return state.game.style or None

    def channels(self, before: Match, state: Match) -> dict[str, float]:
        """Measure what the last round brought."""
        game, points = state.game, (0, 0)
        if len(game.played) > len(before.game.played):
            first, second = game.played[-1]
            points = self.game.first[first][second], self.game.second[second][first]
        mine = points[max(state.seat, 0)]
        return super().channels(before, state) | {"points": float(mine), "joint_points": float(sum(points))}

    def milestones(self, state: Match) -> dict[str, bool]:
        """Report whether both have played the first move, and who is ahead."""
        seat, total = max(state.seat, 0), rules.totals(state.game)
        found = {"both_first": (0, 0) in state.game.played, "ahead": total[seat] > total[1 - seat]}
        return super().milestones(state) | found

    def facts(self, state: Match) -> dict[str, str | int | float | bool]:
        """Report the round, the points and the last moves."""
        game = state.game
        found: dict[str, str | int | float | bool] = {"match.round": min(len(game.played) + 1, game.rounds)}
        for seat, (role, total) in enumerate(zip(ROLES, rules.totals(game), strict=True)):
            found[f"{role}.points"] = total
            found[f"{role}.last_move"] = self.game.moves[game.played[-1][seat]] if game.played else "none"
        return super().facts(state) | found

    def knobs(self) -> dict[str, Any]:
        """Return the settings."""
        return super().knobs() | {"game": self.name, "rounds": self.rounds, "announced": self.announced}
