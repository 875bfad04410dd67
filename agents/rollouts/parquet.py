"""Write a run as one Parquet table with a row a turn, for pandas, polars, DuckDB and the like."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from gymnasium.error import DependencyNotInstalled

from .episode import Episode, Turn

__all__ = ["write_parquet"]

_MAPS = ("reward_terms", "paid_terms", "channels", "milestones")
_JSON = ("facts", "extra")
_CHUNK = 256
"""Episodes that are held in memory at a time."""


def write_parquet(episodes: Iterable[Episode], path: str | os.PathLike[str]) -> Path:
    """Write the turns of ``episodes`` to a Parquet file.

    Terms, channels and milestones become maps from name to number or truth, where what is missing is absent; facts and
    other recorded entries become JSON text. Tokens are lists of ids, log-probabilities and entropies and a list of
    spans (kind, start, end).

    Args:
        episodes: a run, or its ``stream()``, of which 256 episodes are held at a time.
        path: the file to write.

    Returns:
        The path.

    Raises:
        gymnasium.error.DependencyNotInstalled: pyarrow is not installed.
    """
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise DependencyNotInstalled(
            'write_parquet needs pyarrow. Install it with `pip install "turnwise[report]"`.'
        ) from error
    schema = _schema(arrow)
    stream = iter(episodes)
    with parquet.ParquetWriter(os.fspath(path), schema) as writer:
        while chunk := list(islice(stream, _CHUNK)):
            rows = [row for episode in chunk for row in _rows(episode)]
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
    return Path(path)


def _schema(arrow: Any) -> Any:
    """Return the table's columns."""
    text, whole, number, truth = arrow.string(), arrow.int64(), arrow.float64(), arrow.bool_()
    types = {"str": text, "int": whole, "float": number, "bool": truth, "bool | None": truth}
    columns: dict[str, Any] = {field.name: types[str(field.type)] for field in fields(Turn) if str(field.type) in types}
    columns |= {name: arrow.map_(text, number) for name in _MAPS}
    columns["milestones"] = arrow.map_(text, truth)
    columns |= dict.fromkeys(_JSON, text)
    columns |= {"member": whole, "env": text, "agent": text, "seed": whole, "agent_seed": whole, "crash": text}
    columns["token_ids"] = arrow.list_(whole)
    columns["log_probs"] = columns["entropy"] = arrow.list_(number)
    columns["spans"] = arrow.list_(arrow.struct([("kind", text), ("start", whole), ("end", whole)]))
    return arrow.schema(list(columns.items()))


def _rows(episode: Episode) -> Iterator[dict[str, Any]]:
    """Yield the turns of one episode as rows of the table."""
    whole = {name: getattr(episode, name) for name in ("member", "env", "agent", "seed", "agent_seed", "crash")}
    for turn in episode.turns:
        row = {field.name: getattr(turn, field.name) for field in fields(Turn) if field.name != "tokens"}
        row |= {name: list(row[name].items()) for name in _MAPS}
        row |= {name: json.dumps(row[name], default=str) for name in _JSON}
        row |= whole
        if turn.tokens is not None:
            row["token_ids"], row["log_probs"] = turn.tokens.ids, turn.tokens.log_probs
            row["entropy"] = turn.tokens.entropy
            row["spans"] = [{"kind": kind, "start": start, "end": end} for kind, start, end in turn.tokens.spans]
        yield row
