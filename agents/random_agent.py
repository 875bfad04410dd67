"""An agent that plays any admissible message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .agent import Conversation, Reply

__all__ = ["RandomAgent", "random_action"]


class RandomAgent:
    """Play a message drawn uniformly from the environment's ``actions()``.

    Each episode has a generator of its own, so what is drawn doesn't depend on what is played beside it.
    """

    privileged = True
    name = "random"

    def act(self, conversations: Sequence[Conversation]) -> list[Reply]:
        """Return one random admissible message for each conversation.

        Raises:
            ValueError: the environment has no ``actions()``.
        """
        return [Reply(random_action(conversation, "RandomAgent")) for conversation in conversations]

    def describe(self) -> dict[str, Any]:
        """Return this agent as plain data."""
        return {"agent": "RandomAgent"}


def random_action(conversation: Conversation, asker: str) -> str:
    """Return an admissible message, drawn with the conversation's generator; "" where none is admissible.

    Args:
        conversation: of a privileged agent.
        asker: who asks, for the error message.

    Raises:
        ValueError: the environment has no ``actions()``.
    """
    env = conversation.env
    actions = None if env is None else getattr(env.unwrapped, "actions", None)
    if actions is None:
        raise ValueError(
            f"{asker} draws from the environment's actions(), which {env} has not. Play an environment of "
            "turnwise, give yours an actions() method, or use a ScriptedAgent."
        )
    messages: list[str] = actions()
    return messages[int(conversation.rng.random() * len(messages))] if messages else ""
