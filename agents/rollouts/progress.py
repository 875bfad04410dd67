"""Show how far a run is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import Any, TextIO

from .episode import Episode

__all__ = ["Progress"]

_LINES = 10
"""Plain lines per run."""


class Progress:
    """Count finished episodes where the user can see it.

    Args:
        total: episodes of the run.
        done: episodes that were finished before.
        show: True for a bar on a terminal and plain lines elsewhere, False for nothing, None for a bar on a terminal
            and nothing elsewhere.
        stream: where to write; standard error by default.
    """

    def __init__(self, total: int, done: int = 0, *, show: bool | None = None, stream: TextIO | None = None) -> None:
        self.total = total
        self.done = done
        self.stream = sys.stderr if stream is None else stream
        self.turns = self.solved = self.judged = 0
        self.reward = 0.0
        self._begun = done
        self._started = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        terminal = self.stream.isatty()
        self._lines = bool(show) and not terminal
        if terminal and show is not False:
            self._open_bar()

    def add(self, episode: Episode) -> None:
        """Count one more finished episode."""
        self.done += 1
        self.turns += len(episode.actions)
        self.reward += sum(episode.rewards)
        if episode.successes:
            self.judged += 1
            self.solved += bool(episode.successes[-1])
        if self._bar is not None:
            self._bar.update(self._task, completed=self.done, means=self.means())
        elif self._lines and self.done * _LINES // self.total != (self.done - 1) * _LINES // self.total:
            self._line()

    def means(self) -> str:
        """Return what the episodes of this session were like, in a few words."""
        episodes = max(1, self.done - self._begun)
        success = f"success {self.solved / self.judged:.2f}, " if self.judged else ""
        return f"{success}reward {self.reward / episodes:.3f}, turns {self.turns / episodes:.1f}"

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.stop()

    def _line(self) -> None:
        """Write one plain line."""
        seconds = time.monotonic() - self._started
        self.stream.write(f"{self.done}/{self.total} episodes, {self.means()}, {seconds:.0f} s\n")
        self.stream.flush()

    def _open_bar(self) -> None:
        """Open rich's bar, or fall back to plain lines where rich is not installed."""
        try:
            from rich import progress
            from rich.console import Console
        except ImportError:
            self._lines = True
            return
        self._bar = progress.Progress(
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[means]}"),
            progress.TimeElapsedColumn(),
            progress.TimeRemainingColumn(),
            console=Console(file=self.stream),
        )
        self._bar.start()
        self._task = self._bar.add_task("episodes", total=self.total, completed=self.done, means="")
