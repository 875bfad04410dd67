"""A game for two as a PettingZoo game: two agents in turn, in the form of its agent-environment cycle."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

from gymnasium.error import DependencyNotInstalled

if TYPE_CHECKING:
    from .pettingzoo_view import SeatsEnv


def aec(env_id: str, **settings: Any) -> SeatsEnv:
    """Return a game for two in PettingZoo's form.

    The agents are the roles, ``"first"`` and ``"second"``. An observation is ``{"text": message}``, what the role
    reads; an action is a message. A message that is not legal costs a turn and leaves the same agent to move. Each
    agent is paid its own payoff when the game ends, and both are truncated where the id's turn limit is reached.

    Args:
        env_id: of a game for two, such as ``"turnwise/KuhnPoker-v0"``.
        settings: of the environment, ``max_episode_steps`` among them; all but ``opponent`` and ``seat``.

    Raises:
        gymnasium.error.DependencyNotInstalled: if PettingZoo is not there.
        ValueError: if the id is no game for two, or ``opponent`` or ``seat`` is given.
    """
    if importlib.util.find_spec("pettingzoo") is None:
        raise DependencyNotInstalled(
            "The view of a game for two as a PettingZoo game needs pettingzoo. Install it with "
            '`pip install "turnwise[text]"`.'
        )
    given = [name for name in ("opponent", "seat") if name in settings]
    if given:
        raise ValueError(f"aec seats two agents itself and takes neither opponent nor seat; got {given}.")
    from .pettingzoo_view import SeatsEnv

    return SeatsEnv(env_id, settings)
