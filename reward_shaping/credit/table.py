"""The trace as columns: what a credit program computes on.

One row a turn, ragged tokens below it, episodes and groups above it. Every column has a *scope* (see `SCOPES`) and as
many values as the table has rows of that scope; NaN is missing, which is not zero. Keys (task, anchor, role...) are
coded as integers once, on first use. Where turns, segments and episodes end is data and never read off
rewards or texts.

Tokens that the policy did not write (observations, templates) are masked: a column of scope "token" has the kept tokens
only, so no operator can let a masked token touch another. `p["context:value"]` is a token column with all tokens, for
reproducing programs that run through them.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import checks, units
from . import keys as keying
from .sequences import Array, Index, Sequences
from .value import Value

Columns = Mapping[str, Any]
"""Name → values: one for each row of a scope, flat or as one list an episode."""


class Table:
    """Turns, tokens and episodes as columns.

    Args:
        turns: shape (episodes,); how many turns each episode has, 0 allowed.
        tokens: shape (turns,); how many tokens each turn has; None for a table without tokens.
        keep: shape (all tokens,), bool; which tokens the policy wrote. All of them by default.
        kinds: kind of token ("action", "thought", ...) → shape (all tokens,), bool.
        terminated: shape (episodes,), bool; the episode ended by its own rules. All of them by default.
        truncated: shape (episodes,), bool; it was cut off. Where both are set, terminated wins.
        keys: ``task, group, batch, run, env`` one label an episode; ``segment, thread, role, anchor, fork`` and any
            other name one label a turn. Labels are strings or numbers. Without ``group``, episodes of one ``task`` are
            a group; without either, all are.
        turn: columns with one value a turn.
        episode: columns with one value an episode.
        token: columns with one value for every token, the masked ones included. If one of them is float64, values
            that programs spread over tokens are too, else they are float32.
        group: columns with one value a group, in the order in which groups first appear.

    Raises:
        ValueError: a column or key does not have as many values as the table has rows of its scope.
    """

    def __init__(
        self,
        turns: ArrayLike,
        tokens: ArrayLike | None = None,
        *,
        keep: ArrayLike | None = None,
        kinds: Mapping[str, ArrayLike] | None = None,
        terminated: ArrayLike | None = None,
        truncated: ArrayLike | None = None,
        keys: Columns | None = None,
        turn: Columns | None = None,
        episode: Columns | None = None,
        token: Columns | None = None,
        group: Columns | None = None,
    ) -> None:
        self.turns: Index = np.asarray(turns, dtype=np.int64).reshape(-1)
        self.rows = {"episode": self.turns.size, "turn": int(self.turns.sum())}
        self.tokens: Index = checks.counts(self, tokens)
        self.rows["context"] = int(self.tokens.sum())
        self.keep: NDArray[np.bool_] | None = None
        if keep is not None:
            self.keep = checks.flags(self, "keep", keep, "context")
        self.kinds = {kind: checks.flags(self, kind, mask, "context") for kind, mask in (kinds or {}).items()}
        self.kept: Index = units.kept_counts(self)
        self.rows["token"] = int(self.kept.sum())
        self.terminated = checks.flags(self, "terminated", terminated, "episode", default=True)
        self.truncated = checks.flags(self, "truncated", truncated, "episode") & ~self.terminated
        self._labels = {name: checks.labels(self, name, given) for name, given in (keys or {}).items()}
        self._indices: dict[tuple[str, str], Index] = {}
        self._codes: dict[Any, tuple[Index, int]] = {}
        self._stretches: tuple[Index, Index] | None = None
        self._sequences: dict[tuple[str, str], Sequences] = {}
        self._values: dict[str, Value] = {}
        self._columns: dict[str, tuple[str, Any]] = {}
        self.precision: type[np.floating[Any]] = np.float32
        for scope, columns in {"turn": turn, "episode": episode, "context": token, "group": group}.items():
            for name, given in (columns or {}).items():
                self._columns[name] = (scope, checks.numbers(self, name, given, scope))
                if scope == "context" and self._columns[name][1].dtype == np.float64:
                    self.precision = np.float64

    @classmethod
    def from_episodes(
        cls,
        episodes: Sequence[Any],
        *,
        keep: Sequence[str] = ("action", "thought"),
        keys: Columns | None = None,
        turn: Columns | None = None,
        episode: Columns | None = None,
        token: Columns | None = None,
        group: Columns | None = None,
    ) -> Self:
        """Read recorded episodes, by their attributes.

        Columns are every reward term (its exact values, also where it was paid late) and every channel, ``reward``
        (their sum, turn by turn), ``paid`` (what the environment paid), ``success``, ``valid``, ``solved`` (an
        episode), ``length`` (kept tokens of the turn), ``turns`` (an episode), and per token ``log_prob`` and
        ``entropy``. Where a term and a channel share a name the channel is read; "term:name" and "channel:name" say
        which is meant. "name@start" is the channel at reset.

        Args:
            episodes: the recorded episodes; episodes without turns and crashed ones are read like the others.
            keep: the kinds of token the policy wrote; every other token is masked.
            keys: more keys, as in the constructor, or others in place of the recorded ones.
            turn: more columns with one value a turn; flat, or one list an episode.
            episode: more columns with one value an episode.
            token: more columns with one value a token.
            group: more columns with one value a group.

        Raises:
            ValueError: a column or key does not fit the episodes.
        """
        from .reading import read

        given = {"keys": keys, "turn": turn, "episode": episode, "token": token, "group": group}
        arguments = read(episodes, tuple(keep))
        for name, more in given.items():
            arguments[name] = {**arguments[name], **(more or {})}
        return cls(**arguments)

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Which tokens are kept; shape (all tokens,)."""
        return np.ones(self.rows["context"], dtype=np.bool_) if self.keep is None else self.keep

    def size(self, scope: str) -> int:
        """Return how many rows the table has of a scope.

        Args:
            scope: one of `SCOPES`.
        """
        if scope not in self.rows:
            units.build(self, scope)
        return self.rows[scope]

    def index(self, fine: str, coarse: str) -> Index:
        """Return, for each row of one scope, the number of the row of another that it lies in.

        Args:
            fine: one of `SCOPES`.
            coarse: a scope it lies within.
        """
        if (fine, coarse) not in self._indices:
            self._indices[fine, coarse] = units.index(self, fine, coarse)
        return self._indices[fine, coarse]

    def broadcast(self, data: Array, coarse: str, fine: str) -> Array:
        """Return values of one scope for each row of a finer one.

        Args:
            data: shape (rows of ``coarse``,).
            coarse: one of `SCOPES`.
            fine: a scope that lies within it.
        """
        if fine in ("token", "context"):
            turnwise = (data if coarse == "turn" else data[self.index("turn", coarse)]).astype(self.precision)
            return np.repeat(turnwise, self.kept if fine == "token" else self.tokens)
        return data[self.index(fine, coarse)]

    def onto_tokens(self, data: Array, scope: str, fill: float = 0.0) -> Array:
        """Return values of turns, kept tokens or all tokens, for all tokens.

        Args:
            data: shape (rows of ``scope``,).
            scope: "token", "context", or any coarser one, whose data has one value a turn.
            fill: for masked tokens.
        """
        if scope == "context" or self.keep is None:
            out = data if scope in ("token", "context") else np.repeat(data, self.tokens)
            return out if self.keep is None else np.where(self.keep, out, out.dtype.type(fill))
        if scope == "token":
            out = np.full(self.keep.size, fill, dtype=data.dtype)
            out[self.keep] = data
            return out
        lengths, turns = units.stretches(self)
        padded = np.append(data, data.dtype.type(fill))
        return np.repeat(padded[turns], lengths)

    def sum_by_episode(self, counts: Index) -> Index:
        """Return the sum of counts of turns for each episode.

        Args:
            counts: shape (turns,).
        """
        before = np.concatenate([[0], np.cumsum(counts)])
        ends = np.cumsum(self.turns)
        total: Index = before[ends] - before[ends - self.turns]
        return total

    def sequences(self, scope: str, within: str) -> Sequences:
        """Return the sequences that rows of a scope form.

        Args:
            scope: one of `SCOPES`.
            within: a scope they lie in, or "span": stretches of kept tokens without a masked one between them.
        """
        if (scope, within) not in self._sequences:
            self._sequences[scope, within] = units.sequences(self, scope, within)
        return self._sequences[scope, within]

    def codes(self, keys: Sequence[str], scope: str) -> tuple[Index, int]:
        """Return a number for each row that is the same where all keys are, and how many numbers may occur.

        Args:
            keys: names of keys: a scope from "episode" up, "task", "turn" (its place in the episode, from 0),
                "position" (a token's place in the episode, among the kept ones unless the rows are all tokens), or a
                label of turns.
            scope: the rows to number.

        Raises:
            ValueError: a key is unknown, or finer than the rows.
        """
        asked = (tuple(keys), scope)
        if asked not in self._codes:
            self._codes[asked] = keying.combined(self, asked[0], scope)
        return self._codes[asked]

    @property
    def names(self) -> list[str]:
        """The columns, sorted."""
        return sorted({*self._columns, "turn", "turns", "length", "terminated", "truncated"})

    def __contains__(self, name: str) -> bool:
        """Whether there is such a column."""
        return name.removeprefix("context:") in self.names

    def __getitem__(self, name: str) -> Value:
        """Return a column.

        Raises:
            ValueError: there is no such column.
        """
        if name not in self._values:
            self._values[name] = self._value(name)
        return self._values[name]

    def _value(self, name: str) -> Value:
        if name in self._columns:
            scope, data = self._columns[name]
            if scope != "context":
                return Value(data, scope, self)
            return Value(data if self.keep is None else data[self.keep], "token", self)
        plain = name.removeprefix("context:")
        if plain != name and self._columns.get(plain, ("",))[0] == "context":
            return Value(self._columns[plain][1], "context", self)
        own = units.own_column(self, name)
        if own is not None:
            return own
        close = difflib.get_close_matches(name, self.names, 1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise ValueError(f"the table has no column {name!r}; it has {self.names}.{hint}")
