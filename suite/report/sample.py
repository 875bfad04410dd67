"""Which episodes the page can show: the first few of every environment, agent and outcome, within a size.

The first ``keep`` episodes (in the order of the runs) of every environment × agent × outcome are candidates. They are
taken in rounds, the first of each kind before the second of any, until the next would make the data larger than
``budget`` bytes; so rare outcomes are kept when room is short. Texts that occur more than once are stored once.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..agents.rollouts.episode import Episode
from .summary import outcome
from .visible import shortened, visible

KEEP = 4
BUDGET = 4_000_000


@dataclass(slots=True)
class Sample:
    """Collects episodes one after the other, holding at most ``keep`` of a kind.

    Attributes:
        keep: the most episodes of one environment, agent and outcome.
        seen: how many episodes were offered.
    """

    keep: int = KEEP
    seen: int = 0
    _kinds: dict[tuple[str, ...], list[Episode]] = field(default_factory=dict)

    def add(self, episode: Episode) -> None:
        """Offer one more episode."""
        self.seen += 1
        kind = self._kinds.setdefault((episode.env, episode.run, episode.agent, outcome(episode)), [])
        if len(kind) < self.keep:
            kind.append(episode)

    def data(self, budget: int = BUDGET, order: Sequence[str] = ()) -> dict[str, Any]:
        """Return what the page embeds.

        Args:
            budget: the most bytes of JSON; the first episode is kept however large it is.
            order: environments in the order in which their episodes are to stand; others follow.

        Returns:
            ``texts`` (each text once), ``episodes`` (their columns; texts by number) and ``left_out``, a count.
        """
        places = {env: place for place, env in enumerate(dict.fromkeys(order))}
        kinds = [kind for _, kind in sorted(self._kinds.items(), key=lambda item: places.get(item[0][0], len(places)))]
        texts: dict[str, int] = {}
        chosen: list[tuple[int, int, dict[str, Any]]] = []
        size = 0
        for rank in range(self.keep):
            for place, kind in enumerate(kinds):
                if rank >= len(kind):
                    continue
                known = len(texts)
                entry = _entry(kind[rank], texts)
                size += len(json.dumps(entry)) + sum(len(json.dumps(text)) for text in list(texts)[known:])
                if chosen and size > budget:
                    return self._embedded(texts, known, chosen)
                chosen.append((place, rank, entry))
        return self._embedded(texts, len(texts), chosen)

    def _embedded(
        self, texts: dict[str, int], known: int, chosen: list[tuple[int, int, dict[str, Any]]]
    ) -> dict[str, Any]:
        ordered = [entry for _, _, entry in sorted(chosen, key=lambda item: item[:2])]
        return {"texts": list(texts)[:known], "episodes": ordered, "left_out": self.seen - len(ordered)}


def _entry(episode: Episode, texts: dict[str, int]) -> dict[str, Any]:
    """Return one episode's columns for the page, its texts put into ``texts``."""

    def number(text: str) -> int:
        return texts.setdefault(shortened(visible(text)), len(texts))

    opening = episode.opening.get("milestones", {})
    return {
        "run": visible(episode.run),
        "env": visible(episode.env),
        "agent": visible(episode.agent),
        "task": visible(episode.task),
        "seed": episode.seed,
        "number": episode.episode,
        "outcome": outcome(episode),
        "cut": episode.truncated,
        "crash": visible(episode.crash),
        "return": rounded(episode.total_reward),
        "saw": [number(text) for text in episode.observations],
        "said": [number(text) for text in episode.actions],
        "errors": [
            number(error or "not understood") if not valid else -1
            for valid, error in zip(episode.valid, episode.errors, strict=True)
        ],
        "paid": {visible(name): [rounded(value) for value in column] for name, column in episode.paid.items()},
        "worth": {visible(name): [rounded(value) for value in column] for name, column in episode.late.items()},
        "milestones": {
            visible(name): [opening.get(name), *column] for name, column in episode.milestones.items()
        },
        "channels": {visible(name): [rounded(value) for value in column] for name, column in episode.channels.items()},
    }  # fmt: skip


def rounded(value: float | None) -> float | int | str | None:
    """Return a number with six significant digits, what is not a number as text, nothing as nothing."""
    if value is None:
        return None
    if not math.isfinite(value):
        return str(value)
    short = float(f"{value:.6g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short
