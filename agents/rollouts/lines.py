"""One episode as one line of JSON, and back, without losing anything.

Floats are written with as many digits as they need to come back the same; strings are UTF-8. What JSON cannot say
(NaN, infinities, lone surrogates) is written as a one-entry object, ``{"$float": "nan"}``, and only lines that hold one
are marked ``"escaped": true``. A column that holds the same value on every turn is written as a list of one.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from .episode import Column, Episode, Tokens

__all__ = ["decode", "encode"]

_NESTED = ("paid", "late", "channels", "milestones", "facts", "extra", "keys")
_FLAT = ("rewards", "successes", "valid", "errors")
_DEFAULTS = {name: getattr(Episode(), name) for name in (f.name for f in fields(Episode))}
_SCALARS = (float, int, bool, str, type(None))


def encode(episode: Episode) -> bytes:
    r"""Return ``episode`` as one line of UTF-8 JSON that ends in ``\n``.

    Args:
        episode: the episode; ``run`` is left out (the run's folder knows it), and so is every empty column.

    Raises:
        TypeError: a recorded value is not plain data (dict, list, str, int, float, bool, None or NumPy).
    """
    data = _data(episode)
    try:
        return (_JSON.encode(data) + "\n").encode()
    except ValueError:  # no number, or not to be said in UTF-8
        return (_JSON.encode({**_escape(data), "escaped": True}) + "\n").encode()


def _data(episode: Episode) -> dict[str, Any]:
    """Return what stands on an episode's line: every entry that differs from an empty episode's."""
    entries = {name: getattr(episode, name) for name in _DEFAULTS if name != "run"}
    data = {name: value for name, value in entries.items() if value != _DEFAULTS[name]}
    turns = len(episode.actions)
    if turns > 1:
        data |= {name: _compact(data[name], turns) for name in _FLAT if name in data}
        for name in _NESTED:
            if name in data:
                data[name] = {key: _compact(column, turns) for key, column in data[name].items()}
    if episode.columns:
        data["columns"] = {name: asdict(column) for name, column in episode.columns.items()}
    if episode.tokens:
        data["tokens"] = [tokens and _tokens_data(tokens) for tokens in episode.tokens]
    return data


def decode(line: bytes, run: str = "") -> Episode:
    """Return the episode that ``encode`` wrote as ``line``.

    Args:
        line: one line of a trace.
        run: the name of the run that the line belongs to.

    Raises:
        ValueError: the line is not an episode.
    """
    data = json.loads(line)
    if not isinstance(data, dict):
        raise ValueError(f"A trace's line is a JSON object; got {type(data).__name__}.")
    if data.pop("escaped", False):
        data = _unescape(data)
    unknown = [name for name in data if name not in _DEFAULTS]
    if unknown:
        raise ValueError(f"A trace's line has no entry {unknown}; it has {sorted(_DEFAULTS)}.")
    turns = len(data.get("actions", ()))
    for name in _FLAT:
        if name in data:
            data[name] = _expand(data[name], turns, name)
    for name in _NESTED:
        if name in data:
            data[name] = {key: _expand(column, turns, f"{name}.{key}") for key, column in data[name].items()}
    if "columns" in data:
        data["columns"] = {name: Column(**meaning) for name, meaning in data["columns"].items()}
    if "tokens" in data:
        data["tokens"] = [None if tokens is None else _tokens(tokens) for tokens in data["tokens"]]
    return Episode(run=run, **data)


def _tokens_data(tokens: Tokens) -> dict[str, Any]:
    """Return one turn's tokens as plain data."""
    return {name: getattr(tokens, name) for name in ("ids", "spans", "log_probs", "entropy")}


def _tokens(data: dict[str, Any]) -> Tokens:
    """Return one turn's tokens from their JSON form."""
    spans = [(kind, start, end) for kind, start, end in data.pop("spans")]
    return Tokens(spans=spans, **data)


def _compact(column: list[Any], turns: int) -> list[Any]:
    """Return ``column``, or its one value if it holds exactly the same on every turn."""
    first = column[0] if column else None
    kind = type(first)
    if kind not in _SCALARS or column.count(first) != len(column) or set(map(type, column)) != {kind}:
        return column
    if (
        kind is float and first == 0 and len(set(map(repr, column))) > 1
    ):  # 0.0 == -0.0, but they are written differently
        return column
    return column[:1] if len(column) == turns else column


def _expand(column: list[Any], turns: int, name: str) -> list[Any]:
    """Return ``column`` with one entry a turn."""
    if len(column) == 1:
        return column * turns
    if len(column) != turns:
        raise ValueError(f"A trace's column needs one entry for each of {turns} turns; {name!r} has {len(column)}.")
    return column


def _plain(value: object) -> Any:
    """Return NumPy's scalars and arrays as plain data; refuse the rest."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(
        f"A trace holds plain data (dict, list, str, int, float, bool, None); got {type(value).__name__}: "
        f"{value!r:.100}. Leave that entry of info out of `record`, or let the environment report plain data."
    )


_JSON = json.JSONEncoder(
    allow_nan=False, ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_plain
)


def _escape(value: Any) -> Any:
    """Return ``value`` with what JSON cannot say as one-entry objects."""
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$float": repr(float(value))}
    if isinstance(value, str):
        return {"$utf32": value.encode("utf-32-le", "surrogatepass").hex()} if _broken(value) else value
    if isinstance(value, dict):
        return {_escape_key(key): _escape(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_escape(entry) for entry in value]
    if value is None or isinstance(value, int):
        return value
    return _escape(_plain(value))


def _unescape(value: Any) -> Any:
    """Undo ``_escape``."""
    if isinstance(value, list):
        return [_unescape(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (key, entry), *_ = value.items()
        if key == "$float":
            return float(entry)
        if key == "$utf32":
            return bytes.fromhex(entry).decode("utf-32-le", "surrogatepass")
    return {_unescape_key(key): _unescape(entry) for key, entry in value.items()}


def _escape_key(key: Any) -> str:
    """Return a dict's key with its own dollar doubled, broken strings spelled out."""
    text = str(key)
    if _broken(text):
        return "$utf32:" + text.encode("utf-32-le", "surrogatepass").hex()
    return "$" + text if text.startswith("$") else text


def _unescape_key(key: str) -> str:
    """Undo ``_escape_key``."""
    if key.startswith("$utf32:"):
        return bytes.fromhex(key[7:]).decode("utf-32-le", "surrogatepass")
    return key[1:] if key.startswith("$") else key


def _broken(text: str) -> bool:
    """Whether ``text`` holds a lone surrogate, which UTF-8 cannot say."""
    return any("\ud800" <= character <= "\udfff" for character in text)
