"""PPR's process reward: every turn is judged by written principles."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from .judge import Items, ItemsJudge
from .rubric_reward import RubricReward


class PrincipleProcessReward(RubricReward):
    """Pay each turn how far it follows written principles, from 0 to 1.

    It is a rubric that is judged on every turn: the weighted mean of the principles that the judge could tell
    (:mod:`turnwise.reward_shaping.judged.rubric`; how PPR itself reduces them: abstract). A long episode earns more in
    sum; joined with the outcome by ``ReNorm`` a turn of a wrong episode costs what it would have earned in a right one.

    Args:
        env: the environment.
        principles: texts, or mappings with ``criterion`` and ``weight``.
        judge: ``judge(principles, history, info)``, which returns how far the last turn follows each, from 0 to 1,
            None where it cannot tell; or its dotted path.
        per: ``"turn"``, or ``"episode"`` to ask on the last turn only.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed.
    """

    term = "process"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        principles: Items,
        judge: ItemsJudge | str,
        *,
        per: str = "turn",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, principles, judge, per=per, weight=weight, name=name)
