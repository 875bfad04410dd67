"""Value of information (predictive reward cashing): pay each turn for what its news did to the predicted return."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym
import numpy as np
from numpy.typing import ArrayLike

from ...reward_shaping.information.distribution import Distribution, keys_of, probabilities
from ...reward_shaping.information.value_of_information import KINDS, value_of_information
from ..base import load
from ..scored_term import ScoredTerm, note_versions
from .scorers import Belief, require

PredictedReturns = Callable[[Sequence[Any], Sequence[Any]], ArrayLike]
"""``returns(history, contexts)``: shape (options, contexts), the return of going on by each option in each context."""


class ValueOfInformation(ScoredTerm):
    """Pay the change of the predicted value that a change of belief about a hidden context makes.

    A turn after which the belief cannot tell is missing; the next is paid against the last belief that was known. The
    formula and its doubts stand in :mod:`turnwise.reward_shaping.information.value_of_information`.

    Args:
        env: the environment.
        belief: ``belief(history)``: weights of the contexts, by name or in a fixed order; none at all where it cannot
            tell. Or its dotted path.
        returns: ``returns(history, contexts)``, shape (options, contexts): what going on by each option would return
            from the state after the history in each of the contexts named. Or its dotted path.
        kind: ``"change"`` or ``"cross"``.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: the kind is not allowed.
    """

    term = "value_of_information"
    memory = ("history", "held")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        belief: Belief | str,
        returns: PredictedReturns | str,
        *,
        kind: str = "change",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        require(self, "kind", kind, KINDS)
        self.belief: Belief = load(belief)
        self.returns: PredictedReturns = load(returns)
        self.kind = kind
        self.weight = weight
        self.can_be_negative = weight < 0 or kind == "change"

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Take the belief that the opening message gives."""
        super().begin(observation, info)
        note_versions(self.term, (self.belief, self.returns), info)
        self.held: Distribution = self.belief(list(self.history))

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the news of the turn is worth."""
        history = list(self.hear(action, observation))
        before, after = self.held, self.belief(history)
        known = not np.isnan(probabilities(after)).any() and len(keys_of(after)) > 0
        if known:
            self.held = after
        if not known or not len(keys_of(before)):
            return self.paid(float("nan"), info)
        contexts = list(dict.fromkeys([*keys_of(before), *keys_of(after)]))
        old, new = probabilities(before, contexts), probabilities(after, contexts)
        return self.paid(self.weight * value_of_information(old, new, self.returns(history, contexts), self.kind), info)
