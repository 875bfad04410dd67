"""A judge that is asked once for what it has judged before."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ...reward_shaping.judged.verdict import number_or_nan
from ..scored_term import identity_of


class Cached:
    """Wrap a judge and keep its answers; the result is a judge.

    An answer is kept under the judge's identity and version and a digest of everything it was given: criteria, history
    and those entries of ``info`` that it reads. The digest is the same in every process. An answer that could not be
    told (None or NaN, or a list with one of them) is not kept: the judge is asked again. Threads may share one; two
    that ask the same at the same time may both reach the judge.

    Args:
        judge: any callable whose last argument is ``info``.
        reads: the entries of ``info`` that the judge reads; of two turns that differ elsewhere one answer is kept.
        identity: the judge's name; its own ``identity`` or dotted path if None.
        size: how many answers are kept; the oldest goes first.

    Raises:
        ValueError: ``size`` is not positive.

    Attributes:
        calls: how often the judge itself was asked.
        hits: how often a kept answer was given.
    """

    def __init__(
        self,
        judge: Callable[..., Any],
        *,
        reads: Sequence[str] = ("answer", "task"),
        identity: str | None = None,
        size: int = 100_000,
    ) -> None:
        if size < 1:
            raise ValueError(f"Cached needs size >= 1; got size={size}.")
        self.judge = judge
        self.reads = tuple(reads)
        self.identity = identity_of(judge) if identity is None else identity
        self.size = size
        self.answers: dict[str, Any] = {}
        self.calls = 0
        self.hits = 0
        self._lock = threading.Lock()

    @property
    def version(self) -> Any:
        """The judge's version, None if it has none."""
        return getattr(self.judge, "version", None)

    def __call__(self, *given: Any) -> Any:
        """Return the judge's answer.

        Args:
            given: what the judge takes; ``info`` last.
        """
        *asked, info = given
        key = digest([self.identity, self.version, asked, [info.get(name) for name in self.reads]])
        with self._lock:
            if key in self.answers:
                self.hits += 1
                return self.answers[key]
            self.calls += 1
        answer = self.judge(*given)
        if not any(map(_untold, answer if isinstance(answer, list | tuple) else [answer])):
            with self._lock:
                self.answers[key] = answer
                while len(self.answers) > self.size:
                    del self.answers[next(iter(self.answers))]
        return answer

    def __getstate__(self) -> dict[str, Any]:
        """Return everything but the lock, which cannot be pickled."""
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Go on with a lock of its own."""
        vars(self).update(state)
        self._lock = threading.Lock()


def _untold(answer: Any) -> bool:
    return answer is None or (isinstance(answer, float) and number_or_nan(answer) != answer)


def digest(value: Any) -> str:
    """Return a digest of plain data and arrays that is the same in every process.

    Args:
        value: numbers, texts, arrays, and lists and mappings of them; of anything else its ``repr`` counts.
    """
    hashed = hashlib.sha256()
    _feed(hashed, value)
    return hashed.hexdigest()


def _feed(hashed: Any, value: Any) -> None:
    if isinstance(value, np.ndarray):
        _feed(hashed, ["array", value.dtype.str, list(value.shape), value.tolist()])
    elif isinstance(value, Mapping):
        pairs = sorted(value.items(), key=lambda pair: repr(pair[0]))
        hashed.update(b"m%d;" % len(pairs))
        for pair in pairs:
            _feed(hashed, pair)
    elif isinstance(value, list | tuple):
        hashed.update(b"l%d;" % len(value))
        for each in value:
            _feed(hashed, each)
    else:
        text = value if isinstance(value, str) else f"{type(value).__name__} {value!r}"
        written = text.encode(errors="surrogatepass")
        hashed.update(b"%s%d;" % (b"s" if isinstance(value, str) else b"v", len(written)))
        hashed.update(written)
