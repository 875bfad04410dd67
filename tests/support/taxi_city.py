"""Dietterich's city in a given state, and drawn cities."""

import numpy as np

from turnwise.envs.grid.taxi import levels, rules


def drawn(seed, **settings):
    knobs = {"size": 5, "stations": 4, "walls": 6, "passengers": 1, "classic": False, "rain": 0.0, "fickle": 0.0}
    return levels.generate(np.random.default_rng(seed), **(knobs | settings))


def classic(row, column, place, goal, **settings):
    """Return the state of Dietterich's city that Gymnasium encodes with these four numbers."""
    level = rules.Level(5, levels.CLASSIC_WALLS, levels.CLASSIC_STATIONS, 0, (0,), (goal,), **settings)
    where = rules.IN_TAXI if place == 4 else place
    return rules.State(level, row * 5 + column, (where,), (goal,), 1)
