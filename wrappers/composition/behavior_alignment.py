"""Behaviour alignment (BARFI): a blend of the outcome and designed rewards, whose weights are learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import gymnasium as gym

from ...reward_shaping.composition.blend import blend
from ..scored_term import note_version
from ..transform import TOTAL, Transform, require_terms


class Blend(Protocol):
    """What holds the weights of a blend, such as the learner ``BlendSearch``.

    Attributes:
        phi: the weights: the constant, the primary reward's, the auxiliary ones'.
    """

    phi: Sequence[float]


class BehaviorAlignment(Transform):
    """Turn the primary reward and auxiliary ones into their learned blend.

    The weights of an episode are read at its reset; a learner moves them between episodes only. The correction, blend
    less sum, is the term ``blend``. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.composition.blend`.

    Args:
        env: pays the terms.
        auxiliary: the names of the designed terms.
        phi: the weights, the constant first, then the primary's, then one for each auxiliary term; or a learner that
            holds them in ``phi``.
        primary: the term that the policy should do best on in the end.
        name: another name for the term.

    Raises:
        ValueError: no layer below pays such a term, or the weights are of another number.
    """

    term = "blend"
    memory = ("now",)

    def __init__(
        self,
        env: gym.Env[Any, Any],
        auxiliary: str | Sequence[str],
        phi: Sequence[float] | Blend,
        *,
        primary: str = "outcome",
        name: str | None = None,
    ) -> None:
        super().__init__(env, auxiliary, name=name)
        require_terms(self, "primary", [primary])
        self.primary = primary
        self.phi = phi
        if len(self._weights()) != len(self.of) + 2 or TOTAL in self.of or primary in self.of:
            raise ValueError(
                f"BehaviorAlignment needs the names of auxiliary terms beside {primary!r}, and {len(self.of) + 2} "
                f"weights for {list(self.of)}: the constant, the primary's, one for each; got {self._weights()}."
            )

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Read the weights that hold for this episode."""
        self.now = self._weights()
        note_version(self.term, self.phi, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the blend less what the terms paid."""
        terms: dict[str, float] = info["reward_terms"]
        primary, auxiliary = terms.get(self.primary, 0.0), [terms.get(name, 0.0) for name in self.of]
        return blend(primary, auxiliary, self.now) - primary - sum(auxiliary)

    def _weights(self) -> list[float]:
        """Return the weights as they are now."""
        held = self.phi if isinstance(self.phi, Sequence) else self.phi.phi
        return [float(weight) for weight in held]
