"""The KuhnPoker environment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..commands import Call
from ..two_player.env import TwoPlayerEnv
from ..two_player.match import BOTH, OVER, ROLES, Choices, Match
from ..two_player.opponents import PLAYERS
from . import rules, solver, text

STYLES = {"honest": solver.HONEST, "bold": solver.BOLD}


@lru_cache(maxsize=32)
def best_reply(style: str, bluff: float, weight: float) -> solver.Reply:
    """Return the best play against a named opponent, made once."""
    strategy = STYLES.get(style) or solver.equilibrium(bluff)
    return solver.Reply(solver.blended(strategy, weight))


class KuhnPokerEnv(TwoPlayerEnv):
    """Kuhn's poker for one or more hands, against a player of known strategy, any agent, or oneself.

    Three cards, an ante of one chip, and one bet of one chip (Kuhn 1950). The reward is the chips won, as a share of
    the most that the hands can cost (2 a hand), from -1 to 1; success is to win chips. The perfect player plays an
    equilibrium, in which the opener loses 1/18 of a chip a hand; the expert plays the exact best reply to the named
    opponent, or the equilibrium where there is none. ``info["task"]["optimal_value"]`` is the expected return of best
    play, given the first card.

    With one hand the hidden card is ``info["answer"]``, and against a named opponent the environment knows how probable
    each is (``hypotheses()``, ``prior()``, ``likelihoods()``).

    Milestones: ``finished``, ``won``, ``bet_or_called`` (the agent has), ``opponent_folded``. Channels:
    ``state_changed``, ``first_payoff``, ``second_payoff``, ``chips`` (won by the agent so far).

    Args:
        hands: 1 to 100; who opens alternates, and the first role opens the first. A hand takes at most 2 turns, or 3 in
            self-play: for more than 10, or 6, give ``gym.make`` a larger ``max_episode_steps``.
        opponent: ``"random"``, ``"perfect"``, ``"mixed"``, ``"honest"`` (bets a king only, calls with a queen or king),
            ``"bold"`` (always bets and calls), ``"self"``, a callable or its dotted path.
        skill: of the opponent ``"mixed"``: the probability that a move is the perfect player's.
        bluff: how often the perfect player opens a jack with a bet, 0 to 1/3: which of the equilibria it plays.
        seat: the agent's, ``"first"``, ``"second"`` or ``"drawn"``.
        retries: how often an opponent that is an agent may try again after an illegal message.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    rulebook = rules
    players = (*PLAYERS, *STYLES)
    commands = text.COMMANDS

    def __init__(
        self,
        *,
        hands: int = 1,
        opponent: Any = "mixed",
        skill: float = 0.8,
        bluff: float = 0.2,
        seat: str = "drawn",
        retries: int = 2,
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(
            opponent=opponent, skill=skill, seat=seat, retries=retries, render_mode=render_mode, info_keys=info_keys
        )
        self.whole("hands", hands, 1, 100)
        self.probability("bluff", bluff, solver.HIGHEST_BLUFF)
        self.hands, self.bluff = hands, float(bluff)
        self.strategy = (STYLES.get(opponent) if self.named else None) or solver.equilibrium(self.bluff)

    @property
    def known_reply(self) -> solver.Reply:
        """Best play against the named opponent."""
        return best_reply(self.opponent, self.bluff, self.weight)

    def deal(self, rng: np.random.Generator) -> rules.State:
        """Deal every hand."""
        return rules.initial_state(rng, self.hands)

    def layout(self, state: Match) -> str:
        """Return the agent's seat and the cards."""
        return f"{state.seat} {state.game.cards}"

    def read(self, game: rules.State, call: Call) -> tuple[str, str]:
        """Return the move that a call is."""
        passive, aggressive = legal = rules.legal_moves(game)
        error = "" if call.name in legal else f"You cannot {call.name} now: you may {passive} or {aggressive}."
        return call.name, error

    def message(self, game: rules.State, move: str) -> str:
        """Return the message that says a move."""
        return move

    def greeting(self, game: rules.State, seat: int) -> str:
        """Return the task and the rules."""
        return text.greeting(game, seat)

    def report(self, game: rules.State, seat: int) -> str:
        """Return what a seat knows of the hand."""
        return text.report(game, seat)

    def ending(self, game: rules.State, seat: int) -> str:
        """Return how the match ended."""
        return text.ending(game, seat)

    def style(self, game: rules.State) -> Choices:
        """Return how the mover plays by the named opponent's strategy."""
        odds = self.strategy[game.moves][game.cards[game.hand][game.mover]]
        return Choices(rules.legal_moves(game), (1 - odds, odds))

    def best(self, game: rules.State, seat: int) -> str:
        """Return the move that wins most in expectation against the named opponent."""
        if not self.named:
            return str(super().best(game, seat))
        return self.known_reply.best(game.moves, game.cards[game.hand][seat])

    def optimum(self, match: Match) -> float:
        """Return the expected return of best play, given the first card."""
        reply, cards = self.known_reply, match.game.cards
        chips = reply.value(cards[0][match.seat], match.seat == 0)
        chips += sum(reply.value(None, hand % 2 == match.seat) for hand in range(1, len(cards)))
        return chips / (rules.MOST_CHIPS * len(cards))

    def hypotheses(self) -> tuple[str, ...]:
        """Return the cards that the opponent may hold; none with several hands or an opponent of unknown strategy."""
        if self.state is None or not self._guessable:
            return ()
        match = self.state
        return tuple(text.NAMES[card] for card in rules.CARDS if card != match.game.cards[0][match.seat])

    def prior(self) -> list[float]:
        """Return how probable each card is after the opening, which may tell the opponent's first move."""
        match = self.state
        cards = [text.NAMES.index(name) for name in self.hypotheses()]
        if match.seat == 0:
            return [1.0 for _ in cards]
        moves = match.game.past[0] if match.game.past else match.game.moves
        return [self.known_reply.likelihood((), moves[0], card) for card in cards]

    def likelihoods(self, hypotheses: Sequence[str], history: Sequence[str]) -> NDArray[np.float64]:
        """Return how probable the opponent's last move and the card that it shows are, with each card."""
        cards = [text.NAMES.index(name) for name in hypotheses]
        first = text.heard(history[0].rpartition("\n\n")[2])[0]
        moves: tuple[str, ...] = (first,) if first else ()
        told = np.ones(len(cards))
        for place in range(1, len(history), 2):
            call, _ = self.commands.read(history[place])
            if call is None or moves not in rules.CHOICES or call.name not in rules.CHOICES[moves]:
                told = np.ones(len(cards))
                continue
            moves = (*moves, call.name)
            move, shown = text.heard(history[place + 1])
            told = np.array([shown is None or card == shown for card in cards], dtype=np.float64)
            if move and moves in rules.CHOICES:
                told *= [self.known_reply.likelihood(moves, move, card) for card in cards]
                moves = (*moves, move)
        return told

    def answer(self, state: Match) -> str | None:
        """Return the opponent's card in a match of one hand."""
        if len(state.game.cards) > 1 or state.seat == BOTH:
            return None
        return text.NAMES[state.game.cards[0][1 - state.seat]]

    @property
    def _guessable(self) -> bool:
        return self.hands == 1 and self.named

    def channels(self, before: Match, state: Match) -> dict[str, float]:
        """Measure the chips that the agent (the first role in self-play) has won so far."""
        chips = state.game.chips
        return super().channels(before, state) | {"chips": float(-chips if state.seat == 1 else chips)}

    def milestones(self, state: Match) -> dict[str, bool]:
        """Report who has bet and folded."""
        seat = max(state.seat, 0)
        played = [*state.game.past, state.game.moves]
        mine = {move for hand, moves in enumerate(played) for move in moves[(hand + seat) % 2 :: 2]}
        theirs = {move for hand, moves in enumerate(played) for move in moves[(hand + seat + 1) % 2 :: 2]}
        found = {"bet_or_called": bool(mine & {rules.BET, rules.CALL}), "opponent_folded": rules.FOLD in theirs}
        return super().milestones(state) | found

    def facts(self, state: Match) -> dict[str, str | int | float | bool]:
        """Report cards, moves and chips of the hand that is played, or of the last."""
        game = state.game
        hand = game.hand - (game.mover == OVER)
        moves = game.moves if hand == game.hand else game.past[hand]
        found: dict[str, str | int | float | bool] = {"hand.number": hand + 1, "hand.moves": ", ".join(moves) or "none"}
        for role, card in zip(ROLES, game.cards[hand], strict=True):
            found[f"{role}.card"] = text.NAMES[card]
        return super().facts(state) | found | {"first.chips": game.chips, "second.chips": -game.chips}

    def knobs(self) -> dict[str, Any]:
        """Return the settings."""
        known = super().knobs() | {"hands": self.hands}
        return known if self.opponent in STYLES or self.opponent == "random" else known | {"bluff": self.bluff}
