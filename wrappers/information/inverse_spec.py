"""Inverse specification (SlideForge): pay an artefact by whether the task can be read off it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.information.inverse_spec import spec_similarity
from ..base import load
from ..scored_term import ScoredTerm, note_version
from .scorers import stated

Recover = Callable[[Sequence[Any], dict[str, Any]], Any]
"""``recover(history, info)``: the specification that a reader takes the artefact to be made from; None: cannot tell."""

Similarity = Callable[[Any, Any], float]
"""``similarity(recovered, true)``: in [0, 1]."""


class InverseSpec(ScoredTerm):
    """Pay, on the last turn, how much of the true specification a reader recovers from what was made.

    The formula and its doubts stand in :mod:`turnwise.reward_shaping.information.inverse_spec`.

    Args:
        env: states the specification at the reset.
        recover: ``recover(history, info)``, a judge that must look at the artefact alone; or its dotted path.
        similarity: ``similarity(recovered, true)`` or its dotted path; the share of the fields recovered if None, for
            which both are mappings.
        spec: where ``info`` states the specification: ``"task"``, ``"task.<entry>"``, ``"answer"`` or the name of a
            fact.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: at the reset, if the environment does not state the specification, or it has no fields and no
            ``similarity`` is given.
    """

    term = "inverse_spec"
    memory = ("history", "true")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        recover: Recover | str,
        *,
        similarity: Similarity | str | None = None,
        spec: str = "task",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.recover: Recover = load(recover)
        self.similarity: Similarity = spec_similarity if similarity is None else load(similarity)
        self.source = spec
        self.weight = weight
        self.can_be_negative = weight < 0 or similarity is not None

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Read the specification."""
        super().begin(observation, info)
        note_version(self.term, self.recover, info)
        self.true = stated(self, info, self.source)
        if self.similarity is spec_similarity and not isinstance(self.true, Mapping):
            raise ValueError(
                f"InverseSpec compares specifications field by field; {self.source!r} of info is {self.true!r:.200}. "
                "Give `similarity`, or a `spec` whose entries are its fields."
            )

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return how much was recovered, if the episode is over."""
        history = list(self.hear(action, observation))
        if not (terminated or truncated):
            return 0.0
        recovered = self.recover(history, info)
        return self.paid(math.nan if recovered is None else self.weight * self.similarity(recovered, self.true), info)
