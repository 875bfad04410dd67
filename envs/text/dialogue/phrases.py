"""What users say, in several wordings for every reply; the words of a topic's cells stand with the topic."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from .topics import Cell, Reply, Topic

STARTS = ("", "Well. ", "Let me think. ", "Good question. ")
YES = ("Yes, {it}.", "That's right: {it}.", "Yes. I would say {it}.")
NO = ("No, not {it}.", "No, I wouldn't say {it}.", "Not {it}, no.")
IS = ("{it}.", "I would say {it}.", "Of those: {it}.")
AMONG = ("Either {a} or {b}.", "I go back and forth between {a} and {b}.", "It is one of two: {a} or {b}.")
VAGUE = ("That is hard to say.", "It depends, really.", "I would rather not go into that now.", "I can't really tell.")
BLANK = ("I couldn't put a name to it.", "I have never given that a name.", "I don't think of it in such words.")
SINGLE = ("Those are several things at once. Ask me about one.", "One at a time, please.", "Which of them do you mean?")
PUZZLED = (
    "Sorry, I don't understand what you are asking.",
    "I'm not sure what you mean.",
    "I don't know what to say to that.",
    "Could you put that another way?",
)
LEFT = ("I have to go now. Goodbye.", "That was one question too many for me. Goodbye.", "I'm out of time, sorry. Bye.")
SOLVED = ("The exercise is solved without a mistake.", "The answer is right.", "The exercise goes well.")
UNSOLVED = ("The answer is wrong.", "The exercise is given up half-way.", "The exercise goes badly.")

ALONE = {
    Reply("vague"): VAGUE,
    Reply("blank"): BLANK,
    Reply("single"): SINGLE,
    Reply("puzzled"): PUZZLED,
    Reply("left"): LEFT,
}
"""What is said in the same words about every topic."""


def phrases(topic: Topic, asked: Sequence[str], reply: Reply) -> tuple[str, ...]:
    """Return every wording of a reply to a question about a topic.

    Args:
        topic: what the question is about.
        asked: the cells that it names.
        reply: what is to be said.
    """
    if topic.kind == "tried":
        return SOLVED if reply.kind == "yes" else UNSOLVED
    return tuple(start + text for start, text in product(STARTS, _plain(topic, asked, reply)))


def _plain(topic: Topic, asked: Sequence[str], reply: Reply) -> Sequence[str]:
    if reply in ALONE:
        return ALONE[reply]
    if reply.kind == "among":
        one, other = (topic.cell(name).short for name in reply.cells)
        return [text.format(a=one, b=other) for text in AMONG]
    if reply.kind == "is" and asked:
        return _filled(IS, [topic.cell(reply.cells[0])])
    if reply.kind == "is":
        return topic.cell(reply.cells[0]).sentences
    return _filled(YES if reply.kind == "yes" else NO, [topic.cell(name) for name in asked])


def _filled(templates: Sequence[str], cells: Sequence[Cell]) -> list[str]:
    it = " or ".join(cell.short for cell in cells)
    texts = (template.format(it=it) for template in templates)
    return [text[:1].upper() + text[1:] for text in texts]
