"""What the search asks of who writes rewards, what it gets back, and what it keeps of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...reward_shaping.search import MATH, source_id
from ...reward_shaping.search.language import inputs_read
from ...reward_shaping.search.vocabulary import FUNCTIONS, NAMES_OF_METHODS
from .fitness import Fitness

FENCE = re.compile(r"```(?:python|py)?[^\S\n]*\n(.*?)```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One written reward and what became of it.

    Attributes:
        source: its code.
        inputs: the names that it declares.
        iteration: of the search, from 0.
        sample: its place among those of its iteration, from 0.
        attempt: how often it had been written anew because it was rejected.
        rejected: why it was not tried any further; empty if it was.
        fitness: what the recorded episodes say of it.
        trained: what training with it says, if it was trained with.
    """

    source: str
    inputs: list[str]
    iteration: int = 0
    sample: int = 0
    attempt: int = 0
    rejected: str = ""
    fitness: Fitness | None = None
    trained: Mapping[str, Any] | None = None

    @property
    def id(self) -> str:
        """The SHA-256 of the source: what the reward is registered by."""
        return source_id(self.source)

    @property
    def layer(self) -> dict[str, Any]:
        """The reward as plain data for ``stack``."""
        return {"name": "WrittenReward", "source": self.source, "inputs": self.inputs}

    @property
    def score(self) -> tuple[int, float]:
        """What candidates are ranked by: training first, then recorded episodes; rejected ones are last."""
        if self.trained is not None:
            return 2, float(self.trained["score"])
        return (0, 0.0) if self.fitness is None else (1, self.fitness.score)

    def describe(self) -> dict[str, Any]:
        """Return the candidate as plain data."""
        return {
            "id": self.id,
            **{
                name: getattr(self, name) for name in ("source", "inputs", "iteration", "sample", "attempt", "rejected")
            },
            "fitness": None if self.fitness is None else self.fitness.score,
            "trained": None if self.trained is None else float(self.trained["score"]),
            "text": "" if self.fitness is None else self.fitness.text,
        }


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of who writes rewards.

    Attributes:
        task: what the environment says first: task, rules, how to act.
        inputs: the names that a reward may declare, each with an example of its value.
        samples: how many rewards are asked for.
        iteration: of the search, from 0.
        best: the reward to improve on.
        feedback: what is said of it, and why others were rejected.
        refused: the rejected reward that is to be written anew; None if a fresh one is asked for.
    """

    task: str
    inputs: Mapping[str, Any]
    samples: int
    iteration: int = 0
    best: Candidate | None = None
    feedback: str = ""
    refused: Candidate | None = None

    @property
    def text(self) -> str:
        """The request as one text, for a language model."""
        parts = [
            "Write a reward function for an agent that acts in the environment below. It is called after every turn; "
            "the sum of what it returns over an episode should be larger the better the episode was, and it should "
            "tell good turns from bad ones.",
            f"The environment says:\n{self.task}",
            "The function may read these inputs (an example of each):\n"
            + "\n".join(f"- {name}: {value!r:.100}" for name, value in self.inputs.items()),
            RULES,
        ]
        if self.best is not None:
            parts.append(f"The best reward of the last round was:\n```python\n{self.best.source}\n```")
        if self.feedback:
            parts.append(f"What came of the last round:\n{self.feedback}")
        if self.refused is not None:
            parts.append(
                f"This reward was rejected: {self.refused.rejected}\n```python\n{self.refused.source}\n```\n"
                "Write it anew without the fault."
            )
        return "\n\n".join(parts)


RULES = (
    "Answer with one Python code block that defines `reward(inputs)`. `inputs` is a dictionary of the inputs; read "
    'them by their names, `inputs["name"]`. Return a number, or a number and a dictionary of the components it is '
    "made of. An input that is not there at the moment is None. Only `import math`; no attributes, classes, try, "
    f"lambda, recursion, nothing remembered between calls. Functions: {', '.join(FUNCTIONS)}. Methods: "
    f"{', '.join(NAMES_OF_METHODS)}. math: {', '.join(MATH)}."
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reward that was written.

    Attributes:
        source: its code.
        inputs: the names it declares; None declares those it reads by constant names.
    """

    source: str
    inputs: Sequence[str] | None = None

    @property
    def declared(self) -> list[str]:
        """The names it declares."""
        return inputs_read(self.source) if self.inputs is None else list(self.inputs)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        best: the best reward; None if every one was rejected.
        history: every reward that was written, in order, rejected ones too.
    """

    best: Candidate | None
    history: list[Candidate] = field(default_factory=list)

    def describe(self) -> dict[str, Any]:
        """Return what was found as plain data, to be kept."""
        return {
            "best": None if self.best is None else self.best.id,
            "history": [candidate.describe() for candidate in self.history],
        }


def proposal_of(given: str | Proposal | Mapping[str, Any]) -> Proposal:
    """Return a reward that was written, in any of its forms.

    Args:
        given: code, or a message with one code block; a :class:`Proposal`, or a dictionary of ``source`` and
            ``inputs``.
    """
    if isinstance(given, Proposal):
        return given
    if isinstance(given, Mapping):
        return Proposal(given["source"], given.get("inputs"))
    block = FENCE.search(given)
    return Proposal(block[1] if block else given)
