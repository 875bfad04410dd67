"""Liar's dice in words."""

from __future__ import annotations

import re

from ..commands import Command, Commands, Slot
from .rules import Roll, State, Table, bid_meant, holds, payoffs

_BID = re.compile(r"Your opponent bids (\d+) of (\d+)\.")
_SHOWN = re.compile(r"Your opponent shows ([\d ]+)\.")


def commands(table: Table) -> Commands:
    """Return the commands at a table.

    Args:
        table: the dice.
    """
    slots = {
        "count": Slot("integer", f"how many dice at least, 1 to {2 * table.dice}"),
        "face": Slot("integer", f"the face they show, 1 to {table.faces}"),
    }
    bid = Command(
        "bid",
        ("bid {count} of {face}", "bid {count} x {face}", "i bid {count} of {face}"),
        "Bid what all dice show at least.",
        slots,
    )
    liar = Command(
        "liar",
        ("liar", "call liar", "i call liar", "call the last bid a lie"),
        "Call the last bid a lie and show the dice.",
    )
    return Commands([bid, liar], example=f"bid 1 of {table.faces}")


def dice(roll: Roll) -> str:
    """Return a roll, ``"2 4"``."""
    return " ".join(map(str, roll))


def greeting(state: State, seat: int) -> str:
    """Return the task and the rules."""
    count, faces = state.table
    rolled = "one die" if count == 1 else f"{count} dice"
    both = "both dice" if count == 1 else f"all {2 * count} dice"
    return (
        f"You play liar's dice against one opponent, one round. Each of you has rolled {rolled} with the faces 1 to "
        f'{faces}, which the other does not see. In turn you bid: "bid 2 of {faces}" says that among {both}, yours and '
        f"your opponent's, at least 2 show a {faces}. Each bid must be higher than the last: more dice of any face, or "
        "as many of a higher face. Instead of bidding you may call the last bid a lie. Then the dice are shown: if the "
        f"bid holds, the bidder wins; if not, the caller does. "
        f"{'You begin.' if seat == 0 else 'Your opponent begins.'} You are paid 1 if you win and -1 if you lose."
    )


def report(state: State, seat: int) -> str:
    """Return what the opponent has bid and what may be done."""
    bids = state.bids
    lines = [f"You have rolled {dice(state.rolls[seat])}."]
    if bids:
        count, face = bid_meant(state.table, bids.bit_length() - 1)
        lines.append(f"Your opponent bids {count} of {face}.")
        highest = bids.bit_length() == state.table.bids
        lines.append("No bid is higher: you can only call liar." if highest else "Bid higher, or call liar.")
    else:
        lines.append("Make the first bid.")
    return "\n".join(lines)


def ending(state: State, seat: int) -> str:
    """Return how the round ended, for a seat, or for both with -1."""
    bid = state.bids.bit_length() - 1
    count, face = bid_meant(state.table, bid)
    caller = state.bids.bit_count() % 2
    truth = "holds" if holds(state.table, bid, *state.rolls) else "is a lie"
    winner = 0 if payoffs(state)[0] > 0 else 1
    if seat < 0:
        shown = " and ".join(dice(roll) for roll in state.rolls)
        who = ("first", "second")[winner]
        return f"The dice show {shown}. The bid {count} of {face} {truth}: the {who} player wins."
    what = "You call liar" if caller == seat else "Your opponent calls liar"
    return (
        f"{what}. Your opponent shows {dice(state.rolls[1 - seat])}. The bid {count} of {face} {truth}: "
        f"you {'win' if winner == seat else 'lose'}."
    )


def heard(observation: str) -> tuple[tuple[int, int] | None, bool, str | None]:
    """Return the bid that the opponent makes, whether it calls liar, and the dice that it shows.

    Args:
        observation: what was read, without the rules.
    """
    bid, shown = _BID.search(observation), _SHOWN.search(observation)
    called = "Your opponent calls liar." in observation
    return (int(bid[1]), int(bid[2])) if bid else None, called, shown[1] if shown else None
