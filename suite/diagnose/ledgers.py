"""Compare the ledgers of two episodes."""

from __future__ import annotations

from ..reward_shaping.diagnostics.played_episode import PlayedEpisode

TOLERANCE = 1e-9


def differing(one: PlayedEpisode, other: PlayedEpisode) -> list[str]:
    """Return the terms that paid differently on some turn of two episodes.

    Args:
        one: an episode.
        other: another.
    """
    names = dict.fromkeys([*one.paid, *other.paid])
    return [name for name in names if not _alike(one.paid.get(name, []), other.paid.get(name, []))]


def _alike(one: list[float], other: list[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= TOLERANCE for a, b in zip(one, other, strict=True))
