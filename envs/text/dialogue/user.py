"""A user who is no rule: any callable, or a model behind a chat endpoint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..endpoint import ChatEndpoint, EndpointError

User = Callable[[str, Sequence[str]], str]
"""``user(persona, conversation)``: the user's next message, given who they are and what was said so far: their own
first words, then the agent's message, theirs, the agent's, and so on, the agent's last."""

LONGEST = 2_000
"""How many characters are kept of one message, either way."""

LOOKED_AT = 100_000

ALLOWED = 'None, a callable user(persona, conversation), or a text "http://host:port/v1#model"'


class Seat:
    """The place of the user, taken by a callable or an endpoint.

    Args:
        owner: the environment's class name, for errors.
        user: who takes it.

    Raises:
        ValueError: it is neither.
    """

    def __init__(self, owner: str, user: User | str) -> None:
        self.user: Callable[[str, Sequence[str]], object]
        if isinstance(user, str):
            try:
                self.user = Speaker(ChatEndpoint.of(user))
            except ValueError as error:
                raise ValueError(f"{owner} needs user to be {ALLOWED}; got user={user!r}. {error}") from None
        elif callable(user):
            self.user = user
        else:
            raise ValueError(f"{owner} needs user to be {ALLOWED}; got user={user!r}.")

    def reply(self, persona: str, conversation: Sequence[str]) -> str | None:
        """Return what the user says, or None if they do not answer: they failed, said nothing, or what is no text.

        Failures are those of a model behind a network: ``EndpointError`` and ``OSError``, timeouts among them. Any
        other exception of a callable is its own and goes on.
        """
        try:
            text = self.user(persona, list(conversation))
        except (EndpointError, OSError):
            return None
        return text[:LOOKED_AT].strip()[:LONGEST] or None if isinstance(text, str) else None


class Speaker:
    """A model that is told whom to play, behind an endpoint.

    Args:
        endpoint: where the model is.
    """

    def __init__(self, endpoint: ChatEndpoint) -> None:
        self.endpoint = endpoint

    def __call__(self, persona: str, conversation: Sequence[str]) -> str:
        """Return the model's reply; to it the agent is the user, and its own first words are part of who it is."""
        first, *later = conversation
        messages = [{"role": "system", "content": f"{persona}\nYou began the conversation with: {first}"}]
        roles = ("user", "assistant")
        messages += [{"role": roles[turn % 2], "content": text} for turn, text in enumerate(later)]
        return self.endpoint.chat(messages)


def seat(owner: str, user: Any) -> Seat | None:
    """Return who takes the user's place, or None where the rules do."""
    return None if user is None else Seat(owner, user)
