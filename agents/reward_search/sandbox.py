"""Try a written reward in a process of its own that is killed if it does not end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...reward_shaping.search import FUNCTIONS

PROGRAM = Path(__file__).with_name("sandboxed.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reward may use while it is tried.

    Attributes:
        seconds: of the clock, for the whole process.
        processor_seconds: of the processor, whole ones.
        memory: in bytes, of the process's address space.
    """

    seconds: float = 5.0
    processor_seconds: int = 2
    memory: int = 256 * 2**20


STRICT = Limits()


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying a reward.

    Attributes:
        rows: of each case ``{"total": ..., "components": ...}`` or ``{"error": ...}``.
        again: the same, of a second run through the cases from the last to the first.
        failure: why there are no rows; empty if there are.
    """

    rows: list[dict[str, Any]]
    again: list[dict[str, Any]]
    failure: str = ""


def try_out(source: str, cases: Sequence[Mapping[str, Any]], limits: Limits = STRICT) -> Tried:
    """Run a source on cases, in a Python process that can open no file and no socket and has little of the rest.

    The process is started isolated (``-I -S``: no site packages, no environment variables, no user's folder), in a
    session of its own. Before it runs the source it limits its memory and processor time, for good, and forbids itself
    files, sockets, processes (which the superuser may start nonetheless) and dumps. When the clock has run out, and
    whenever it ends, its whole group is killed.

    Args:
        source: of a reward; it should have passed :func:`turnwise.reward_shaping.search.problems`.
        cases: the inputs of some turns, as plain data.
        limits: what the process may use.
    """
    job = {
        "source": source,
        "cases": [dict(case) for case in cases],
        "functions": sorted(FUNCTIONS),
        "processor_seconds": limits.processor_seconds,
        "memory": limits.memory,
    }
    command = [sys.executable, "-I", "-S", str(PROGRAM)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env={}, cwd="/", start_new_session=True
    ) as process:
        try:
            printed, complaint = process.communicate(json.dumps(job), timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            _kill(process)
            process.communicate()
            return Tried([], [], f"did not end within {limits.seconds:g} s")
        finally:
            _kill(process)
    return _read(process.returncode, printed, complaint, limits)


def _kill(process: subprocess.Popen[str]) -> None:
    """Kill a process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _read(status: int, printed: str, complaint: str, limits: Limits) -> Tried:
    """Return what the process printed, or why it printed nothing."""
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return Tried([], [], f"did not end within {limits.processor_seconds} s of the processor")
    if status:
        last = complaint.strip().rpartition("\n")[2]
        return Tried([], [], f"ended its process with status {status}{f': {last:.200}' if last else ''}")
    try:
        rows, again = json.loads(printed)
    except ValueError:
        return Tried([], [], "ended its process without a readable result")
    return Tried(rows, again)
