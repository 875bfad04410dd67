"""A stack's reward as a function of (s, a, s'), asked also about transitions that play never makes.

The stack is put into s, the environment is made to lead to s' whatever the message, and what the terms pay is read.
That is a function of (s, a, s') only if what the wrappers remember in s' does not depend on how it was reached; where
it does, there is no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np

from .exploration import Place, Unending
from .mdp import Floats
from .state_key import layers, memory, stop_clocks


class AskedReward:
    """What each term of a stack pays from any state to any state.

    Args:
        env: the stack; the environment has ``leading_to(state)``, a context in which every message leads there.
        places: the states, as an exploration met them.
        restore: ``restore(env, state)``.

    Raises:
        Unending: the environment has no ``leading_to``.
    """

    def __init__(self, env: Any, places: Sequence[Place], restore: Callable[[Any, Any], None]) -> None:
        self.env, self.places, self.restore = env, places, restore
        self.base = list(layers(env))[-1]
        if not hasattr(self.base, "leading_to"):
            raise Unending(f"{self.base} cannot be asked about transitions that play never makes.")
        self._known: dict[tuple[int, Hashable, int], dict[str, float]] = {}

    def terms(self, state: int, message: Hashable, next_state: int) -> dict[str, float]:
        """Return what each term pays.

        Args:
            state: the number of s.
            message: a.
            next_state: the number of s'.

        Raises:
            Unending: what a wrapper remembers in s' depends on more than s'.
        """
        asked = state, message, next_state
        if asked not in self._known:
            self._known[asked] = self._ask(*asked)
        return self._known[asked]

    def total(self, states: Sequence[Any], messages: Sequence[Any], next_states: Sequence[Any]) -> Floats:
        """Return all that is paid on N transitions, shape (N,).

        Args:
            states: N numbers.
            messages: N messages.
            next_states: N numbers.
        """
        asked = zip(states, messages, next_states, strict=True)
        return np.array([sum(self.terms(*each).values()) for each in asked])

    def outcome(self, states: Sequence[Any], messages: Sequence[Any], next_states: Sequence[Any]) -> Floats:
        """Return what the environment itself pays on N transitions, shape (N,).

        Args:
            states: N numbers.
            messages: N messages.
            next_states: N numbers.
        """
        asked = zip(states, messages, next_states, strict=True)
        return np.array([self.terms(*each).get("outcome", 0.0) for each in asked])

    def _ask(self, state: int, message: Any, next_state: int) -> dict[str, float]:
        self.restore(self.env, self.places[state].snapshot)
        stop_clocks(self.env)
        target = self.places[next_state]
        with self.base.leading_to(target.state):
            _, reward, terminated, _, info = self.env.step(message)
        if not terminated:
            remembered = memory(self.env)
            differing = [name for name, value in target.memory.items() if remembered.get(name) != value]
            if differing:
                raise Unending(
                    f"{differing[0]} depends on the way to a state, so rewards are no function of (s, a, s')."
                )
        return {term: float(paid) for term, paid in info.get("reward_terms", {"outcome": reward}).items()}
