"""Global and episodic novelty, the two bonuses of "A Study of Global and Episodic Bonuses ... in Contextual MDPs"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from .curiosity import WEIGHT, Curiosity
from .features import Embed
from .memory import Memory


class GlobalNovelty(Curiosity):
    """Pay 1/√N for the state a turn reached, N its visits over the whole run.

    Their product with episodic novelty is ``Curiosity(scope="both")``. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.intrinsic.counts`.

    Args:
        env: the environment.
        feature: what makes two states the same, as in :class:`Curiosity`.
        ignore: what is no news in a text, as in :class:`Curiosity`.
        weight: of the whole term.
        memory: shared with other environments, as in ``Curiosity``; its own if None.
        frozen: pay without counting, as for evaluation.
        name: another name for the term.

    Raises:
        ValueError: as :class:`Curiosity`.
    """

    term = "global_novelty"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        *,
        feature: str | Sequence[str] | Embed = "text",
        ignore: Sequence[str] = (),
        weight: float = WEIGHT,
        memory: Memory | str | None = None,
        frozen: bool = False,
        name: str | None = None,
    ) -> None:
        super().__init__(
            env,
            "counts",
            scope="run",
            feature=feature,
            ignore=ignore,
            weight=weight,
            memory=memory,
            frozen=frozen,
            name=name,
        )


class EpisodicNovelty(Curiosity):
    """Pay 1/√N for the state a turn reached, N its visits in this episode; or 1 for the first visit alone.

    The formula and its doubts stand in :mod:`turnwise.reward_shaping.intrinsic.counts`.

    Args:
        env: the environment.
        method: ``"counts"`` or ``"first_visit"``.
        feature: what makes two states the same, as in :class:`Curiosity`.
        ignore: what is no news in a text, as in :class:`Curiosity`.
        weight: of the whole term.
        name: another name for the term.

    Raises:
        ValueError: as :class:`Curiosity`.
    """

    term = "episodic_novelty"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        method: str = "counts",
        *,
        feature: str | Sequence[str] | Embed = "text",
        ignore: Sequence[str] = (),
        weight: float = WEIGHT,
        name: str | None = None,
    ) -> None:
        super().__init__(env, method, scope="episode", feature=feature, ignore=ignore, weight=weight, name=name)
