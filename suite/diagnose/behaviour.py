"""How a reward behaved over recorded episodes, for its report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..agents.rollouts.episode import Episode
from ..reward_shaping.diagnostics.training import group_collapse, length_bias, term_shares
from ..reward_shaping.diagnostics.wilson_interval import wilson_interval
from .finding import plain


def behaviour(episodes: Sequence[Episode]) -> list[dict[str, Any]]:
    """Return for each agent what was paid to it, as plain data.

    Args:
        episodes: recorded ones, of one environment under the reward.
    """
    agents: dict[str, list[Episode]] = {}
    for episode in episodes:
        agents.setdefault(episode.agent, []).append(episode)
    return [{"agent": agent, **_of_agent(played)} for agent, played in agents.items()]


def _of_agent(episodes: Sequence[Episode]) -> dict[str, Any]:
    solved = sum(bool(episode.solved) for episode in episodes)
    low, high = wilson_interval(solved, len(episodes))
    bias, collapse = length_bias(episodes), group_collapse(episodes)
    found: dict[str, Any] = plain(
        {
            "episodes": len(episodes),
            "solved": solved / len(episodes),
            "interval": [float(low), float(high)],
            "return": float(np.mean([episode.total_reward for episode in episodes])),
            "terms": {term: each._asdict() for term, each in term_shares(episodes).items()},
            "length": bias._asdict(),
            "zero_variance": {"groups": collapse.groups, "share": collapse.share},
        }
    )
    return found
