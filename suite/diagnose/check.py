"""What a check is: one question about a reward."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from .case import Case
from .finding import Finding


class Check(NamedTuple):
    """A check.

    Attributes:
        names: of the findings that it can make, each with what is the case where it has passed; several where one look
            answers several questions.
        run: yields what it finds; a name about which it yields nothing has passed.
        steady: it compares single episodes, which says nothing where a reward is noisy.
    """

    names: Mapping[str, str]
    run: Callable[[Case], Iterator[Finding]]
    steady: bool = False
