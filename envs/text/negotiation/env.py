"""The Negotiation environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...levels import of_test
from ..commands import Call
from ..two_player.env import TwoPlayerEnv
from ..two_player.match import BOTH, ROLES, Choices, Match
from ..two_player.opponents import PLAYERS
from . import rules, solver, text
from .opponents import DEMANDS, Terms

MOST_ROUNDS = 4
WON_AT = 0.5
SAMPLE = 12
TOLD = {
    "random": "Your opponent does anything it may, by lot.",
    "perfect": "Your opponent knows your values and plays perfectly, as if you knew its values too.",
    "mixed": "Your opponent knows your values and plays perfectly with probability {skill:g} each turn, else by lot.",
    **{
        name: f"Your opponent asks for {first:.0%} of all that its values count at first, less each time, and for "
        f"{last:.0%} at last."
        for name, (first, last) in DEMANDS.items()
    },
}


class NegotiationEnv(TwoPlayerEnv):
    """Split some items with somebody who values them otherwise, by alternating offers before a deadline.

    How many items there are is known to both; what they are worth to each side is its own secret, drawn evenly from all
    ways to value them at 10 in all. The reward is the agent's share of its own 10, from 0 to 1, times ``patience`` for
    each offer that was refused on the way; nothing without a deal. Success is to earn at least 0.5. The game is not
    zero-sum: in self-play the reward is what both earn together.

    ``"perfect"`` knows the agent's values too and plays the subgame-perfect equilibrium of the negotiation with open
    values; ``"tough"``, ``"fair"`` and ``"soft"`` ask for a share that falls with each offer, and know nothing. The
    expert does not know the opponent's values: it plays the exact best reply in expectation over them
    (``info["task"]["optimal_value"]``; with 8 items of 4 kinds up to 2 seconds against ``"mixed"`` or ``"random"``, and
    milliseconds with 6 of 3), and against an agent or itself it plays as against ``"fair"``.

    The opponent's values are ``info["answer"]``; against a named opponent the environment knows how probable each way
    to value the items is (``hypotheses()``, ``prior()``, ``likelihoods()``).

    Milestones: ``finished``, ``won``, ``deal_made``, ``offer_made`` (by the agent), ``good_offer_heard`` (one that is
    worth at least half to the agent). Channels: ``state_changed``, ``first_payoff``, ``second_payoff``, ``own_share``
    and ``joint_share`` (what the last offer is worth to the agent, and to both together).

    Args:
        kinds: of items, 2 to 4; there are 1 to 3 of each.
        items: at most so many in all, from ``kinds + 1`` to 8.
        rounds: how many offers may be made, 1 to 4.
        patience: what a refused offer leaves of a deal's worth, above 0 to 1.
        opponent: ``"random"``, ``"perfect"``, ``"mixed"``, ``"tough"``, ``"fair"``, ``"soft"``, ``"self"``, a
            callable or its dotted path.
        skill: of the opponent ``"mixed"``: the probability that a move is the perfect player's.
        announced: whether the agent is told how a named opponent plays.
        seat: the agent's, ``"first"``, ``"second"`` or ``"drawn"``.
        retries: how often an opponent that is an agent may try again after an illegal message.
        split: ``"all"``, or ``"train"`` and ``"test"``, which share no numbers of items.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    rulebook = rules
    players = (*PLAYERS, *DEMANDS)
    commands = text.COMMANDS

    def __init__(
        self,
        *,
        kinds: int = 3,
        items: int = 6,
        rounds: int = 4,
        patience: float = 0.9,
        opponent: Any = "fair",
        skill: float = 0.8,
        announced: bool = False,
        seat: str = "drawn",
        retries: int = 2,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(
            opponent=opponent,
            skill=skill,
            seat=seat,
            retries=retries,
            split=split,
            render_mode=render_mode,
            info_keys=info_keys,
        )
        self.whole("kinds", kinds, 2, len(text.KINDS))
        self.whole("items", items, kinds + 1, 8)
        self.whole("rounds", rounds, 1, MOST_ROUNDS)
        self.probability("patience", patience, 1)
        self.require("patience", patience, patience > 0, "above 0")
        self.truth("announced", announced)
        self.kinds, self.items, self.rounds, self.patience = kinds, items, rounds, float(patience)
        self.announced, self.stakes = announced, (0.0, 1.0)
        every = rules.pools(kinds, items)
        self.pools = [pool for pool in every if split == "all" or of_test(repr(pool)) == (split == "test")]
        self.require("split", split, bool(self.pools), f"'all' where there are so few pools of items ({len(every)})")

    def deal(self, rng: np.random.Generator) -> rules.State:
        """Draw the items and what they are worth to each side."""
        pool = self.pools[int(rng.integers(len(self.pools)))]
        return rules.initial_state(rng, pool, self.rounds, self.patience)

    def layout(self, state: Match) -> str:
        """Return the agent's seat, the items and the values."""
        return f"{state.seat} {state.game.counts} {state.game.values}"

    def read(self, game: rules.State, call: Call) -> tuple[rules.Move, str]:
        """Return the move that a call is."""
        made = len(game.offers)
        if call.name == "keep":
            if made == game.rounds:
                return "", "No more offers can be made: accept or reject the last one."
            kept, error = text.read_items(call.arguments[0], game.counts)
            return rules.part(game, kept, game.mover), error
        if not made:
            return "", f"There is no offer yet that you could {call.name}."
        if call.name == rules.REJECT and made < game.rounds:
            return "", "Only the last offer can be rejected: make an offer of your own, or accept this one."
        return call.name, ""

    def message(self, game: rules.State, move: rules.Move) -> str:
        """Return the message that says a move."""
        return move if isinstance(move, str) else f"keep {text.items(rules.part(game, move, game.mover))}"

    def legal(self, state: Match) -> list[str]:
        """Return the messages of the legal moves, with some of the offers."""
        game, moves = state.game, rules.legal_moves(state.game)
        offers: list[rules.Move] = [move for move in moves if not isinstance(move, str)]
        step = -(-len(offers) // SAMPLE) or 1
        shown = [move for move in moves if isinstance(move, str)] + offers[len(game.offers) % step :: step]
        return [self.message(game, move) for move in shown]

    def greeting(self, game: rules.State, seat: int) -> str:
        """Return the task and the rules."""
        told = TOLD[self.opponent].format(skill=self.skill) if self.announced and self.named else ""
        return text.greeting(game, seat, told)

    def report(self, game: rules.State, seat: int) -> str:
        """Return the offer on the table."""
        return text.report(game, seat)

    def ending(self, game: rules.State, seat: int) -> str:
        """Return how the negotiation ended."""
        return text.ending(game, seat)

    def reply_to(self, counts: rules.Numbers, values: rules.Numbers, seat: int) -> solver.Reply:
        """Return the best play of a seat against the named opponent, or against ``"fair"`` where there is none."""
        terms = Terms(counts, values, seat, self.rounds, self.patience)
        return solver.best_reply(terms, *((self.opponent, self.weight) if self.named else ("fair", 1.0)))

    def style(self, game: rules.State) -> Choices:
        """Return what the mover does as the named opponent."""
        seat = game.mover
        reply = self.reply_to(game.counts, game.values[1 - seat], 1 - seat)
        kind = rules.valuations(game.counts).index(game.values[seat])
        strategy = reply.strategy[len(game.offers)]
        if game.offers and strategy.accepts[kind, reply.number[game.offers[-1]]]:
            return Choices((rules.ACCEPT,))
        last = len(game.offers) == game.rounds
        return Choices((rules.REJECT if last else reply.deals[int(strategy.offers[kind])],))

    def best(self, game: rules.State, seat: int) -> rules.Move:
        """Return the move that earns most in expectation over the opponent's values."""
        return self.reply_to(game.counts, game.values[seat], seat).best(game.offers)

    def optimum(self, match: Match) -> float:
        """Return the expected return of best play, given the items and the agent's values."""
        game = match.game
        return self.reply_to(game.counts, game.values[match.seat], match.seat).value()

    def won(self, match: Match) -> bool:
        """Whether the agent has earned at least half."""
        return self.payoffs(match)[max(match.seat, 0)] >= WON_AT - 1e-9

    def hypotheses(self) -> tuple[str, ...]:
        """Return every way in which the opponent may value the items; none if its strategy is not known."""
        if self.state is None or not self.named:
            return ()
        return tuple(map(text.values, rules.valuations(self.state.game.counts)))

    def prior(self) -> list[float]:
        """Return how probable each is after the opening, which may tell the opponent's first offer."""
        match: Match = self.state
        game, seat = match.game, match.seat
        if seat == 0:
            return [1.0 for _ in rules.valuations(game.counts)]
        reply = self.reply_to(game.counts, game.values[seat], seat)
        told: list[float] = reply.first_odds()[:, reply.number[game.offers[0]]].tolist()
        return told

    def likelihoods(self, hypotheses: Sequence[str], history: Sequence[str]) -> NDArray[np.float64]:
        """Return how probable the opponent's last answer is under each way to value the items."""
        counts, values = text.own_terms(history[0])
        place = {each: number for number, each in enumerate(rules.valuations(counts))}
        rows = [place[text.read_values(name)] for name in hypotheses]
        first = text.heard(history[0], counts)
        seat = 0 if first is None else 1
        reply = self.reply_to(counts, values, seat)
        game = rules.State(counts, (values, values), self.rounds, self.patience)
        if first is not None:
            game = rules.transition(game, rules.part(game, first, seat))
        told = np.ones(len(rows))
        for turn in range(1, len(history), 2):
            told = np.ones(len(rows))
            call, _ = self.commands.read(history[turn])
            move, error = ("", "none") if call is None else self.read(game, call)
            if error or isinstance(move, str):
                continue
            game = rules.transition(game, move)
            taken, offered = reply.odds(len(game.offers))
            deal, offer = reply.number[move], text.heard(history[turn + 1], counts)
            if offer is not None:
                answer = rules.part(game, offer, seat)
                told, game = offered[rows, deal, reply.number[answer]], rules.transition(game, answer)
            elif "Your opponent accepts." in history[turn + 1]:
                told = taken[rows, deal]
            elif "Your opponent rejects" in history[turn + 1]:
                told = 1 - taken[rows, deal]
        return told

    def answer(self, state: Match) -> str | None:
        """Return how the opponent values the items."""
        return None if state.seat == BOTH else text.values(state.game.values[1 - state.seat])

    def channels(self, before: Match, state: Match) -> dict[str, float]:
        """Measure what the last offer is worth."""
        game = state.game
        shares = [rules.share(game, game.offers[-1], seat) for seat in (0, 1)] if game.offers else [0.0, 0.0]
        found = {"own_share": shares[max(state.seat, 0)], "joint_share": sum(shares)}
        return super().channels(before, state) | found

    def milestones(self, state: Match) -> dict[str, bool]:
        """Report what was offered and agreed."""
        game, seat = state.game, max(state.seat, 0)
        heard = [rules.share(game, offer, seat) for offer in game.offers[1 - seat :: 2]]
        return super().milestones(state) | {
            "deal_made": game.ended == rules.ACCEPT,
            "offer_made": len(game.offers) > seat,
            "good_offer_heard": max(heard, default=0.0) >= WON_AT,
        }

    def facts(self, state: Match) -> dict[str, str | int | float | bool]:
        """Report the items, what they are worth, and the last offer."""
        game = state.game
        found: dict[str, str | int | float | bool] = {
            "offers.made": len(game.offers),
            "match.result": game.ended or "open",
        }
        for place, (kind, count) in enumerate(zip(text.KINDS, game.counts, strict=False)):
            found[f"{kind}.count"] = count
            found[f"{kind}.offered_to_first"] = game.offers[-1][place] if game.offers else "none"
            for role, values in zip(ROLES, game.values, strict=True):
                found[f"{kind}.worth_to_{role}"] = values[place]
        return super().facts(state) | found

    def knobs(self) -> dict[str, Any]:
        """Return the settings."""
        own = {"kinds": self.kinds, "items": self.items, "rounds": self.rounds, "patience": self.patience}
        return super().knobs() | own | {"announced": self.announced, "split": self.split}
