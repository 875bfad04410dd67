"""KeyRooms' rules and views against MiniGrid itself: the same level, played side by side."""

import numpy as np
import pytest

from turnwise.envs.grid.key_rooms import rules, view

minigrid_env = pytest.importorskip("minigrid.minigrid_env")
from minigrid.core.grid import Grid  # noqa: E402
from minigrid.core.mission import MissionSpace  # noqa: E402
from minigrid.core.world_object import Ball, Box, Door, Goal, Key, Wall  # noqa: E402


def thing(code):
    """Return MiniGrid's object."""
    kind, colour, state, inside = rules.THINGS[code]
    name = rules.COLOURS[colour]
    if kind == "door":
        return Door(name, is_open=state == rules.OPEN, is_locked=state == rules.LOCKED)
    if kind == "box":
        return Box(name, thing(inside))
    if code <= rules.GOAL:
        return (None, Wall(), Goal())[code]
    return {"key": Key, "ball": Ball}[kind](name)


def code(thing):
    """Return our code."""
    if thing is None:
        return rules.FLOOR
    if thing.type in ("wall", "goal"):
        return {"wall": rules.WALL, "goal": rules.GOAL}[thing.type]
    colour = rules.COLOURS.index(thing.color)
    if thing.type == "door":
        return rules.door(colour, rules.OPEN if thing.is_open else rules.LOCKED if thing.is_locked else rules.CLOSED)
    return rules.box(colour, code(thing.contains)) if thing.type == "box" else getattr(rules, thing.type)(colour)


class Twin(minigrid_env.MiniGridEnv):
    """A level of ours, played by MiniGrid."""

    def __init__(self, level, size):
        self.level = level
        height = len(level.cells) // level.width
        mission = MissionSpace(lambda: "reach the goal")
        super().__init__(mission, width=level.width, height=height, agent_view_size=size, max_steps=10**9)

    def _gen_grid(self, width, height):
        self.grid = Grid(width, height)
        for cell, there in enumerate(self.level.cells):
            self.grid.set(cell % width, cell // width, thing(there))
        self.agent_pos = (self.level.position % width, self.level.position // width)
        self.agent_dir = self.level.direction

    def state(self):
        column, row = self.agent_pos
        cells = bytes(code(there) for there in self.grid.grid)
        return cells, int(row * self.width + column), int(self.agent_dir), code(self.carrying)


@pytest.mark.parametrize("size", [3, 7, 9])
@pytest.mark.parametrize("seed", range(5))
def test_every_step_and_every_view_is_minigrids(kind, seed, size, level):
    state = rules.initial_state(level(seed, kind))
    twin = Twin(state.level, size)
    seen = twin.reset(seed=0)[0]
    rng = np.random.default_rng(seed)
    for command in rng.choice(6, size=150, p=(0.15, 0.15, 0.3, 0.15, 0.1, 0.15)).tolist():
        np.testing.assert_array_equal(view.image(state, size), seen["image"])
        assert twin.state() == (state.cells, state.position, state.direction, state.carrying)
        after = rules.transition(state, command)
        if after.position != state.position and after.cells[after.position] == rules.GOAL:
            assert twin.step(command)[2]
            break
        state = after
        seen, _, terminated, _, _ = twin.step(command)
        assert not terminated


@pytest.mark.parametrize("number", range(rules.CODES))
def test_every_code_is_one_thing_of_minigrids(number):
    assert code(thing(number)) == number
    there = thing(number)
    if there is not None:
        assert tuple(view.IMAGE[number]) == there.encode()
        assert bool(rules.PASSABLE[number]) == there.can_overlap()
        assert bool(rules.PORTABLE[number]) == there.can_pickup()
        assert bool(rules.OPAQUE[number]) != there.see_behind()
