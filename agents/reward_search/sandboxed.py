"""Runs a written reward as Python, in a process that can do nothing else. Started by :mod:`.sandbox`, with ``-I -S``.

It reads a job as JSON from its input, gives up whatever it may give up, runs the source on every case, twice and in
two orders, and writes what came of it as JSON. It needs the standard library alone.
"""

from __future__ import annotations
import __future__

import builtins
import json
import math
import resource
import sys
import unicodedata  # noqa: F401 # Python reads names outside ASCII with it, when no file can be opened any more
from typing import Any

RAISED = (
    *(ArithmeticError, AssertionError, AttributeError, BufferError, ImportError, LookupError, MemoryError, NameError),
    *(OSError, RuntimeError, StopIteration, TypeError, ValueError),
)


class Declared(dict[str, Any]):
    """The declared inputs; any other name is an error."""

    def __missing__(self, name: object) -> Any:
        raise LookupError(f"reads the undeclared input {name!r}; declared are {list(self)}")

    def get(self, name: Any, default: Any = None) -> Any:
        """Return an input.

        Args:
            name: of the input.
            default: never used: every declared input is there.
        """
        return self[name]


def give_up(job: dict[str, Any]) -> None:
    """Limit this process for good: time of the processor, memory, and no files, sockets, processes or dumps.

    Args:
        job: says how much is left.
    """
    memory = int(job["memory"])
    limits = {
        resource.RLIMIT_CPU: int(job["processor_seconds"]),
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 3,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, amount in limits.items():
        resource.setrlimit(kind, (amount, amount))


def loaded(job: dict[str, Any]) -> Any:
    """Return a new ``reward`` of the source.

    Args:
        job: the source, and the names it may call.
    """

    def imported(name: str, *more: Any) -> Any:
        if name != "math":
            raise ImportError(f"only math can be imported, not {name}")
        return math

    allowed = {name: getattr(builtins, name) for name in job["functions"]}
    names: dict[str, Any] = {"__builtins__": {**allowed, "__import__": imported}, "math": math}
    flags = __future__.annotations.compiler_flag
    exec(compile(job["source"], "<reward>", "exec", flags=flags, dont_inherit=True), names)
    return names["reward"]


def told(result: Any) -> dict[str, Any]:
    """Return what a reward returned, as JSON can hold it.

    Args:
        result: anything.
    """
    total, components = result if isinstance(result, list | tuple) and len(result) == 2 else (result, {})
    wrong = [each for each in (total, *_values(components)) if not isinstance(each, int | float)]
    if wrong or not isinstance(components, dict):
        return {"error": f"returned {wrong[0] if wrong else result!r:.100}, which is no number"}
    return {"total": float(total), "components": {str(name): float(value) for name, value in components.items()}}


def _values(components: Any) -> list[Any]:
    return list(components.values()) if isinstance(components, dict) else []


def run(job: dict[str, Any], backwards: bool) -> list[dict[str, Any]]:
    """Return what the source says of each case, in the order of the cases.

    Args:
        job: the source and the cases.
        backwards: go through the cases from the last to the first.
    """
    cases = list(enumerate(job["cases"]))
    rows: dict[int, dict[str, Any]] = {}
    try:
        reward = loaded(job)
    except RAISED as error:
        return [{"error": f"raises {type(error).__name__}: {error!s:.200}"}] * len(cases)
    for number, case in reversed(cases) if backwards else cases:
        try:
            rows[number] = told(reward(Declared(case)))
        except RAISED as error:
            rows[number] = {"error": f"raises {type(error).__name__}: {error!s:.200}"}
    return [rows[number] for number, _ in cases]


if __name__ == "__main__":
    given = json.load(sys.stdin)
    give_up(given)
    json.dump([run(given, False), run(given, True)], sys.stdout)
