"""What conditions read of ``info``, by name; nothing is computed that no condition names.

- ``door.open``: the fact of that name;
- ``channels.NAME``, ``milestones.NAME``: what was measured on the turn, and the environment's own milestones;
- ``success``, ``valid``: those entries of ``info``.

A fact whose own name is one of these, or begins as they do, is hidden by them.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import gymnasium as gym

from ...reward_shaping.goals.conditions import Condition

DICTIONARIES = ("channels", "milestones")
ENTRIES = ("success", "valid")


class Propositions:
    """The facts of a turn, read from its ``info`` when they are asked for.

    Args:
        info: of the turn.
    """

    __slots__ = ("info",)

    def __init__(self, info: dict[str, Any]) -> None:
        self.info = info

    def __getitem__(self, name: str, /) -> Any:
        """Return the value of a fact, a channel or a milestone.

        Raises:
            KeyError: it is not reported.
        """
        head, _, rest = name.partition(".")
        if rest and head in DICTIONARIES:
            return self.info[head][rest]
        return self.info[name] if name in ENTRIES else self.info["facts"][name]


def check_conditions(layer: gym.Env[Any, Any], conditions: list[Condition], info: dict[str, Any]) -> None:
    """Check that what conditions read is reported at a reset.

    Args:
        layer: the wrapper that has them.
        conditions: to check.
        info: of the reset.

    Raises:
        ValueError: a condition reads what is not reported, or compares what cannot be compared.
    """
    for condition in conditions:
        try:
            condition.check(Propositions(info))
        except ValueError as error:
            env = layer.env if isinstance(layer, gym.Wrapper) else layer
            known = [
                *(info.get("facts") or {}),
                *(f"{each}.{name}" for each in DICTIONARIES for name in (info.get(each) or {})),
                *ENTRIES,
            ]
            close = [near for name in condition.names for near in get_close_matches(name, known, n=1)]
            hint = f" Did you mean {close[0]!r}?" if close and close[0] not in condition.names else ""
            raise ValueError(
                f"{type(layer).__name__} on {env} cannot ask what it was given: {error}.{hint} Reported are {known}. A "
                f"fact that is not always there is asked about first: \"'door.open' in facts and door.open\"."
            ) from error
