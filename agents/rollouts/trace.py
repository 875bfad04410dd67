"""A run on disk: a folder with ``run.json`` (how it was made) and ``episodes.jsonl`` (one line an episode).

Episodes are only ever appended, in the order in which they finish. A line counts once its newline is written; what
follows the last newline was torn by a crash: readers report and skip it, and a writer that resumes cuts it off.
"""

from __future__ import annotations

import json
import os
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self, overload

from .episode import Episode
from .lines import decode, encode

__all__ = ["FORMAT", "Run", "RunWriter", "TornLineWarning", "read_run"]

FORMAT = 1
"""The version of the folder's form; readers refuse others."""

CONFIG, EPISODES = "run.json", "episodes.jsonl"
_SYNC_SECONDS = 1.0
_DECIDING = ("agent", "envs", "seed", "group_size", "record", "batch")
"""Entries of ``run.json`` that decide what an episode holds; a run is resumed with the same ones."""


class TornLineWarning(UserWarning):
    """A trace ended in the middle of a line; that episode is skipped."""


class Run(Sequence[Episode]):
    """The episodes of a run, in the order of their numbers, and how they were made.

    Args:
        config: what ``run.json`` holds: the format, the run's name, its environments, agent, seed and versions.
        episodes: the episodes; ``None`` reads them from ``folder`` when they are first asked for.
        folder: where the run lies on disk, if it does.

    Attributes:
        torn: what was found after the last whole line ("" if nothing was).
    """

    def __init__(
        self, config: dict[str, Any], episodes: Sequence[Episode] | None = None, folder: Path | None = None
    ) -> None:
        self.config = config
        self.folder = folder
        self.torn = ""
        self._episodes = None if episodes is None else sorted(episodes, key=lambda episode: episode.episode)

    @property
    def name(self) -> str:
        """The run's name."""
        return str(self.config.get("run", ""))

    @property
    def episodes(self) -> list[Episode]:
        """All episodes, in memory."""
        if self._episodes is None:
            self._episodes = sorted(self.stream(), key=lambda episode: episode.episode)
        return self._episodes

    def stream(self) -> Iterator[Episode]:
        """Yield one episode after the other in the order of the file, holding one at a time.

        Raises:
            ValueError: a line other than a torn last one cannot be read.
        """
        if self.folder is None:
            yield from self.episodes
            return
        path = self.folder / EPISODES
        if not path.exists():
            return
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.endswith(b"\n"):
                    self.torn = f"{path} ends in the middle of line {number} ({len(line)} bytes); it is skipped."
                    warnings.warn(self.torn, TornLineWarning, stacklevel=2)
                    return
                yield _decode(line, self.name, path, number)

    def __len__(self) -> int:
        """Return the number of finished episodes."""
        return len(self.episodes)

    def __iter__(self) -> Iterator[Episode]:
        """Iterate over the episodes in the order of their numbers."""
        return iter(self.episodes)

    @overload
    def __getitem__(self, index: int) -> Episode: ...
    @overload
    def __getitem__(self, index: slice) -> list[Episode]: ...
    def __getitem__(self, index: int | slice) -> Episode | list[Episode]:
        """Return the ``index``-th finished episode in the order of their numbers."""
        return self.episodes[index]

    def __repr__(self) -> str:
        """Name the run and where it lies."""
        where = "memory" if self.folder is None else str(self.folder)
        return f"<Run {self.name!r} in {where}>"


def read_run(folder: str | os.PathLike[str]) -> Run:
    """Open the run that lies in ``folder``; its episodes are read when they are asked for.

    Raises:
        ValueError: the folder holds no run, or one of another format.
    """
    path = Path(folder)
    if not (path / CONFIG).is_file():
        raise ValueError(f"{path} holds no run (no {CONFIG}). Give the folder that `collect(out=...)` wrote to.")
    try:
        config = json.loads((path / CONFIG).read_bytes())
    except ValueError as error:
        raise ValueError(f"{path / CONFIG} cannot be read: {error}. Restore the file from a copy.") from error
    if config.get("format") != FORMAT:
        raise ValueError(f"{path} has trace format {config.get('format')!r}; this turnwise reads format {FORMAT}.")
    return Run(config, folder=path)


class RunWriter:
    """Append finished episodes to a run's folder.

    Every episode reaches the operating system in one write, so a killed process loses none; the disk is synchronised
    about once a second and at the end, so a power failure loses at most that.

    Args:
        folder: made if missing.
        config: written to ``run.json`` in a new run.
        resume: continue the run that lies in ``folder`` if there is one; without it, one that is there is refused.

    Attributes:
        finished: the numbers of the episodes that are already in the file.
        torn: what was cut off at the end of the file ("" if nothing was).

    Raises:
        ValueError: a run is there and ``resume`` is not set, it was made otherwise, or another process is writing it.
    """

    def __init__(self, folder: str | os.PathLike[str], config: dict[str, Any], *, resume: bool = False) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / EPISODES
        begun = (self.folder / CONFIG).exists()
        if begun and not resume:
            raise ValueError(f"{self.folder} already holds a run. Choose another folder, or set resume=True.")
        if not begun and path.exists() and path.stat().st_size:
            raise ValueError(f"{path} holds episodes, but {CONFIG} is missing. Restore it, or choose another folder.")
        self.finished: set[int] = set()
        self.torn = ""
        self._file = path.open("ab", buffering=0)
        with ExitStack() as refused:
            refused.callback(self._file.close)
            _lock(self._file.fileno(), self.folder)
            if begun:
                _grow_config(self.folder, config)
                self._continue(path)
            else:
                write_config(self.folder, config)
            refused.pop_all()
        self._synced = time.monotonic()

    def _continue(self, path: Path) -> None:
        """Learn which episodes are there, and cut off a torn line."""
        whole = 0
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.endswith(b"\n"):
                    self.torn = f"{path} ended in the middle of line {number} ({len(line)} bytes); it was cut off."
                    warnings.warn(self.torn, TornLineWarning, stacklevel=4)
                    break
                self.finished.add(_decode(line, "", path, number).episode)
                whole += len(line)
        self._file.truncate(whole)

    def append(self, episode: Episode) -> None:
        """Write ``episode``; when this returns, a killed process no longer loses it."""
        line = memoryview(encode(episode))
        while line:
            line = line[self._file.write(line) :]
        self.finished.add(episode.episode)
        now = time.monotonic()
        if now - self._synced > _SYNC_SECONDS:
            os.fsync(self._file.fileno())
            self._synced = now

    def close(self) -> None:
        """Synchronise the disk and close the file."""
        if not self._file.closed:
            os.fsync(self._file.fileno())
            self._file.close()

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()


def write_config(folder: Path, config: dict[str, Any]) -> None:
    """Write ``run.json`` whole or not at all."""
    text = json.dumps({"format": FORMAT, **config}, indent=2)
    partial = folder / (CONFIG + ".part")
    with partial.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / CONFIG)


def _grow_config(folder: Path, config: dict[str, Any]) -> None:
    """Compare ``config`` with the run that lies in ``folder``; write it down if it asks for more tasks.

    Raises:
        ValueError: the run was made otherwise.
    """
    old = read_run(folder).config
    new = json.loads(json.dumps(config))
    differ = [name for name in _DECIDING if old.get(name) != new.get(name)]
    shared = min(len(given.get("seeds") or ()) for given in (old, new))
    if (old.get("seeds") or [])[:shared] != (new.get("seeds") or [])[:shared] or bool(old.get("seeds")) != bool(
        new.get("seeds")
    ):
        differ.append("seeds")
    if differ:
        shown = "; ".join(f"{name} was {old.get(name)!r:.200}, is {new.get(name)!r:.200}" for name in differ)
        raise ValueError(f"{folder} holds a run made otherwise: {shown}. Choose another folder, or the same arguments.")
    if old.get("versions") != new.get("versions"):
        warnings.warn(f"{folder} was begun with {old.get('versions')}, now {new.get('versions')}.", stacklevel=5)
    if new.get("tasks", 0) > old.get("tasks", 0):
        write_config(folder, {**old, "tasks": new["tasks"], "seeds": new.get("seeds")})


def _decode(line: bytes, run: str, path: Path, number: int) -> Episode:
    """Return the episode on a whole line, or say which line is broken."""
    try:
        return decode(line, run)
    except (ValueError, TypeError, KeyError) as error:
        why = str(error).rstrip(".")
        raise ValueError(
            f"Line {number} of {path} is not an episode: {why}. Only a torn last line can be skipped; "
            "restore the file, or delete that line to run its episode again."
        ) from error


def _lock(descriptor: int, folder: Path) -> None:
    """Let no second process write the same run; the lock ends with the process, also a killed one."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ValueError(
            f"{folder} is being written by another process. Wait for it, or choose another folder."
        ) from None
