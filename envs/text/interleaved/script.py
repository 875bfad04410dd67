"""What a user says in a long conversation: the lines, and how tasks are woven into one script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

CHAT = -1
"""The task of a line that belongs to none."""


class Line(NamedTuple):
    """One message of the user.

    Attributes:
        text: what is said.
        keep: words that other wordings of it must hold.
        task: the number of the task it belongs to, or ``CHAT``.
        expects: what the answer must be; nothing if none is asked for.
        reads: how an answer is read: ``"number"``, ``"word"``, ``"set"`` or ``"only"``.
        pool: the words of which an answer is one or some.
        forbids: (task, word): the reply must not be that word alone, or the task is not right.
    """

    text: str
    keep: tuple[str, ...] = ()
    task: int = CHAT
    expects: tuple[str, ...] = ()
    reads: str = ""
    pool: tuple[str, ...] = ()
    forbids: tuple[tuple[int, str], ...] = ()


class Task(NamedTuple):
    """One task: its lines in order; those that expect an answer are its questions.

    Attributes:
        kind: of the task.
        lines: in the order in which they are said.
        rules: for a standing rule: by the number of a line, the word that is the answer from the next message on.
    """

    kind: str
    lines: tuple[Line, ...]
    rules: tuple[tuple[int, str], ...] = ()


def weave(
    rng: np.random.Generator, tasks: Sequence[Task], talk: Iterable[str], filler: int, span: int
) -> tuple[Line, ...]:
    """Return the script: every task's lines in their order, with others between them.

    The next line is drawn from all tasks but the last one's, by how much each has left to say, and from the small talk.
    A question waits until ``span`` lines have passed since its task was last told something; where nothing else is left
    to say, small talk fills the time.

    Args:
        rng: the only source of chance.
        tasks: to be woven.
        talk: small talk, in order, without end.
        filler: lines of small talk to put in at least.
        span: the least number of lines between what a task was told last and a question about it.
    """
    small_talk = iter(talk)
    left = [list(enumerate(task.lines)) for task in tasks]
    told, last = [0] * len(tasks), CHAT
    script: list[Line] = []
    rules: dict[int, str] = {}
    while any(left) or filler > 0:
        ready = [
            number
            for number, lines in enumerate(left)
            if lines and (not lines[0][1].expects or len(script) - told[number] >= span)
        ]
        chosen = _choose(rng, [number for number in ready if number != last] or ready, left, filler)
        if chosen == CHAT:
            filler -= 1
            script.append(Line(next(small_talk), forbids=tuple(rules.items())))
        else:
            place, line = left[chosen].pop(0)
            others = tuple((task, word) for task, word in rules.items() if task != chosen or not line.expects)
            script.append(line._replace(task=chosen, forbids=others))
            if place in (stated := dict(tasks[chosen].rules)):
                rules[chosen] = stated[place]
            told[chosen] = told[chosen] if line.expects else len(script)
        last = chosen
    return tuple(script)


def _choose(
    rng: np.random.Generator, ready: Sequence[int], left: Sequence[Sequence[tuple[int, Line]]], filler: int
) -> int:
    """Draw a task, by the number of its lines that are left, or small talk, by the number of those wanted."""
    options = [*ready, CHAT] if filler > 0 or not ready else list(ready)
    weights = [len(left[number]) if number != CHAT else max(filler, 1) for number in options]
    return options[int(rng.choice(len(options), p=np.array(weights) / sum(weights)))]
