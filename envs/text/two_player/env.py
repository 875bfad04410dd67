"""The base class of games for two: the agent against a named player or another agent, or against itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from ..base import Turn
from ..commands import Call
from .base import GameEnv
from .match import BOTH, OVER, ROLES, Choices, Match, chosen
from .opponents import MIXED, PLAYERS, RANDOM, SELF, asked, load_opponent

SEATS = (*ROLES, "drawn")
Count = tuple[int, int, int]
"""How many turns were taken, and the last turn of each role (-1 for none)."""


class TwoPlayerEnv(GameEnv):
    """A game for two, played by the agent against an opponent or against itself.

    A subclass gives what :class:`GameEnv` asks for.

    ``info["role"]`` is the role that the observation speaks to: ``"first"`` or ``"second"``. In self-play both roles
    are the agent's: it is asked in turn, each observation tells what the role to move may know, the reward of the last
    turn is what both roles have earned together (0 in a zero-sum game), and ``info["late"]["outcome"]`` gives what each
    has earned to its own last turn. Success is then the first role's.

    Args:
        opponent: who sits in the other seat: the name of a player, ``"self"``, a callable ``opponent(messages)`` that
            gets what its seat has read and said so far, in turn, and returns its next message, or the dotted path of
            one, ``"package.module:name"``.
        skill: of the opponent ``"mixed"``: the probability that a move is the perfect player's and not a random one.
        seat: the agent's, ``"first"``, ``"second"``, or ``"drawn"`` anew for each episode.
        retries: how often an opponent that is an agent may try again, after an illegal message or where it failed to
            answer, before it forfeits.
        split: as in :class:`CommandEnv`, for games with levels.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.

    Attributes:
        weight: of a named opponent: the probability that it plays its own style and not a random move.
    """

    players: ClassVar[tuple[str, ...]] = PLAYERS

    def __init__(
        self,
        *,
        opponent: Any,
        skill: float,
        seat: str,
        retries: int,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.agent = load_opponent(opponent, (*self.players, SELF), type(self).__name__)
        self.probability("skill", skill, 1)
        self.choice("seat", seat, SEATS)
        self.whole("retries", retries, 0, 100)
        self.opponent, self.skill, self.seat, self.retries = opponent, float(skill), seat, retries
        self.alone = opponent == SELF
        self.weight = {RANDOM: 0.0, MIXED: self.skill}.get(opponent if isinstance(opponent, str) else "", 1.0)
        self._count: Count = (0, -1, -1)

    @property
    def named(self) -> bool:
        """Whether the opponent is a named player, whose play is known."""
        return self.agent is None and not self.alone

    def draw(self, rng: np.random.Generator) -> Match:
        """Draw the agent's seat and deal."""
        seat = BOTH if self.alone else int(rng.integers(2)) if self.seat == "drawn" else ROLES.index(self.seat)
        return Match(self.deal(rng), seat)

    def layout(self, state: Match) -> str:
        """Return the agent's seat; games in which something is dealt add it."""
        return str(state.seat)

    def opening(self, state: Match) -> str:
        """Return what the agent reads first."""
        if state.forfeited:
            return f"{self.greeting(state.game, state.seat)}\n{self._forfeit()} Any command ends the match."
        return self._first(state.game, self.role_seat(state))

    def begin(self, options: dict[str, Any]) -> str:
        """Deal, and let the opponent move first if it sits in the first seat."""
        self._count = (0, -1, -1)
        self.state = self.answered(self.draw(self.np_random))
        return self.opening(self.state)

    def role_seat(self, match: Match) -> int:
        """Return the seat that an observation speaks to."""
        return ROLES.index(self.role(match))

    def turn(self, state: Match, call: Call) -> Turn:
        """Play the agent's move and the opponent's answer."""
        if state.forfeited:  # before the agent's first move
            return state, self._forfeit(), ""
        move, error = self.read(state.game, call)
        if error:
            return state, "", error
        game = self.rulebook.transition(state.game, move)
        match = Match(game, state.seat, state.met, state.talk)
        if state.seat == BOTH:
            return self._handed_over(match, state.game.mover)
        match = self.answered(match)
        seat = match.seat
        if match.forfeited:
            return match, self._forfeit(), ""
        return match, self.ending(match.game, seat) if match.game.mover == OVER else self.report(match.game, seat), ""

    def answered(self, match: Match) -> Match:
        """Return the match after the opponent's moves, as long as it is its turn."""
        game, seat = match.game, match.seat
        if seat == BOTH:
            return match
        other = 1 - seat
        if self.agent is not None:
            while game.mover == other and not match.forfeited:
                match = self._consulted(match)
                game = match.game
            return match
        while game.mover == other:
            game = self.rulebook.transition(game, self.reply(game))
        return Match(game, seat)

    def reply(self, game: Any) -> Any:
        """Return the move of a named opponent."""
        rng = self.np_random
        if self.weight < 1 and (not self.weight or rng.random() >= self.weight):
            return chosen(Choices(self.rulebook.legal_moves(game)), rng.random())
        return chosen(self.style(game), rng.random())

    def _consulted(self, match: Match) -> Match:
        """Return the match after one move of an opponent that is an agent."""
        game, other = match.game, 1 - match.seat
        talk = [*match.talk, self.report(game, other) if match.talk else self._first(game, other)]
        for _ in range(self.retries + 1):
            message = asked(self.agent, talk) if self.agent else ""
            talk.append(message)
            call, error = self.commands.read(message)
            if call is not None:
                move, error = self.read(game, call)
                if not error:
                    return Match(self.rulebook.transition(game, move), match.seat, match.met, tuple(talk))
                error = f"{error} {self.commands.accepted()}"
            talk.append(error)
        return Match(game, match.seat, match.met, tuple(talk), forfeited=True)

    def _forfeit(self) -> str:
        return f"Your opponent forfeits: it said nothing legal in {self.retries + 1} tries. You win."

    def _handed_over(self, match: Match, mover: int) -> Turn:
        """Return the match and what the role that is to move next reads, in self-play."""
        game = match.game
        if game.mover == OVER:
            return match, self.ending(game, BOTH), ""
        if match.met or game.mover == mover:
            return match, self.report(game, game.mover), ""
        return match._replace(met=True), self._first(game, game.mover), ""

    def _first(self, game: Any, seat: int) -> str:
        return f"{self.greeting(game, seat)}\n{self.commands.accepted()}\n\n{self.report(game, seat)}"

    def outcome(self, state: Match) -> tuple[float, bool, bool]:
        """Reward what the agent's seat has earned; both seats together in self-play."""
        if not self.over(state):
            return 0.0, False, False
        payoffs = self.payoffs(state)
        earned = sum(payoffs) if state.seat == BOTH else payoffs[state.seat]
        return float(earned), True, self.won(state)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Begin a match; ``info["role"]`` says to whom the observation speaks."""
        observation, info = super().reset(seed=seed, options=options)
        info["role"] = self.role(self.state)
        return observation, info

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Play the message of whoever is to move; in self-play the last turn tells what each role has earned."""
        mover = self.role_seat(self.state) if self.alone and self._running else BOTH
        observation, reward, terminated, truncated, info = super().step(action)
        info["role"] = self.role(self.state)
        if mover != BOTH:
            turns, *last = self._count
            last[mover] = turns
            self._count = (turns + 1, last[0], last[1])
            if terminated:
                info["late"] = {"outcome": self._shared()}
        return observation, reward, terminated, truncated, info

    def _shared(self) -> list[float]:
        """Return what each turn is worth: what a role has earned on its last turn, 0 elsewhere."""
        turns, *last = self._count
        values = [0.0] * turns
        for turn, earned in zip(last, self.payoffs(self.state), strict=True):
            values[turn] += earned
        return values

    def snapshot(self) -> Any:
        """Return the state of the episode and of the generator, for :meth:`restore`."""
        return super().snapshot(), self._count

    def restore(self, state: Any) -> None:
        """Go back to what :meth:`snapshot` returned."""
        inner, self._count = state
        super().restore(inner)

    def expert(self) -> Iterator[str]:
        """Play best against the named opponent, else as the perfect player; nothing hidden is looked at."""
        while self._running:
            game = self.state.game
            yield self.message(game, self.best(game, game.mover))

    def knobs(self) -> dict[str, Any]:
        """Return the settings as plain data, an opponent that is an agent by its name."""
        opponent = self.opponent if isinstance(self.opponent, str) else "agent"
        known = {"opponent": opponent, "seat": self.seat}
        return known | ({"skill": self.skill} if opponent == MIXED else {})

    def task(self, state: Match) -> dict[str, Any]:
        """Report the settings and, against a named opponent, the expected return of best play."""
        value = self.optimum(state) if self.named else None
        known = {} if value is None else {"optimal_value": float(value)}
        return super().task(state) | {"parameters": self.knobs()} | known
