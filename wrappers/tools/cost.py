"""What a turn costs, as wrappers are told to measure it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...reward_shaping.judged.verdict import number_or_nan
from ..base import RewardTerm, load
from ..progress import channel

CostOf = Callable[[Any, dict[str, Any]], float]
"""``cost(action, info)``: what a turn cost; NaN where it cannot tell."""


class Cost:
    """Measure the cost of a turn.

    Args:
        source: a number, the price of every turn; the name of a channel; a callable ``cost(action, info) -> float``, or
            its dotted path ``"package.module:name"``.
    """

    def __init__(self, source: float | CostOf | str) -> None:
        self.source = source
        named = isinstance(source, str) and ":" not in source
        self.channel = str(source) if named else ""
        self.measure: CostOf | None = None if named or isinstance(source, int | float) else load(source)

    def require(self, layer: RewardTerm, info: dict[str, Any]) -> None:
        """Check at a reset that the channel is reported, if there is one.

        Args:
            layer: the wrapper that asks.
            info: of the reset.

        Raises:
            ValueError: the environment does not report it.
        """
        if self.channel and channel(info, self.channel) is None:
            raise ValueError(
                f"{type(layer).__name__} needs the channel {self.channel!r}, which {layer.env} does not report at the "
                f"reset; it reports {list(info.get('channels') or {})}. Give a price, or a callable."
            )

    def read(self, action: Any, info: dict[str, Any]) -> float:
        """Return what a turn cost, NaN where that is missing.

        Args:
            action: what the agent did.
            info: of the turn.
        """
        if self.measure is not None:
            return number_or_nan(self.measure(action, info))
        return number_or_nan(channel(info, self.channel) if self.channel else self.source)
