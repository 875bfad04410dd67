"""Multi-turn environments for language-model agents, with a ledger for every reward.

Importing turnwise registers the environments with Gymnasium: ``gym.make("turnwise/Sokoban-v0")``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .envs.registry import register_all

if TYPE_CHECKING:
    from .wrappers.fork import restore, snapshot
    from .wrappers.stack import describe, stack

__version__ = "0.1.0"
__all__ = ["describe", "restore", "snapshot", "stack"]

_LOCATIONS = {"stack": "stack", "describe": "stack", "snapshot": "fork", "restore": "fork"}

register_all()


def __getattr__(name: str) -> Any:
    if name not in _LOCATIONS:
        raise AttributeError(f"module 'turnwise' has no attribute {name!r}; it has {sorted(__all__)}.")
    from importlib import import_module

    return getattr(import_module(f".wrappers.{_LOCATIONS[name]}", __name__), name)
