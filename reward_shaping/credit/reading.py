"""Recorded episodes as the arguments of a table. Episodes are read by their attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

EPISODE_KEYS = ("run", "batch", "task", "group", "env")
OWN_COLUMNS = ("turn", "turns", "length", "terminated", "truncated")
"""Columns of the table itself; a term or channel of such a name is read as ``term:name`` or ``channel:name`` only."""
TURN_KEYS = {"thread": "main", "role": "agent", "segment": 0, "fork": ""}


def read(episodes: Sequence[Any], keep: tuple[str, ...]) -> dict[str, Any]:
    """Return the arguments of a table.

    Args:
        episodes: the recorded episodes.
        keep: the kinds of token the policy wrote.
    """
    lengths = [len(episode.actions) for episode in episodes]
    turn = turn_columns(episodes, lengths)
    whole = {name: last_known(column, lengths) for name, column in turn.items() if _is_of_episodes(name, episodes)}
    tokens = [turn for episode in episodes for turn in (episode.tokens or [None] * len(episode.actions))]
    return {
        "turns": lengths,
        "terminated": [episode.terminated for episode in episodes],
        "truncated": [episode.truncated for episode in episodes],
        "keys": keys(episodes, lengths),
        "turn": {name: column for name, column in turn.items() if name not in whole},
        "episode": {**whole, **episode_columns(episodes)},
        "group": {},
        **token_columns(tokens, keep),
    }


def keys(episodes: Sequence[Any], lengths: Sequence[int]) -> dict[str, Any]:
    """Return the labels of every key.

    Args:
        episodes: the recorded episodes.
        lengths: how many turns each has.
    """
    found: dict[str, Any] = {name: [getattr(episode, name) for episode in episodes] for name in EPISODE_KEYS}
    defaults: dict[str, Any] = {**TURN_KEYS, "anchor": None}
    for name in [*defaults, *unique(chain.from_iterable(episode.keys for episode in episodes))]:
        if name in found or (name in TURN_KEYS and not any(name in episode.keys for episode in episodes)):
            continue
        column: list[Any] = []
        for episode, n in zip(episodes, lengths, strict=True):
            usual = episode.observations[:n] if name == "anchor" else [defaults.get(name, "")] * n
            given = episode.keys.get(name)
            column += usual if given is None else [u if g is None else g for u, g in zip(usual, given, strict=True)]
        found[name] = column
    return found


def _is_of_episodes(name: str, episodes: Sequence[Any]) -> bool:
    """Whether a channel has one value an episode or group, as the environment says."""
    channel = name.removeprefix("channel:")
    meanings = (episode.columns.get(channel) for episode in episodes)
    return not name.startswith("term:") and any(m is not None and m.scope in ("episode", "group") for m in meanings)


def last_known(column: NDArray[np.float64], lengths: Sequence[int]) -> NDArray[np.float64]:
    """Return the last value of each episode that is not missing.

    Args:
        column: shape (turns,).
        lengths: how many turns each episode has.
    """
    parts = np.split(column, np.cumsum(lengths)[:-1])
    return np.array([part[~np.isnan(part)][-1] if not np.isnan(part).all() else np.nan for part in parts])


def unique(names: Any) -> list[str]:
    """Return names in the order in which they first appear.

    Args:
        names: any iterable of names.
    """
    return list(dict.fromkeys(names))


def joined(columns: Sequence[Sequence[float | None] | None], lengths: Sequence[int]) -> NDArray[np.float64]:
    """Return one column of all episodes; NaN where a value, or an episode's column, is missing.

    Args:
        columns: one an episode.
        lengths: how many turns each has.
    """
    return np.array(
        [value for column, n in zip(columns, lengths, strict=True) for value in (column or [None] * n)],
        dtype=np.float64,
    )


def turn_columns(episodes: Sequence[Any], lengths: Sequence[int]) -> dict[str, NDArray[np.float64]]:
    """Return terms, channels, rewards and flags, turn by turn.

    Args:
        episodes: the recorded episodes.
        lengths: how many turns each has.
    """
    terms = [episode.reward_terms for episode in episodes]
    channels = [episode.channels for episode in episodes]
    found: dict[str, NDArray[np.float64]] = {}
    for kind, sources in (("term", terms), ("channel", channels)):
        for name in unique(chain.from_iterable(sources)):
            column = joined([source.get(name) for source in sources], lengths)
            found[f"{kind}:{name}"] = column
            if name not in ("reward", "paid", *OWN_COLUMNS):
                found[name] = column
    paid = joined([episode.rewards for episode in episodes], lengths)
    exact = [column for name, column in found.items() if name.startswith("term:")]
    late = any(episode.late for episode in episodes)
    found["reward"] = np.nansum(exact, axis=0) if late else paid
    found["paid"] = paid
    found["success"] = joined([episode.successes for episode in episodes], lengths)
    found["valid"] = joined([episode.valid for episode in episodes], lengths)
    if any("fork" in episode.keys for episode in episodes):
        forks = [episode.keys.get("fork") or [""] * n for episode, n in zip(episodes, lengths, strict=True)]
        found["forked"] = joined([[float(bool(label)) for label in column] for column in forks], lengths)
    return found


def episode_columns(episodes: Sequence[Any]) -> dict[str, NDArray[np.float64]]:
    """Return whether each episode was solved, and every channel at reset.

    Args:
        episodes: the recorded episodes.
    """
    openings: list[Mapping[str, Any]] = [episode.opening.get("channels") or {} for episode in episodes]
    found = {
        f"{name}@start": np.array([opening.get(name) for opening in openings], dtype=np.float64)
        for name in unique(chain.from_iterable(openings))
    }
    return {**found, "solved": np.array([episode.solved for episode in episodes], dtype=np.float64)}


def token_columns(tokens: Sequence[Any], keep: tuple[str, ...]) -> dict[str, Any]:
    """Return token counts, masks and columns.

    Args:
        tokens: the tokens of every turn, or None.
        keep: the kinds of token the policy wrote.
    """
    counts = [0 if turn is None else len(turn.ids) for turn in tokens]
    starts, total = np.cumsum([0, *counts]), sum(counts)
    kinds: dict[str, NDArray[np.bool_]] = {}
    for start, turn in zip(starts, tokens, strict=False):
        for kind, first, end in () if turn is None else turn.spans:
            kinds.setdefault(kind, np.zeros(total, dtype=np.bool_))[start + first : start + end] = True
    kept = np.zeros(total, dtype=np.bool_)
    for kind in keep:
        kept |= kinds.get(kind, False)
    columns = {}
    for name, attribute in (("log_prob", "log_probs"), ("entropy", "entropy")):
        each = [None if turn is None else getattr(turn, attribute) for turn in tokens]
        if any(column is not None for column in each):
            columns[name] = joined(each, counts)
    return {"tokens": counts, "keep": kept, "kinds": kinds, "token": columns}
