"""Levels to test with: minigrid's own, by id and seed, and small ones drawn with signs."""

from collections.abc import Callable
from typing import Any

import gymnasium as gym
import pytest
from gymnasium.envs.registration import load_env_creator

from turnwise.envs.grid.minigrid import capture, catalogue, rules, tasks

SIGNS = {
    "#": rules.Thing("wall", "grey"),
    "G": rules.Thing("goal", "green"),
    "~": rules.Thing("lava", "red"),
    "K": rules.Thing("key", "yellow"),
    "k": rules.Thing("key", "blue"),
    "O": rules.Thing("ball", "green"),
    "o": rules.Thing("ball", "red"),
    "B": rules.Thing("box", "grey"),
}
DOORS = {"L": "yellow", "l": "blue"}
"""Locked doors; ``D`` is a closed red one, ``_`` an open one."""


def playable() -> list[str]:
    """Return minigrid's ids but for those that its published package cannot draw."""
    return [name for name in catalogue.ids() if "WFC" not in name]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "any_id" in metafunc.fixturenames:
        metafunc.parametrize("any_id", playable())


def original(env_id: str) -> Any:
    """Return minigrid's environment as its class makes it, without the wrappers and warnings of ``gym.make``."""
    spec = gym.registry[env_id]
    return load_env_creator(str(spec.entry_point))(**spec.kwargs)


def drawn(env_id: str, seed: int) -> rules.State:
    """Return the initial state of the level that minigrid draws for a seed."""
    env = catalogue.build(env_id, {})
    env.reset(seed=seed)
    return rules.initial_state(capture.level(env_id, env))


def sketched(
    picture: str, task: tasks.Task | Callable[[dict[str, int]], tasks.Task] | None = None, content: str = ""
) -> rules.State:
    """Return the state that a picture shows: ``>v<^`` is the agent, a door's letter its lock, ``B`` holds ``content``.

    ``task`` may be a function of the codes, by sign.
    """
    things, codes, cells = [rules.Thing(""), SIGNS["#"]], {"#": 1, ".": 0, " ": 0}, []
    if content:
        things.append(SIGNS[content])
        codes[content] = len(things) - 1
    rows = picture.split()
    place, facing = 0, 0
    for row in rows:
        for sign in row:
            if sign in ">v<^":
                place, facing = len(cells), ">v<^".index(sign)
            elif sign in "DL_l" and sign not in codes:
                colour = DOORS.get(sign, "red")
                codes[sign] = len(things) + {"D": 1, "_": 0}.get(sign, 2)
                things += [rules.Thing("door", colour, state) for state in rules.DOOR_STATES]
            elif sign in SIGNS and (sign not in codes or sign in "KkOoB"):
                inside = codes[content] if sign == "B" and content else 0
                codes[sign] = len(things)
                things.append(SIGNS[sign]._replace(content=inside))
            cells.append(0 if sign in ">v<^" else codes[sign])
    task = task(codes) if callable(task) else task or tasks.Task()
    stride = len(rows[0])
    level = rules.Level("sketch", stride, bytes(cells), tuple(things), place, facing, 0, "go", task, 100, False, 7)
    return rules.initial_state(level)


@pytest.fixture(name="drawn")
def _drawn() -> Callable[[str, int], rules.State]:
    return drawn


@pytest.fixture(name="original")
def _original() -> Callable[[str], Any]:
    return original


@pytest.fixture(name="sketched")
def _sketched() -> Callable[..., rules.State]:
    return sketched
