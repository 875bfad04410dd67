"""Kuhn's poker in words."""

from __future__ import annotations

from ..commands import Command, Commands
from .rules import BET, CALL, CHECK, CHOICES, FOLD, MOVES, State, won

NAMES = ("jack", "queen", "king")
TOLD = {CHECK: "Bet nothing.", BET: "Bet one chip.", CALL: "Pay the bet, and show the cards.", FOLD: "Give up the pot."}
FORMS: dict[str, tuple[str, ...]] = {move: (move, f"i {move}", f"i'll {move}", f"i will {move}") for move in MOVES}
FORMS[BET] += (f"{BET} 1", f"{BET} 1 chip", f"{BET} one chip")
COMMANDS = Commands([Command(move, FORMS[move], TOLD[move]) for move in MOVES], example=BET)
DONE = {CHECK: "checked", BET: "bet", CALL: "called", FOLD: "folded"}
RULES = (
    "You play Kuhn's poker against one opponent, {hands}.\n"
    "The deck has three cards: a jack, a queen and a king; the king is highest. In each hand both players pay 1 chip "
    "into the pot and get one card each, which the other does not see. Whoever opens may check or bet 1 chip. After a "
    "check the other may check or bet; after a bet the other may fold or call. Who folds loses the pot. After two "
    "checks or a call both cards are shown and the higher one takes the pot.\n{opening}{aim}"
)


def chips(count: int) -> str:
    """Return a number of chips in words."""
    return f"{count} chip" if count == 1 else f"{count} chips"


def greeting(state: State, seat: int) -> str:
    """Return the task and the rules."""
    hands = len(state.cards)
    if hands == 1:
        who = "You open." if seat == 0 else "Your opponent opens."
        return RULES.format(hands="one hand", opening=who, aim=" Win as many chips as you can.")
    who = "You open the first hand" if seat == 0 else "Your opponent opens the first hand"
    opening = f"{who}, and the two of you take turns after that."
    return RULES.format(hands=f"{hands} hands", opening=opening, aim=" Win as many chips as you can over all hands.")


def report(state: State, seat: int) -> str:
    """Return how the last hand went, if this one is new, the card, and what the opponent has done."""
    lines, count = [], len(state.cards)
    acted = len(state.moves) > (1 if state.hand % 2 != seat else 0)
    if state.past and not acted:
        lines.append(_summary(state, state.hand - 1, seat))
    hand = f"Hand {state.hand + 1} of {count}. " if count > 1 else ""
    lines.append(f"{hand}You hold the {NAMES[state.cards[state.hand][seat]]}.")
    if state.moves:
        lines.append(f"Your opponent {DONE[state.moves[-1]]}.")
    elif state.hand % 2 == seat:
        lines.append("You open.")
    passive, aggressive = CHOICES[state.moves]
    lines.append(f"You may {passive} or {aggressive}.")
    return "\n".join(lines)


def ending(state: State, seat: int) -> str:
    """Return how the match ended, for a seat, or for both with -1."""
    count, net = len(state.cards), state.chips
    if seat < 0:
        if not net:
            return "The match is over and even."
        return f"The match is over. The {'first' if net > 0 else 'second'} player has won {chips(abs(net))}."
    last = _summary(state, count - 1, seat)
    net = net if seat == 0 else -net
    if count == 1:
        return last
    result = f"won {chips(net)}" if net > 0 else f"lost {chips(-net)}" if net else "neither won nor lost"
    return f"{last}\nThe match is over. You have {result} in all."


def _summary(state: State, hand: int, seat: int) -> str:
    """Return how a hand went; the opponent's card only where it was shown."""
    moves, cards, opener = state.past[hand], state.cards[hand], hand % 2
    who = ["You" if (opener + place) % 2 == seat else "Your opponent" for place in range(len(moves))]
    told = ". ".join(f"{name} {DONE[move]}" for name, move in zip(who, moves, strict=True))
    shown = "" if moves[-1] == FOLD else f" Your opponent shows the {NAMES[cards[1 - seat]]}."
    net = won(cards, opener, moves) * (1 if seat == 0 else -1)
    label = f"Hand {hand + 1}: " if len(state.cards) > 1 else ""
    return f"{label}{told}.{shown} You {'win' if net > 0 else 'lose'} {chips(abs(net))}."


def heard(observation: str) -> tuple[str | None, int | None]:
    """Return the opponent's move that an observation of a match of one hand tells, and the card that it shows.

    Args:
        observation: the last part of it, after the rules.
    """
    told = [(observation.rfind(f"Your opponent {done}."), move) for move, done in DONE.items()]
    place, move = max(told)
    card = next(
        (number for number, name in enumerate(NAMES) if f"Your opponent shows the {name}." in observation), None
    )
    return (move if place >= 0 else None), card
