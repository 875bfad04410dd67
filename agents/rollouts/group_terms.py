"""Pay a run by group terms: rewards that need several rollouts of one task."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from .episode import Episode
from .trace import Run, RunWriter, read_run

__all__ = ["GroupTerm", "add_group_terms"]

GroupTerm = Callable[[Sequence[Episode]], Sequence[float] | Sequence[Sequence[float]]]
"""``term(episodes)`` of one group: a value for each episode, or for each turn of each (lists or arrays); NaN where it
cannot tell."""


def add_group_terms(
    run: Run, terms: Mapping[str, GroupTerm], *, out: str | os.PathLike[str] | None = None, name: str = ""
) -> Run:
    """Return ``run`` with group terms in its ledger.

    A term's value is paid as a lump on the last turn, as every value known late; values for each turn are written
    exactly into ``Episode.late``. Terms are added in the order given, and a later one finds the earlier ones in the
    ledger. A missing value pays nothing. An episode without turns has no ledger and stays as it is.

    Args:
        run: a finished run, whose episodes of one task share a group (``group_size`` of ``collect``).
        terms: by the name that each has in the ledger.
        out: the folder to write the result to.
        name: of the result; the run's own name if not given.

    Raises:
        ValueError: a term of that name is in the ledger already, or a term returns another number of values than the
            group has episodes, or an episode turns.
    """
    config = {**run.config, "run": name or run.name, "group_terms": list(terms)}
    groups: dict[tuple[int, int], list[Episode]] = {}
    for episode in run:
        groups.setdefault((episode.batch, episode.group), []).append(replace(episode, run=config["run"]))
    for term, value in terms.items():
        groups = {key: _paid(episodes, term, value) for key, episodes in groups.items()}
    paid = [episode for episodes in groups.values() for episode in episodes]
    if out is None:
        return Run(config, paid)
    with RunWriter(out, config) as writer:
        for episode in sorted(paid, key=lambda each: each.episode):
            writer.append(episode)
    return read_run(out)


def _paid(episodes: list[Episode], term: str, value: GroupTerm) -> list[Episode]:
    """Return the episodes of a group with one more term."""
    for episode in episodes:
        if term in episode.paid:
            raise ValueError(
                f"add_group_terms adds the term {term!r}, but episode {episode.episode} has one of that name; its "
                f"ledger has {list(episode.paid)}. Give it another name."
            )
    values = list(value(episodes))
    if len(values) != len(episodes):
        raise ValueError(
            f"The group term {term!r} returned {len(values)} values for a group of {len(episodes)} episodes. "
            "Return one for each episode, in their order."
        )
    return [_with(episode, term, worth) for episode, worth in zip(episodes, values, strict=True)]


def _with(episode: Episode, term: str, worth: Any) -> Episode:
    """Return an episode with what a term is worth on it, or on each of its turns."""
    turns = len(episode)
    if not turns:
        return episode
    late = dict(episode.late)
    worth = worth.tolist() if isinstance(worth, np.ndarray) else worth
    if isinstance(worth, Sequence):
        if len(worth) != turns:
            raise ValueError(
                f"The group term {term!r} returned {len(worth)} values for episode {episode.episode}, which has "
                f"{turns} turns. Return one for each turn, or one number for the episode."
            )
        late[term] = [None if value != value else float(value) for value in worth]
        known = [value for value in late[term] if value is not None]
        worth = sum(known) if known else float("nan")
    worth = float(worth)
    missing = worth != worth
    lump: list[float | None] = [0.0] * (turns - 1) + [None if missing else worth]
    rewards = [*episode.rewards[:-1], episode.rewards[-1] + (0.0 if missing else worth)]
    return replace(episode, rewards=rewards, paid={**episode.paid, term: lump}, late=late)
