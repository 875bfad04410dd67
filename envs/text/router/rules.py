"""The rules: ask models at a price, then answer."""

from __future__ import annotations

import re
from typing import NamedTuple

from .levels import Level
from .pool import Model, Reply, tokens

_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_REST = re.compile(r"[^\w\s.-]|(?<!\d)\.|[.-](?!\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


class Exchange(NamedTuple):
    """A query and its reply.

    Attributes:
        model: who was asked.
        query: what.
        reply: what was said.
        cost: in coins.
    """

    model: str
    query: str
    reply: Reply
    cost: float


class State(NamedTuple):
    """An episode so far: what was asked and said, and the answer, if it was given."""

    level: Level
    log: tuple[Exchange, ...] = ()
    answer: str | None = None

    @property
    def spent(self) -> float:
        """What all queries cost."""
        return float(sum(exchange.cost for exchange in self.log))

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.answer is not None and normalised(self.answer) == normalised(self.level.answer)


def cost_of(model: Model, query: str, reply: str, counted: int | None = None) -> float:
    """Return what a query costs, in coins.

    Args:
        model: who is asked.
        query: what.
        reply: what is said.
        counted: tokens, where an endpoint counts them.
    """
    return model.price * (tokens(query) + tokens(reply) if counted is None else counted) / 1000


def heard(state: State, exchange: Exchange) -> State:
    """Return the state after a query was replied to."""
    return state._replace(log=(*state.log, exchange))


def answered(state: State, answer: str) -> State:
    """Return the state in which the answer is given."""
    return state._replace(answer=answer)


def normalised(answer: str) -> str:
    """Return an answer without case, articles, punctuation and the commas of thousands; 3.0 is 3.

    Args:
        answer: any text.
    """
    text = _REST.sub(" ", _THOUSANDS.sub("", answer.casefold()[:500]))
    words = [str(int(float(word))) if _whole(word) else word for word in _ARTICLE.sub(" ", text).split()]
    return " ".join(words)


def _whole(word: str) -> bool:
    try:
        return float(word).is_integer()
    except ValueError:
        return False
