"""A small pool of models written by hand, and levels drawn from seeds."""

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.envs.text.router import levels, pool


@pytest.fixture(scope="session")
def level():
    """Return a level of a seed."""

    def drawn(seed=0, **settings):
        knobs = {"facts": 3, "hops": 2, "models": 5, "noise": 0.0, "weak": 0.3, "real": (), **settings}
        return levels.draw_level(np.random.default_rng(seed), **knobs)

    return drawn


@pytest.fixture
def make():
    def made(seed=0, **settings):
        assert turnwise
        env = gym.make("turnwise/Router-v0", **settings)
        env.reset(seed=seed)
        return env

    return made


@pytest.fixture(scope="session")
def model():
    """Return a model that is right so often, in every field or in one."""

    def built(name="Wren", price=10.0, accuracy=1.0, **fields):
        skills = tuple(fields.get(skill, accuracy) for skill in pool.SKILLS)
        return pool.Model(name, f"{name} is a model.", price, skills)

    return built
