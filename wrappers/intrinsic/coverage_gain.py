"""Coverage gain (SubRL): pay what a turn adds to what the episode has covered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gymnasium as gym

from .curiosity import Curiosity
from .features import Embed
from .memory import Memory


class CoverageGain(Curiosity):
    """Pay F(S ∪ s) - F(S) for a submodular F of what was covered: distinct rooms, pages, files, facts.

    With ``feature="facts"`` every fact and its value is an element; with ``embed`` the list of texts it returns, such
    as the files on the screen. The formula stands in :mod:`turnwise.reward_shaping.intrinsic.coverage`.

    Args:
        env: the environment.
        feature: what is in a state, as in :class:`~turnwise.wrappers.intrinsic.curiosity.Curiosity`.
        shape: of F: ``"set"``, ``"sqrt"``, ``"log"`` or ``"cap"``.
        cap: the most that ``"cap"`` counts.
        weights: of each element by name, >= 0.
        other: of those that ``weights`` does not name.
        scope: how long something stays covered: ``"episode"``, ``"task"``, ``"run"`` or ``"both"``.
        ignore: what is no news in a text.
        weight: of the whole term.
        memory: shared with other environments, as in ``Curiosity``; its own if None.
        frozen: pay without changing a memory that outlives the episode.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed; at the reset, as ``Curiosity``.
    """

    term = "coverage"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        *,
        feature: str | Sequence[str] | Embed = "facts",
        shape: str = "sqrt",
        cap: float = 1.0,
        weights: Mapping[str, float] | None = None,
        other: float = 1.0,
        scope: str = "episode",
        ignore: Sequence[str] = (),
        weight: float = 1.0,
        memory: Memory | str | None = None,
        frozen: bool = False,
        name: str | None = None,
    ) -> None:
        super().__init__(
            env,
            "coverage",
            scope=scope,
            feature=feature,
            ignore=ignore,
            weight=weight,
            memory=memory,
            frozen=frozen,
            options={"shape": shape, "cap": cap, "weights": weights, "other": other},
            name=name,
        )
