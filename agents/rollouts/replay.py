"""Play a recorded run again, with the same seeds and actions in the real environments, and report what differs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..agent import Reply
from .episode import Episode
from .lines import decode, encode
from .sources import Environments, Given, Source, read_sources
from .tape import Tape
from .trace import EPISODES, Run

__all__ = ["Difference", "replay", "require_episodes"]

_KEYED = ("paid", "late", "channels", "milestones", "facts", "extra")
_PLAIN = ("rewards", "successes", "valid", "errors")


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that came out otherwise when it was played again.

    Attributes:
        episode: the number of the episode.
        turn: on which turn, its place in the columns; None at reset and for what belongs to the whole episode.
        what: the column, e.g. ``"observations"`` or ``"paid.milestones"``.
        recorded: the value on record.
        replayed: the value now.
    """

    episode: int
    turn: int | None
    what: str
    recorded: Any
    replayed: Any

    def __str__(self) -> str:
        """Say in one line where and how the two differ; turns are counted from 1 here, and from 0 in the trace."""
        where = "" if self.turn is None else f", turn {self.turn + 1}"
        return f"episode {self.episode}{where}: {self.what} was {self.recorded!r:.200}, is {self.replayed!r:.200}"


def replay(run: Run, envs: Given | Sequence[Given] | Mapping[str, Given] | None = None) -> list[Difference]:
    """Play every episode of ``run`` again and return every difference; none means that the run is reproduced exactly.

    Compared are observations, rewards, the ledger, flags, success, validity and everything that was recorded of
    ``info``. An episode that ends too early is reported by its turns, one that would go on by its flags; a crash counts
    as the end.

    Args:
        run: a recorded run.
        envs: the environments, as ``collect`` takes them and in the same order; made from the run's own record if not
            given.

    Raises:
        ValueError: the run's episodes are lost, its record doesn't say how an environment is made, or there are too
            few.
    """
    require_episodes(run)
    environments = Environments(_recorded_sources(run) if envs is None else read_sources(envs))
    record = run.config.get("record", ())
    try:
        return [difference for episode in run.stream() for difference in _play(episode, environments, record)]
    finally:
        environments.close()


def require_episodes(run: Run) -> None:
    """Refuse a run whose folder has lost the file of its episodes; one that has none yet has an empty file.

    Raises:
        ValueError: naming the folder.
    """
    if run.folder is not None and not (run.folder / EPISODES).is_file():
        raise ValueError(f"{run.folder} holds no {EPISODES}, only how the run was made. Restore it, or play again.")


def _recorded_sources(run: Run) -> list[Source]:
    """Return the run's environments as ``run.json`` describes them."""
    described: list[dict[str, Any]] = run.config.get("envs", [])
    made = {entry["label"]: entry["stack"] or entry["spec"] for entry in described}
    lacking = [label for label, data in made.items() if data is None]
    if lacking:
        raise ValueError(
            f"{run} was played in {lacking}, which cannot be rebuilt from its record. Give the environments: "
            "replay(run, envs=...)."
        )
    return read_sources(made)


def _play(episode: Episode, environments: Environments, record: Sequence[str]) -> list[Difference]:
    """Play one episode again and return where it differs."""
    if episode.env_index >= len(environments.sources):
        raise ValueError(
            f"Episode {episode.episode} was played in environment {episode.env_index} ({episode.env}); replay was "
            f"given {len(environments.sources)}. Give as many as the run has, in the same order."
        )
    env = environments.take(episode.env_index)
    tape = Tape(env, Episode(seed=episode.seed, options=episode.options), record)
    tape.begin()
    for action in episode.actions:
        if tape.ended:
            break
        tape.play(Reply(action))
    environments.give_back(episode.env_index, env)
    return list(_compare(decode(encode(episode)), decode(encode(tape.finish()))))


def _compare(old: Episode, new: Episode) -> Iterator[Difference]:
    """Yield the differences of two episodes."""
    number = old.episode
    if len(old.actions) != len(new.actions):
        yield Difference(number, None, "turns", len(old.actions), len(new.actions))
    for name in ("terminated", "truncated", "opening"):
        was, now = getattr(old, name), getattr(new, name)
        if not _same(was, now):
            yield Difference(number, None, name, was, now)
    if old.observations[:1] != new.observations[:1]:
        yield Difference(number, None, "observations", old.observations[0], new.observations[0])
    yield from _column(number, "observations", old.observations[1:], new.observations[1:])
    for name in _PLAIN:
        yield from _column(number, name, getattr(old, name), getattr(new, name))
    for name in _KEYED:
        was, now = getattr(old, name), getattr(new, name)
        for key in dict.fromkeys((*was, *now)):
            absent = [None] * len(new.actions)
            yield from _column(number, f"{name}.{key}", was.get(key, absent), now.get(key, absent))


def _column(number: int, what: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
    """Yield the differences of two columns, as far as both go."""
    for turn, (was, now) in enumerate(zip(old, new, strict=False)):
        if not _same(was, now):
            yield Difference(number, turn, what, was, now)


def _same(old: Any, new: Any) -> bool:
    """Whether two values are equal, NaN to NaN."""
    if isinstance(old, float) and isinstance(new, float):
        return old == new or (math.isnan(old) and math.isnan(new))
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_same(value, new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_same, old, new))
    return bool(old == new)
