"""What a check found, and what all checks together say of a reward."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

FAILED, WARNING, PASSED, UNDEFINED = "failed", "warning", "passed", "not defined"
STATUSES = (FAILED, WARNING, PASSED, UNDEFINED)
"""How a check can come out, the worst first."""

BAD, SOUND, UNKNOWN = "bad", "sound", "unknown"


class Finding(NamedTuple):
    """One thing that a check found.

    Attributes:
        name: of the check, in kebab-case; stable over releases.
        status: one of :data:`STATUSES`.
        says: one sentence for a person: what is the case, and what to do; or why nothing can be said.
        term: the reward term that it is about, several joined by ``+``, or empty.
        evidence: the numbers, messages and turns that show it, as plain data.
    """

    name: str
    status: str
    says: str
    term: str = ""
    evidence: Mapping[str, Any] = {}

    def data(self) -> dict[str, Any]:
        """Return the finding as plain data."""
        return {**self._asdict(), "evidence": plain(self.evidence)}


@dataclass(frozen=True)
class Diagnosis:
    """What all checks found about one environment under one stack of rewards.

    Attributes:
        env: the environment's label.
        rewards: the wrappers, innermost first, as texts.
        findings: of every check, in the order in which they ran.
        gamma: the learner's discount per turn.
        seeds: the levels that were looked at.
        budget: the most steps that were to be taken.
        steps: how many were.
        stack: the stack as data for :func:`turnwise.stack`; empty where it cannot be written so.
    """

    env: str
    rewards: tuple[str, ...]
    findings: tuple[Finding, ...]
    gamma: float = 1.0
    seeds: tuple[int, ...] = ()
    budget: int = 0
    steps: int = 0
    stack: Mapping[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """``"bad"`` if any check failed, ``"sound"`` if none did, ``"unknown"`` if none could say anything."""
        if self.of(FAILED):
            return BAD
        return SOUND if self.of(PASSED) or self.of(WARNING) else UNKNOWN

    def of(self, status: str) -> list[Finding]:
        """Return the findings of one status.

        Args:
            status: one of :data:`STATUSES`.
        """
        return [finding for finding in self.findings if finding.status == status]

    def names(self, status: str) -> list[str]:
        """Return the names of the checks that came out so, each once.

        Args:
            status: one of :data:`STATUSES`.
        """
        return list(dict.fromkeys(finding.name for finding in self.of(status)))

    def status(self, name: str) -> str:
        """Return the worst status of a check's findings; ``"not defined"`` where it found nothing.

        Args:
            name: of the check.
        """
        found = [finding.status for finding in self.findings if finding.name == name]
        return min(found, key=STATUSES.index, default=UNDEFINED)

    def data(self) -> dict[str, Any]:
        """Return the diagnosis as plain data, for JSON; :meth:`read` takes it back."""
        return {
            "env": self.env,
            "rewards": list(self.rewards),
            "verdict": self.verdict,
            "gamma": self.gamma,
            "seeds": list(self.seeds),
            "budget": self.budget,
            "steps": self.steps,
            "stack": plain(self.stack),
            "findings": [finding.data() for finding in self.findings],
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Diagnosis:
        """Return a diagnosis from what :meth:`data` returned.

        Args:
            data: the plain data.

        Raises:
            ValueError: it is not such data.
        """
        try:
            given = {name: data[name] for name in ("env", "gamma", "budget", "steps", "stack")}
            findings = tuple(Finding(**each) for each in data["findings"])
            unknown = [each.status for each in findings if each.status not in STATUSES]
            if unknown:
                raise ValueError(f"there is no status {unknown[0]!r}")
            return cls(rewards=tuple(data["rewards"]), seeds=tuple(data["seeds"]), findings=findings, **given)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"This is not a diagnosis that turnwise wrote: {error}.") from error


def first_words(says: str) -> str:
    """Return a sentence with a capital letter at its front.

    Args:
        says: the sentence.
    """
    return says[:1].upper() + says[1:]


def plain(value: Any) -> Any:
    """Return a value as JSON has it; numbers that are not finite become texts.

    Args:
        value: made of mappings, sequences, numbers and texts; what is neither is written as its text.
    """
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, Iterable):
        return [plain(each) for each in value]
    return str(value)
