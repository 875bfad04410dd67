"""Where an episode's seeds come from: the run's seed and the episode's place in the run, nothing else.

An episode therefore has the same content however the run is batched, threaded, ordered, interrupted or resumed.

    env seed   of (index, group)         = word `group` of SeedSequence((seed, index, 0))
    agent seed of (index, group, member) = word `group` of SeedSequence((seed, index, 1 + member))

A longer run begins with the same words.
"""

from __future__ import annotations

import numpy as np

__all__ = ["agent_seeds", "env_seeds"]


def env_seeds(seed: int, env_index: int, groups: int) -> list[int]:
    """Return what the tasks of one environment are reset with; episodes of one group share it.

    Args:
        seed: of the run; not negative.
        env_index: which of the run's environments.
        groups: how many tasks.

    Returns:
        ``groups`` numbers below 2**32.
    """
    return _words((seed, env_index, 0), groups)


def agent_seeds(seed: int, env_index: int, member: int, groups: int) -> list[int]:
    """Return the seeds of the agent's generators in the ``member``-th episode of each task of one environment.

    Args:
        seed: of the run; not negative.
        env_index: which of the run's environments.
        member: which episode of each task.
        groups: how many tasks.

    Returns:
        ``groups`` numbers below 2**32.
    """
    return _words((seed, env_index, 1 + member), groups)


def _words(entropy: tuple[int, ...], count: int) -> list[int]:
    """Return the first ``count`` words that follow from ``entropy``."""
    words: list[int] = np.random.SeedSequence(entropy).generate_state(count).tolist()
    return words
