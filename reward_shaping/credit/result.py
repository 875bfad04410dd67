"""What a credit program returns: the advantage per turn and per token, side-channels and counts worth knowing."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from .sequences import Array
from .value import Value

if TYPE_CHECKING:
    from .program import Program
    from .table import Table

SIDE_CHANNELS = ("clip_scale", "loss_mask", "sample_weight")


class Result:
    """Advantages and what came with them.

    Args:
        program: what computed it.
        table: the trace.
        columns: every step's column by name.
        notes: counts of the operators, "step.operator.count" → number.
    """

    def __init__(
        self, program: Program, table: Table, columns: Mapping[str, Value], notes: Mapping[str, float]
    ) -> None:
        self.program = program
        self.table = table
        self.columns = columns
        advantage = columns["advantage"]
        missing = 0 if advantage.complete else int(np.count_nonzero(~advantage.known))
        self.diagnostics: dict[str, float] = {**notes, "advantage.missing": float(missing)}

    @property
    def scope(self) -> str:
        """What one advantage belongs to: a token, a turn, an episode..."""
        return self.columns["advantage"].scope

    @property
    def advantage(self) -> Array:
        """The advantage of each turn, or of each kept token where the program works on tokens."""
        return self["advantage"]

    def __getitem__(self, name: str) -> Array:
        """Return a step for each turn (each kept token, if its scope is finer); a missing advantage is 0.

        Raises:
            ValueError: the program has no such step.
        """
        value = self._column(name)
        data = value.data if value.scope in ("token", "context") else value.at("turn")
        if name != "advantage" or value.complete:
            return data
        return np.where(np.isnan(data), data.dtype.type(0), data)

    def _column(self, name: str) -> Value:
        if name not in self.columns:
            close = difflib.get_close_matches(name, self.columns, 1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise ValueError(f"Program {self.program.name} has no step {name!r}; it has {list(self.columns)}.{hint}")
        return self.columns[name]

    def per_turn(self, name: str = "advantage") -> Array:
        """Return a step for each turn.

        Args:
            name: the step.

        Returns:
            Shape (turns,).

        Raises:
            ValueError: its values belong to tokens.
        """
        if self._column(name).scope in ("token", "context"):
            raise ValueError(f"{name!r} has one value a token; use per_token, or reduce it in the program.")
        return self[name]

    def per_token(self, name: str = "advantage", fill: float = 0.0, dtype: type = np.float32) -> Array:
        """Return a step for each token; the masked ones get ``fill``.

        Args:
            name: the step.
            fill: for tokens the policy did not write.
            dtype: of the array. float32 keeps seven digits and is what losses are computed in.

        Returns:
            Shape (all tokens,), in the order of episodes, turns and their tokens.
        """
        return self.table.onto_tokens(self[name].astype(dtype, copy=False), self.columns[name].scope, fill)

    def side_channels(self) -> dict[str, Array]:
        """Return the columns meant for the loss, for each turn: those of `SIDE_CHANNELS` that the program has."""
        return {name: self[name] for name in SIDE_CHANNELS if name in self.columns}

    def by_episode(self, name: str = "advantage") -> list[Array]:
        """Return a step's turns, one array an episode.

        Args:
            name: the step.
        """
        return np.split(self.per_turn(name), np.cumsum(self.table.turns)[:-1]) if self.table.turns.size else []
