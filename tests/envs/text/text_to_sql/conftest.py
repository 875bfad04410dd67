"""A tiny database whose rows can be counted by hand, and levels of every shape."""

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.envs.text.text_to_sql import engine, levels
from turnwise.envs.text.text_to_sql.shapes import SHAPES

SCRIPT = """
CREATE TABLE cats (id INTEGER PRIMARY KEY, name TEXT, weight REAL, born TEXT);
INSERT INTO cats VALUES (1, 'Mia', 4.5, '2019-05-01'), (2, 'Tom', 6.25, '2020-01-31'), (3, 'Mia', NULL, '2021-12-24');
"""
SIZE = levels.Size(rows=24, missing=0.15, repeated=0.1, hidden=3)


@pytest.fixture(scope="session")
def cats():
    return engine.build(SCRIPT)


@pytest.fixture(scope="session")
def draw():
    """Return levels of a shape."""

    def drawn(shape, count, seed=0, **settings):
        knobs = {"tables": 4, "conditions": 2, "misleading": True, "size": SIZE, **settings}
        rng = np.random.default_rng(seed)
        return [levels.draw_level(rng, shapes=(shape,), **knobs) for _ in range(count)]

    return drawn


@pytest.fixture
def make():
    def made(seed=0, **settings):
        assert turnwise
        env = gym.make("turnwise/TextToSQL-v0", **settings)
        env.reset(seed=seed)
        return env

    return made


def pytest_generate_tests(metafunc):
    if "shape" in metafunc.fixturenames:
        metafunc.parametrize("shape", list(SHAPES))
