"""Who may sit in the other seat: a named player, any agent, or the agent itself."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

from ..endpoint import EndpointError

Opponent = Callable[[Sequence[str]], str]
"""An agent as an opponent: given what its seat has read and said so far, in turn, it returns its next message."""

LONGEST = 20_000
"""How many characters are read and kept of one message of an agent, its last ones."""

SELF = "self"
RANDOM, PERFECT, MIXED = "random", "perfect", "mixed"
PLAYERS = (RANDOM, PERFECT, MIXED)
"""The players that every game has."""


def asked(agent: Opponent, talk: Sequence[str]) -> str:
    """Return the next message of an agent; nothing where it fails as a model behind a network may, or says no text.

    Such failures are ``EndpointError`` and ``OSError``, timeouts among them. Any other exception is the agent's own and
    goes on.

    Args:
        agent: who is asked.
        talk: what its seat has read and said so far, in turn.
    """
    try:
        message: object = agent(tuple(talk))
    except (EndpointError, OSError):
        return ""
    return message[-LONGEST:] if isinstance(message, str) else ""


def load_opponent(opponent: Any, named: Sequence[str], speaker: str) -> Opponent | None:
    """Return the agent that ``opponent`` is or leads to; None for a name.

    Args:
        opponent: a name, a callable, or the dotted path of one, ``"package.module:name"``.
        named: the names that the game knows.
        speaker: who asks, for the error message.

    Raises:
        ValueError: it is none of these.
    """
    if callable(opponent):
        agent: Opponent = opponent
        return agent
    if opponent in named:
        return None
    allowed = f"one of {list(named)}, a callable, or the dotted path of one, 'package.module:name'"
    if not isinstance(opponent, str) or ":" not in opponent:
        raise ValueError(f"{speaker} needs opponent to be {allowed}; got opponent={opponent!r}.")
    module, _, name = opponent.partition(":")
    try:
        found: Any = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(
            f"{speaker} needs opponent to be {allowed}; {opponent!r} leads nowhere ({error}). Check the spelling and "
            "that the module can be imported here."
        ) from error
    if not callable(found):
        raise ValueError(f"{speaker} was given the opponent {opponent!r}, which leads to {found!r}, no callable.")
    loaded: Opponent = found
    return loaded
