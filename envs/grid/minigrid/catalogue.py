"""The ids of the minigrid package, and its environments without the wrappers and warnings of ``gym.make``."""

from __future__ import annotations

import difflib
from functools import partial
from typing import Any

import gymnasium as gym
from gymnasium.envs.registration import load_env_creator

PREFIXES = ("MiniGrid-", "BabyAI-")
INSTALL = 'Install it with `pip install "turnwise[grid]"`.'


def require_minigrid() -> None:
    """Import minigrid, which registers its ids.

    Raises:
        gymnasium.error.DependencyNotInstalled: if the package is missing.
    """
    try:
        import minigrid  # noqa: F401 - registers the ids
    except ImportError as missing:
        raise gym.error.DependencyNotInstalled(
            f"turnwise/MiniGrid-v0 draws its levels with the package minigrid, which is missing ({missing}). {INSTALL}"
        ) from missing


def ids() -> list[str]:
    """Return minigrid's own ids, in minigrid's order."""
    require_minigrid()
    return [name for name in gym.registry if name.startswith(PREFIXES)]


def build(env_id: str, env_kwargs: dict[str, Any]) -> Any:
    """Return a new environment of minigrid's own, unwrapped, to draw levels with: it prints and shows nothing.

    Args:
        env_id: one of :func:`ids`, or an id registered elsewhere whose class is minigrid's.
        env_kwargs: arguments of that environment, such as ``size``.

    Raises:
        ValueError: if the id is unknown, the environment isn't minigrid's, or it refuses the arguments.
        gymnasium.error.DependencyNotInstalled: if minigrid, or what this id needs besides, is missing.
    """
    require_minigrid()
    if not isinstance(env_id, str) or env_id not in gym.registry:
        close = difflib.get_close_matches(str(env_id), ids(), n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(close)}?" if close else f"It knows {len(ids())}, such as {ids()[0]}."
        raise ValueError(f"MiniGridEnv plays the ids of the package minigrid; got env_id={env_id!r}. {hint}")
    spec = gym.registry[env_id]
    creator: Any = spec.entry_point if callable(spec.entry_point) else load_env_creator(str(spec.entry_point))
    try:
        env = creator(**{**spec.kwargs, **env_kwargs})
    except (TypeError, AssertionError) as refused:
        raise ValueError(f"{env_id} refuses env_kwargs={env_kwargs!r}: {refused}") from refused
    return _prepared(env_id, env)


def _prepared(env_id: str, env: Any) -> Any:
    from minigrid.envs.babyai.core.roomgrid_level import RoomGridLevel
    from minigrid.minigrid_env import MiniGridEnv

    if not isinstance(env, MiniGridEnv):
        raise ValueError(f"MiniGridEnv plays the ids of the package minigrid; env_id={env_id!r} is {type(env)}.")
    config = getattr(env, "config", None)
    if config is not None and not config.pattern_path.is_file():
        raise gym.error.DependencyNotInstalled(
            f"{env_id} learns from {config.pattern_path.name}, a picture that is missing from the installed package "
            "minigrid. Install minigrid from its repository, or choose an id without WFC in its name."
        )
    vars(env)["gen_obs"] = dict  # what it would see is not asked for
    if isinstance(env, RoomGridLevel):
        vars(env)["_gen_grid"] = partial(_draw_level, env)
    return env


def _draw_level(env: Any, width: int, height: int) -> None:
    """Do what ``RoomGridLevel._gen_grid`` does, without printing each rejected draw."""
    from minigrid.core.roomgrid import RoomGrid
    from minigrid.envs.babyai.core.roomgrid_level import RejectSampling

    while True:
        try:
            RoomGrid._gen_grid(env, width, height)
            env.gen_mission()
            env.validate_instrs(env.instrs)
        except (RecursionError, RejectSampling):
            continue
        break
    env.surface = env.mission = env.instrs.surface(env)
