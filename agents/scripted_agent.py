"""An agent that says what it was told to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .agent import Conversation, Reply

__all__ = ["ScriptedAgent"]


class ScriptedAgent:
    """Say the messages of a list in order, or what a function of the conversation returns.

    Args:
        script: the messages of an episode, said in every one; or a function from the conversation to the message.
        repeat: begin the list again when it ends.

    Raises:
        ValueError: the list is empty, or it is one string.
    """

    name = "scripted"

    def __init__(self, script: Sequence[str] | Callable[[Conversation], str], *, repeat: bool = False) -> None:
        if not callable(script) and (isinstance(script, str) or not script):
            raise ValueError(f"ScriptedAgent needs a list of at least one message, or a function; got {script!r}.")
        self.script = script
        self.repeat = repeat
        self._replies = [] if callable(script) else [Reply(message) for message in script]

    def act(self, conversations: Sequence[Conversation]) -> list[Reply]:
        """Return the next message of the script for each conversation.

        Raises:
            ValueError: the list has ended and is not to be repeated.
        """
        script, replies = self.script, self._replies
        if callable(script):
            return [Reply(script(conversation)) for conversation in conversations]
        if self.repeat:
            length = len(replies)
            return [replies[len(conversation.actions) % length] for conversation in conversations]
        try:
            return [replies[len(conversation.actions)] for conversation in conversations]
        except IndexError as error:
            raise ValueError(
                f"ScriptedAgent has {len(replies)} messages and the episode goes on. Give more, or set repeat=True."
            ) from error

    def describe(self) -> dict[str, Any]:
        """Return this agent as plain data; a function by its name."""
        if callable(self.script):
            script: Any = getattr(self.script, "__qualname__", type(self.script).__qualname__)
        else:
            script = list(self.script)
        return {"agent": "ScriptedAgent", "script": script, "repeat": self.repeat}
