"""Rollouts to learn from: a frozen lake played by an expert that slips."""

import pytest

from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import collect


def rollouts(seed, count, noise=0.5, task=0):
    """Return episodes of one lake."""
    agent = ExpertAgent(noise=noise)
    run = collect(
        "turnwise/FrozenLake-v0", agent, seeds=[task], group_size=count, seed=seed, record=["milestones", "answer"]
    )
    return list(run.episodes)


@pytest.fixture(scope="session")
def seen():
    """Return episodes to learn from."""
    return rollouts(1, 60)


@pytest.fixture(scope="session")
def unseen():
    """Return other episodes of the same lake."""
    return rollouts(2, 60)


@pytest.fixture(scope="session")
def shown():
    """Return episodes that an expert plays without slips."""
    return rollouts(3, 2, noise=0.0)
