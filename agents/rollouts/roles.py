"""Keep the conversations of a game's roles apart, where one agent plays several of them.

An environment says in ``info["role"]`` to whom its observation speaks. As long as that is one and the same role, its
conversation is the whole episode. From the first time that another role is spoken to, each has a conversation of its
own: what it read and what it said, and nothing that was said to another.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..agent import Conversation

__all__ = ["Roles"]


class Roles:
    """Whose turn each was, and the conversation of each role.

    Args:
        conversation: of the episode, with its first observation.
        role: to whom that speaks.

    Attributes:
        turns: the role of each turn, the one to come included.
        conversations: by role.
    """

    __slots__ = ("conversations", "turns")

    def __init__(self, conversation: Conversation, role: str) -> None:
        conversation.role = role
        self.turns = [role]
        self.conversations = {role: conversation}

    def hand_over(self, role: Any, action: str, observation: str) -> Conversation:
        """Return the conversation that is to be answered next.

        Args:
            role: to whom the observation speaks; the same as before where it is no text.
            action: what the last role has said.
            observation: what is answered to it.
        """
        last = self.turns[-1]
        role = role if isinstance(role, str) else last
        self.turns.append(role)
        conversation = self.conversations[last]
        if len(self.conversations) == 1:
            if role == last:
                return conversation
            conversation.observations = conversation.observations[:-1]  # from here on its own, not the episode's
            conversation.actions = conversation.actions[:]
        else:
            conversation.actions.append(action)
        if role not in self.conversations:
            self.conversations[role] = self._begin(conversation, role)
        conversation = self.conversations[role]
        conversation.observations.append(observation)
        return conversation

    def keys(self, turns: int) -> dict[str, list[Any]]:
        """Return the trace's columns ``role`` and, where there are several, ``thread``.

        Args:
            turns: of the episode.
        """
        column: list[Any] = self.turns[:turns]
        return {"role": column} if len(self.conversations) == 1 else {"role": column, "thread": column[:]}

    def _begin(self, conversation: Conversation, role: str) -> Conversation:
        """Return a role's conversation, with a seed of its own."""
        place = len(self.conversations)
        first = next(iter(self.conversations.values()))
        seed = int(np.random.SeedSequence((first.seed, place)).generate_state(1)[0])
        return Conversation([], [], seed, conversation.episode, conversation.env, role)
