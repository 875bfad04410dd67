"""An agent that plays the environment's own solution, with as many slips as it is told to make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .agent import Conversation, Reply
from .random_agent import random_action

__all__ = ["ExpertAgent"]


class ExpertAgent:
    """Play what the environment's ``expert()`` says; with probability ``noise``, any admissible message.

    After a slip the expert plans anew from where it led. Where the expert knows no way any more, the agent plays
    random messages (and asks the expert again each turn).

    Args:
        noise: the probability of a random message on each turn; 0 is the expert, 1 is :class:`RandomAgent`.

    Raises:
        ValueError: ``noise`` is not a probability.
    """

    privileged = True

    def __init__(self, noise: float = 0.0) -> None:
        if not 0.0 <= noise <= 1.0:
            raise ValueError(f"ExpertAgent needs 0 <= noise <= 1, a probability; got noise={noise!r}.")
        self.noise = float(noise)
        self.name = f"expert(noise={self.noise:g})" if noise else "expert"

    def act(self, conversations: Sequence[Conversation]) -> list[Reply]:
        """Return the expert's message, or a slip, for each conversation.

        Raises:
            ValueError: the environment has no ``expert()``.
        """
        return [Reply(self._message(conversation)) for conversation in conversations]

    def describe(self) -> dict[str, Any]:
        """Return this agent as plain data."""
        return {"agent": "ExpertAgent", "noise": self.noise}

    def _message(self, conversation: Conversation) -> str:
        """Return what to say in one conversation."""
        memory = conversation.memory
        if self.noise and conversation.rng.random() < self.noise:
            memory.pop("plan", None)
            return random_action(conversation, "ExpertAgent")
        plan = memory.get("plan")
        if plan is None:
            plan = memory["plan"] = _expert(conversation)
        message = next(plan, None)
        if message is None:
            del memory["plan"]
            return random_action(conversation, "ExpertAgent")
        return str(message)


def _expert(conversation: Conversation) -> Any:
    """Return the environment's expert, or say that it has none."""
    env = conversation.env
    expert = None if env is None else getattr(env.unwrapped, "expert", None)
    if expert is None:
        raise ValueError(
            f"ExpertAgent plays the environment's expert(), which {env} has not. Play an environment of turnwise, "
            "or give yours an expert() method that returns an iterator of messages."
        )
    return expert()
