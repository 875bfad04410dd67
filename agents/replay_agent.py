"""An agent that says again what was said in recorded episodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from .agent import Conversation, Reply

if TYPE_CHECKING:
    from .rollouts.episode import Episode

__all__ = ["ReplayAgent"]


class ReplayAgent:
    """Play the actions of recorded episodes, tokens included; the episode's number says which.

    Args:
        episodes: recorded episodes, e.g. a run.
    """

    name = "replay"

    def __init__(self, episodes: Iterable[Episode]) -> None:
        self.episodes = {episode.episode: episode for episode in episodes}

    def act(self, conversations: Sequence[Conversation]) -> list[Reply]:
        """Return the recorded reply for each conversation.

        Raises:
            ValueError: that episode was not recorded, or it had ended by this turn.
        """
        return [self._reply(conversation) for conversation in conversations]

    def describe(self) -> dict[str, Any]:
        """Return this agent as plain data."""
        return {"agent": "ReplayAgent", "episodes": len(self.episodes)}

    def _reply(self, conversation: Conversation) -> Reply:
        """Return the recorded reply of one turn."""
        episode, turn = self.episodes.get(conversation.episode), len(conversation.actions)
        if episode is not None:
            turn = _turn_of(episode, conversation.role, turn)
        if episode is None:
            raise ValueError(f"ReplayAgent has no episode {conversation.episode}; it has {sorted(self.episodes)}.")
        if turn >= len(episode.actions):
            raise ValueError(
                f"ReplayAgent has {len(episode.actions)} actions for episode {episode.episode}, and the episode goes "
                "on: the environment differs from the recorded one. `replay(run)` shows where."
            )
        tokens = episode.tokens[turn] if episode.tokens else None
        if tokens is None:
            return Reply(episode.actions[turn])
        return Reply(episode.actions[turn], tokens.ids, tokens.spans, tokens.log_probs, tokens.entropy)


def _turn_of(episode: Episode, role: str, number: int) -> int:
    """Return the turn of the episode that is a role's turn of some number; all turns are the one role's there is."""
    roles = episode.keys.get("role", ())
    turns = [turn for turn, each in enumerate(roles) if each == role]
    if len(turns) == len(roles):
        return number
    return turns[number] if number < len(turns) else len(episode.actions)
