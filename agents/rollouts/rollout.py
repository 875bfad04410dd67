"""Play one episode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym
import numpy as np

from ..agent import Agent
from .collect import agent_name
from .episode import Episode
from .loop import Setting, play
from .seeds import agent_seeds
from .sources import source_of
from .tape import CONTRACT

__all__ = ["rollout"]


def rollout(
    env: gym.Env[Any, Any] | str,
    agent: Agent,
    *,
    seed: int | None = None,
    agent_seed: int | None = None,
    options: dict[str, Any] | None = None,
    record: Sequence[str] = CONTRACT,
    episode: int = 0,
) -> Episode:
    """Play one episode and return its trace.

    Args:
        env: the environment, wrapped as wished; it stays open. An id is made and closed.
        agent: who plays.
        seed: what the environment is reset with; drawn if not given, and recorded.
        agent_seed: of the agent's generator; derived from ``seed`` if not given.
        options: of reset.
        record: entries of ``info`` to record (see ``collect``); all of the step contract unless given.
        episode: the episode's number.

    Returns:
        The episode.
    """
    if seed is None:
        seed = int(np.random.SeedSequence().generate_state(1)[0])
    if agent_seed is None:
        agent_seed = agent_seeds(seed, 0, 0, 1)[0]
    source = source_of(env)
    job = Episode(
        task=f"{source.label}/{seed}",
        episode=episode,
        env=source.label,
        agent=agent_name(agent),
        seed=seed,
        agent_seed=agent_seed,
        options=options,
    )
    setting = Setting(agent, [source], tuple(record))
    (played,) = play(iter([job]), setting, slots=1)
    return played
