"""What rewards written as code may read of a turn, by name, as plain values.

- ``observation``, ``action``, ``turn`` (from 1), ``terminated``, ``truncated``, ``success``, ``valid``;
- a fact by its name, ``channels.NAME``, ``milestones.NAME``;
- ``previous.`` before any of those but the action and the turn: its value after the turn before.

What is not reported is None. Numbers, texts and truth values are given as they are, anything else as its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .propositions import Propositions

PREVIOUS = "previous."
STEP = ("observation", "action", "turn", "terminated", "truncated")
"""Names that are no entries of ``info``."""


class TurnInputs:
    """Reads declared inputs, turn by turn.

    Args:
        names: the declared inputs.

    Raises:
        ValueError: there is no previous value of a name.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self.now = [name for name in names if not name.startswith(PREVIOUS)]
        self.past = [name.removeprefix(PREVIOUS) for name in names if name.startswith(PREVIOUS)]
        wrong = [name for name in self.past if name in STEP and name != "observation"]
        if wrong or len(set(self.names)) < len(self.names):
            raise ValueError(
                f"Inputs are named once each, and there are no previous values of {list(STEP[1:])}; got {self.names}."
            )

    def first(self, observation: Any, info: dict[str, Any]) -> dict[str, Any]:
        """Return what is remembered of the first state.

        Args:
            observation: of the reset.
            info: of the reset.
        """
        return self._seen(self.past, {"observation": observation}, info)

    def read(
        self, past: dict[str, Any], step: dict[str, Any], info: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the inputs of a turn, and what is remembered of it.

        Args:
            past: what is remembered of the turn before.
            step: the values of :data:`STEP`.
            info: of the turn.
        """
        values = {f"{PREVIOUS}{name}": value for name, value in past.items()}
        values |= self._seen(self.now, step, info)
        return values, self._seen(self.past, step, info)

    def missing(self, observation: Any, info: dict[str, Any]) -> list[str]:
        """Return the declared inputs that are not reported at a reset.

        Args:
            observation: of the reset.
            info: of the reset.
        """
        asked = [name for name in dict.fromkeys([*self.now, *self.past]) if name not in STEP]
        seen = self._seen(asked, {}, info)
        return [name for name in asked if seen[name] is None]

    def _seen(self, names: list[str], step: dict[str, Any], info: dict[str, Any]) -> dict[str, Any]:
        entries = Propositions(info)
        seen: dict[str, Any] = {}
        for name in names:
            try:
                seen[name] = plain(step[name] if name in STEP else entries[name])
            except KeyError:
                seen[name] = None
        return seen


def plain(value: Any) -> str | int | float | bool | None:
    """Return a value as plain data.

    Args:
        value: anything.
    """
    if isinstance(value, np.generic):
        value = value.item()
    return value if value is None or isinstance(value, str | int | float) else str(value)
