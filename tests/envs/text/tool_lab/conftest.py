"""A small world written by hand, and levels drawn from seeds."""

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.envs.text.tool_lab import levels
from turnwise.envs.text.tool_lab.functions import named
from turnwise.envs.text.tool_lab.tasks import CLASSES
from turnwise.envs.text.tool_lab.world import City, Person, Product, World

WORLD = World(
    people={
        "Ada Abel": Person("2015-03-01", 5000.0, 300.0, "Aldmoor", ""),
        "Ben Brandt": Person("2016-02-28", 4000.0, 250.0, "Bexley", "Ada Abel"),
        "Cora Costa": Person("2020-01-31", 3000.5, 200.0, "Aldmoor", "Ada Abel"),
    },
    cities={"Aldmoor": City(0, 0, 90_000, 10), "Bexley": City(30, 40, 1_200, 19)},
    products={
        "oak lamp": Product(20.0, 1.5, "Bexley", "office", {"Aldmoor": 3, "Bexley": 40}),
        "blue vase": Product(12.5, 0.75, "Aldmoor", "kitchen", {"Aldmoor": 7, "Bexley": 0}),
    },
    rates={"dollars": 1.1, "pounds": 0.85, "francs": 0.95, "crowns": 11.5},
)


@pytest.fixture(scope="session")
def call():
    """Call a function by its own name in the small world."""
    return lambda name, *arguments: named(name).call(WORLD, arguments)


@pytest.fixture(scope="session")
def draw():
    def drawn(seed=0, **settings):
        knobs = {"classes": CLASSES, "depth": 3, "servers": 5, "spread": "any", "limit": 4, **settings}
        return levels.draw_level(np.random.default_rng(seed), **knobs)

    return drawn


@pytest.fixture
def make():
    def made(seed=0, **settings):
        assert turnwise
        env = gym.make("turnwise/ToolLab-v0", **settings)
        env.reset(seed=seed)
        return env

    return made
