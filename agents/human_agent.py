"""An agent that asks whoever sits at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from .agent import Conversation, Reply

__all__ = ["HumanAgent"]


def _write(text: str) -> None:
    """Write ``text`` to the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class HumanAgent:
    """Show each observation and ask for the next message.

    Args:
        ask: called with the prompt, returns what was typed. End of input (``EOFError``) ends the rollout.
        show: called with what there is to read.
        prompt: what stands before the cursor.
    """

    name = "human"

    def __init__(
        self, ask: Callable[[str], str] = input, show: Callable[[str], None] = _write, prompt: str = "> "
    ) -> None:
        self.ask = ask
        self.show = show
        self.prompt = prompt

    def act(self, conversations: Sequence[Conversation]) -> list[Reply]:
        """Show what is new in each conversation and return what was typed."""
        replies = []
        for conversation in conversations:
            self.show(conversation.observations[-1])
            replies.append(Reply(self.ask(self.prompt)))
        return replies

    def describe(self) -> dict[str, Any]:
        """Return this agent as plain data."""
        return {"agent": "HumanAgent"}
