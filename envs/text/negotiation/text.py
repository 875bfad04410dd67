"""A negotiation in words, and what its messages say."""

from __future__ import annotations

import re

from ..commands import Command, Commands, Slot
from .rules import ACCEPT, REJECT, Numbers, State, part, payoffs, worth

KINDS = ("lamp", "mug", "pen", "rug")
_PIECE = re.compile(r"(\d{1,3}|an?|one|two|three|no)\s+([a-z]+?)s?", re.IGNORECASE)
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "no": 0}
_THEIRS = re.compile(r"Your opponent offers you ([^;.]+); it would keep")
_WORTH = re.compile(r"- (\d) (\w+?)s?, worth (\d+)(?: each)? to you")
_GETS = Slot("word", 'the items that you get, for example "2 lamps and 1 mug", "everything" or "nothing"')

COMMANDS = Commands(
    [
        Command("keep", ("keep {items}", "i keep {items}"), "Offer a split by what you keep.", {"items": _GETS}),
        Command(ACCEPT, ("accept", "accept the offer", "i accept"), "Take your opponent's last offer."),
        Command(REJECT, ("reject", "reject the offer", "i reject"), "Refuse the last offer: no deal."),
    ],
    example="keep 1 lamp and 1 mug",
)


def count_of(number: int, kind: str) -> str:
    """Return a number of items, ``"2 lamps"``."""
    return f"{number} {kind}" if number == 1 else f"{number} {kind}s"


def items(numbers: Numbers) -> str:
    """Return some items in words; kinds of which there are none are left out."""
    named = [count_of(number, kind) for number, kind in zip(numbers, KINDS, strict=False) if number]
    if not named:
        return "nothing"
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def read_items(said: str, counts: Numbers) -> tuple[Numbers, str]:
    """Return the items that a text names, or why it names none.

    Args:
        said: for example ``"2 lamps and 1 mug"``.
        counts: how many items of each kind there are.
    """
    text = said.casefold().strip()
    if text in ("everything", "all"):
        return counts, ""
    found = dict.fromkeys(KINDS[: len(counts)], 0)
    for piece in [] if text == "nothing" else re.split(r"\s*(?:,\s*and\b|,|;|\band\b)\s*", text):
        told = _PIECE.fullmatch(piece)
        if told is None or told[2] not in found:
            return counts, f'"{piece:.40}" is not a number of items; the kinds are {_kinds(counts)}.'
        found[told[2]] += _WORDS[told[1]] if told[1] in _WORDS else int(told[1])
    numbers = tuple(found.values())
    if any(number > count for number, count in zip(numbers, counts, strict=True)):
        return counts, f"There are only {items(counts)}."
    return numbers, ""


def _kinds(counts: Numbers) -> str:
    return ", ".join(f"{kind}s" for kind in KINDS[: len(counts)])


def values(numbers: Numbers) -> str:
    """Return how a side values the kinds, ``"lamp 2, mug 0, pen 1"``."""
    return ", ".join(f"{kind} {value}" for kind, value in zip(KINDS, numbers, strict=False))


def read_values(said: str) -> Numbers:
    """Return what :func:`values` has written."""
    return tuple(int(piece.split()[1]) for piece in said.split(", "))


def greeting(state: State, seat: int, announced: str) -> str:
    """Return the task and the rules."""
    lines = [
        f"You and an opponent split {items(state.counts)}. What you get is worth to you:",
        *(
            f"- {count_of(count, kind)}, worth {value}{' each' if count > 1 else ''} to you"
            for count, kind, value in zip(state.counts, KINDS, state.values[seat], strict=False)
        ),
        "All items together are worth 10 to you, and 10 to your opponent, who may value each kind otherwise; neither "
        "of you knows the other's values." + (f" {announced}" if announced else ""),
    ]
    count = state.rounds
    offers = "Only one offer is made" if count == 1 else f"You make offers in turn, at most {count} in all"
    who = "you make it" if count == 1 and seat == 0 else "your opponent makes it" if count == 1 else ""
    first = who or ("you make the first" if seat == 0 else "your opponent makes the first")
    lines.append(
        f"{offers}; {first}. An offer says what the one who makes it keeps; the other gets the rest. "
        f"Instead of making an offer you may accept the last one. The last offer can only be accepted or rejected; "
        "without a deal both get nothing."
    )
    if state.patience < 1 and count > 1:
        lines.append(
            f"Each offer that is not accepted cuts what a deal is worth to both, to {state.patience:.0%} of it."
        )
    lines.append("You are paid the share of 10 that you get, after all cuts. Get as much as you can.")
    return "\n".join(lines)


def report(state: State, seat: int) -> str:
    """Return the offer on the table and what may be done."""
    made, count = len(state.offers), state.rounds
    if not made:
        return f"Offer 1 of {count} is yours."
    offer = state.offers[-1]
    mine, theirs = part(state, offer, seat), part(state, offer, 1 - seat)
    left = "" if state.patience == 1 or made == 1 else f" before the cut for {_refused(made - 1)}"
    told = (
        f"Your opponent offers you {items(mine)}; it would keep {items(theirs)}. That is worth "
        f"{worth(mine, state.values[seat])} of 10 to you{left}."
    )
    if made == count:
        return f"{told}\nThis was the last offer: accept or reject it."
    return f"{told}\nAccept it, or make offer {made + 1} of {count}."


def _refused(count: int) -> str:
    return "one refused offer" if count == 1 else f"{count} refused offers"


def ending(state: State, seat: int) -> str:
    """Return how the negotiation ended, for a seat, or for both with -1."""
    last = (len(state.offers) - 1) % 2
    earned = payoffs(state)
    if seat < 0:
        if state.ended == REJECT:
            return "The last offer was rejected: no deal, and nothing for either side."
        split = (
            f"The first player gets {items(state.offers[-1])}, the second {items(part(state, state.offers[-1], 1))}."
        )
        return f"A deal. {split} It earns them {earned[0]:.2f} and {earned[1]:.2f}."
    if state.ended == REJECT:
        who = "You reject" if last != seat else "Your opponent rejects"
        return f"{who} the last offer: no deal, and nothing for either side."
    who = "You accept" if last != seat else "Your opponent accepts"
    return (
        f"{who}. A deal: you get {items(part(state, state.offers[-1], seat))}, which earns you {earned[seat]:.2f} of 1."
    )


def heard(observation: str, counts: Numbers) -> Numbers | None:
    """Return what the opponent offers the reader, or None if it offers nothing.

    Args:
        observation: what was read.
        counts: how many items of each kind there are.
    """
    told = _THEIRS.search(observation)
    return None if told is None else read_items(told[1], counts)[0]


def own_terms(opening: str) -> tuple[Numbers, Numbers]:
    """Return how many items of each kind the first observation names, and what they are worth to its reader."""
    found = _WORTH.findall(opening)
    return tuple(int(count) for count, _, _ in found), tuple(int(value) for _, _, value in found)
