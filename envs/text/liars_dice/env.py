"""The LiarsDice environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..commands import Call
from ..two_player.env import TwoPlayerEnv
from ..two_player.match import BOTH, ROLES, Choices, Match
from . import rules, solver, text


class LiarsDiceEnv(TwoPlayerEnv):
    """One round of liar's dice against a player of known strategy, any agent, or oneself.

    The reward is 1 for the winner and -1 for the loser; to win is success. The perfect player follows an equilibrium
    computed by CFR+ (a best reply wins less than 0.001 a round more than against an exact one, on average); the
    expert plays the exact best reply to the named opponent. ``info["task"]["optimal_value"]`` is the expected return of
    best play, given the agent's roll. Solving takes from 0.1 s (8 bids) to some 3 s (12 bids), once.

    The opponent's roll is ``info["answer"]``, and against a named opponent the environment knows how probable each is
    (``hypotheses()``, ``prior()``, ``likelihoods()``).

    Milestones: ``finished``, ``won``, ``bid_made`` and ``lie_told`` (a bid of the agent that does not hold). Channels:
    ``state_changed``, ``first_payoff``, ``second_payoff``, ``bids`` (made by both so far).

    Args:
        dice: of each side, 1 to 3; ``2 * dice * faces`` is at most 12.
        faces: of each die, 2 to 6.
        opponent: ``"random"``, ``"perfect"``, ``"mixed"``, ``"self"``, a callable or its dotted path.
        skill: of the opponent ``"mixed"``: the probability that a move is the perfect player's.
        seat: the agent's, ``"first"``, ``"second"`` or ``"drawn"``.
        retries: how often an opponent that is an agent may try again after an illegal message.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    rulebook = rules

    def __init__(
        self,
        *,
        dice: int = 1,
        faces: int = 4,
        opponent: Any = "mixed",
        skill: float = 0.8,
        seat: str = "drawn",
        retries: int = 2,
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(
            opponent=opponent, skill=skill, seat=seat, retries=retries, render_mode=render_mode, info_keys=info_keys
        )
        self.whole("dice", dice, 1, 3)
        self.whole("faces", faces, 2, 6)
        few = 2 * dice * faces <= solver.MOST_BIDS
        self.require("faces", faces, few, f"at most {solver.MOST_BIDS // (2 * dice)} with dice={dice}")
        self.table = rules.Table(dice, faces)
        self.commands = text.commands(self.table)
        self.number = {roll: number for number, roll in enumerate(rules.rolls(self.table))}

    @property
    def known_reply(self) -> solver.Reply:
        """Best play against the named opponent."""
        return solver.best_reply(self.table, self.weight)

    def deal(self, rng: np.random.Generator) -> rules.State:
        """Roll the dice."""
        return rules.initial_state(rng, self.table)

    def layout(self, state: Match) -> str:
        """Return the agent's seat and the dice."""
        return f"{state.seat} {state.game.rolls}"

    def read(self, game: rules.State, call: Call) -> tuple[int, str]:
        """Return the number of the bid that a call makes, or of the call of a lie."""
        if call.name == "liar":
            return rules.LIAR, "" if game.bids else "There is no bid yet that could be a lie."
        count, face = call.arguments
        if not (1 <= count <= 2 * self.table.dice and 1 <= face <= self.table.faces):
            return (
                0,
                f"{count} of {face} is no bid: there are {2 * self.table.dice} dice with {self.table.faces} faces.",
            )
        bid = rules.bid_number(self.table, count, face)
        if bid < game.bids.bit_length():
            last, shown = rules.bid_meant(self.table, game.bids.bit_length() - 1)
            return bid, f"{count} of {face} is not higher than the last bid, {last} of {shown}."
        return bid, ""

    def message(self, game: rules.State, move: int) -> str:
        """Return the message that bids or calls."""
        return "liar" if move == rules.LIAR else "bid {} of {}".format(*rules.bid_meant(self.table, move))

    def greeting(self, game: rules.State, seat: int) -> str:
        """Return the task and the rules."""
        return text.greeting(game, seat)

    def report(self, game: rules.State, seat: int) -> str:
        """Return the roll and the last bid."""
        return text.report(game, seat)

    def ending(self, game: rules.State, seat: int) -> str:
        """Return how the round ended."""
        return text.ending(game, seat)

    def style(self, game: rules.State) -> Choices:
        """Return how the mover plays in the equilibrium."""
        odds = solver.equilibrium(self.table)[game.bids, self.number[game.rolls[game.mover]]].tolist()
        moves = rules.legal_moves(game)
        return Choices(moves, [odds[move] for move in moves])

    def best(self, game: rules.State, seat: int) -> int:
        """Return the move that wins most often against the named opponent."""
        if not self.named:
            return int(super().best(game, seat))
        move = self.known_reply.best(game.bids, self.number[game.rolls[seat]])
        return rules.LIAR if move == self.table.bids else move

    def optimum(self, match: Match) -> float:
        """Return the expected payoff of best play, given the agent's roll."""
        return self.known_reply.value(self.number[match.game.rolls[match.seat]], match.seat)

    def hypotheses(self) -> tuple[str, ...]:
        """Return every roll of the opponent; none if its strategy is not known."""
        return tuple(map(text.dice, self.number)) if self.named else ()

    def prior(self) -> list[float]:
        """Return how probable each roll is after the opening, which may tell the opponent's first bid."""
        weights = rules.chances(self.table)
        match: Match = self.state
        if match.seat == 0:
            return list(weights)
        bids = match.game.bids
        first = (bids & -bids).bit_length() - 1
        told = self.known_reply.strategy[0, :, first]
        return [float(weight * odds) for weight, odds in zip(weights, told, strict=True)]

    def likelihoods(self, hypotheses: Sequence[str], history: Sequence[str]) -> NDArray[np.float64]:
        """Return how probable the opponent's last move and the dice that it shows are, with each roll."""
        rolls = [tuple(map(int, name.split())) for name in hypotheses]
        numbers = [self.number[roll] for roll in rolls]
        strategy = self.known_reply.strategy
        bid = text.heard(history[0].rpartition("\n\n")[2])[0]
        bids = 0 if bid is None else 1 << rules.bid_number(self.table, *bid)
        told = np.ones(len(rolls))
        for place in range(1, len(history), 2):
            told = np.ones(len(rolls))
            call, _ = self.commands.read(history[place])
            if call is None or self.read(self._seen(bids), call)[1]:
                continue
            if call.name == "bid":
                bids |= 1 << rules.bid_number(self.table, *call.arguments)
            bid, called, shown = text.heard(history[place + 1])
            if called:
                told = strategy[bids, numbers, self.table.bids].copy()
            elif bid is not None:
                told = strategy[bids, numbers, rules.bid_number(self.table, *bid)].copy()
                bids |= 1 << rules.bid_number(self.table, *bid)
            if shown is not None:
                told *= [name == shown for name in hypotheses]
        return told

    def _seen(self, bids: int) -> rules.State:
        """Return a round of which only the bids are known."""
        return rules.State(self.table, ((), ()), bids)

    def answer(self, state: Match) -> str | None:
        """Return the opponent's roll."""
        return None if state.seat == BOTH else text.dice(state.game.rolls[1 - state.seat])

    def channels(self, before: Match, state: Match) -> dict[str, float]:
        """Measure how many bids were made."""
        return super().channels(before, state) | {"bids": float(state.game.bids.bit_count())}

    def milestones(self, state: Match) -> dict[str, bool]:
        """Report what the agent (the first role in self-play) has bid."""
        game, seat = state.game, max(state.seat, 0)
        made = [bid for bid in range(self.table.bids) if game.bids >> bid & 1][seat::2]
        lie = any(not rules.holds(self.table, bid, *game.rolls) for bid in made)
        return super().milestones(state) | {"bid_made": bool(made), "lie_told": lie}

    def facts(self, state: Match) -> dict[str, str | int | float | bool]:
        """Report the dice and the last bid."""
        game = state.game
        count, face = rules.bid_meant(self.table, game.bids.bit_length() - 1) if game.bids else (0, 0)
        found = {f"{role}.dice": text.dice(roll) for role, roll in zip(ROLES, game.rolls, strict=True)}
        return super().facts(state) | found | {"bid.count": count, "bid.face": face, "bid.called": game.called}

    def knobs(self) -> dict[str, Any]:
        """Return the settings."""
        return super().knobs() | self.table._asdict()
