"""Curiosity about the user (CURIO): pay each turn for what it told about a hidden type."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ...reward_shaping.information.distribution import keys_of
from ...reward_shaping.information.user_model_curiosity import FORMS, user_model_potential
from .exact_belief import exact_or
from .level_gain import LevelGain
from .scorers import Belief, require, stated

TERMINAL = ("keep", "zero")
"""What the potential counts as where the episode terminated."""


class UserModelCuriosity(LevelGain):
    """Pay γ Φ(b_t) - Φ(b_{t-1}) for a belief b over the types that a user may be of.

    The formulas of Φ and their doubts stand in :mod:`turnwise.reward_shaping.information.user_model_curiosity`.

    Args:
        env: states the true type, unless the form is ``"entropy"``.
        belief: ``belief(history)``: weights of the types, by name or in a fixed order; none at all where it cannot
            tell. Or its dotted path, or ``"exact"`` where the environment lists the types. It must not see the true
            type.
        truth: where ``info`` states the true type: ``"answer"``, ``"task.<entry>"`` or the name of a fact.
        form: ``"accuracy"``, ``"log_accuracy"`` or ``"entropy"``.
        gamma: the learner's discount per turn.
        terminal: what Φ is where the episode terminated: ``"keep"`` what it is, or ``"zero"``, which changes no optimal
            policy and, where whole episodes are compared, nothing at all.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed; at the reset, if the environment does not state the type, or the belief
            holds no such type.
    """

    term = "user_model_curiosity"
    memory = ("history", "last", "type")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        belief: Belief | str,
        *,
        truth: str = "answer",
        form: str = "accuracy",
        gamma: float = 1.0,
        terminal: str = "keep",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, exact_or(belief, env), gamma=gamma, weight=weight, name=name)
        require(self, "form", form, FORMS)
        require(self, "terminal", terminal, TERMINAL)
        self.truth = truth
        self.form = form
        self.terminal = terminal

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Read the true type and take the potential of the opening message."""
        self.type = None if self.form == "entropy" else stated(self, info, self.truth)
        super().begin(observation, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the change of the potential."""
        if terminated and self.terminal == "zero":
            self.hear(action, observation)
            return self.paid(self.weight * self.gain(0.0), info)
        return super().turn_reward(action, observation, reward, terminated, truncated, info)

    def level(self, info: dict[str, Any]) -> float:
        """Return Φ of the belief."""
        belief = self.asked(list(self.history))
        if len(self.history) == 1 and self.form != "entropy" and self.type not in (keys_of(belief) or [self.type]):
            raise ValueError(
                f"UserModelCuriosity reads the true type {self.type!r} from {self.truth!r}, which the belief does not "
                f"hold; it holds {keys_of(belief)}. Let the belief hold every type, by that name."
            )
        return user_model_potential(belief, self.type, self.form)
