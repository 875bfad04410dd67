"""A long list of messages in few words: what is repeated is said once, with how often."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_ROUND = 4
"""Messages of the longest round that is recognised."""

MOST_PARTS = 8


def told(messages: Sequence[str], parts: int = MOST_PARTS) -> str:
    """Return messages as one line: ``right ×2, (left, right) ×14``.

    Args:
        messages: in order.
        parts: the most parts of the line; what follows is counted.
    """
    said: list[str] = []
    place = 0
    while place < len(messages) and len(said) < parts:
        length, times = _round(messages, place)
        one = ", ".join(_quoted(each) for each in messages[place : place + length])
        said.append(one if times == 1 else f"{one if length == 1 else f'({one})'} ×{times}")
        place += length * times
    return ", ".join([*said, f"… ({len(messages):,} in all)"] if place < len(messages) else said)


def _round(messages: Sequence[str], place: int) -> tuple[int, int]:
    """Return the length of the round that begins here and covers most, the shortest of several, and how often it is."""
    best = 1, 1
    for length in range(1, LONGEST_ROUND + 1):
        one, times = messages[place : place + length], 1
        while messages[place + times * length : place + (times + 1) * length] == one:
            times += 1
        if times > 1 and len(one) * times > best[0] * best[1]:
            best = length, times
    return best


def _quoted(message: str) -> str:
    """Return a message in one short line; one that is blank or has a comma in quotation marks."""
    text = " ".join(message.split())
    text = text if len(text) <= 60 else f"{text[:40]} … {text[-16:]}"
    return text if text and "," not in text and text == message else f"“{text}”"
