"""A reward written as code, by a person or a language model, as a term (Eureka, Text2Reward, Auto MC-Reward)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.search.vocabulary import CodeError
from ...reward_shaping.search.written_function import WrittenFunction
from ..judged.entries import add_channels
from ..scored_term import ScoredTerm, note_version
from .written_inputs import TurnInputs


class WrittenReward(ScoredTerm):
    """Pay what the function ``reward(inputs)`` of a source returns for the declared inputs of a turn.

    The source is plain data, and may be written by anybody: it is never run as Python. It is checked when the wrapper
    is made, and its syntax tree is walked with a vocabulary of its own, within a bound of work
    (:mod:`turnwise.reward_shaping.search.written_function`). So it reaches nothing but its inputs, always ends, gives
    the same for the same inputs, and can be forked, pickled and rebuilt, which a function in another process could
    not. A process of its own is what :class:`turnwise.agents.reward_search.RewardSearch` tries a source in beforehand.

    Where the code returns components too, ``info["channels"]`` tells them as ``written.NAME``. A turn on which it
    cannot be worked out (it raises, does not end, returns no finite number) pays 0 and is missing in the trace. The
    checksum of the source is written into the trace as the term's identity.

    Args:
        env: reports what the inputs name; see :mod:`turnwise.wrappers.goals.written_inputs`.
        source: Python code in the language of :mod:`turnwise.reward_shaping.search.language`.
        inputs: the names that it reads.
        weight: what is returned counts so often.
        name: another name for the term.

    Raises:
        ValueError: the source says what it may not, or reads what is not declared; at the reset, if an input is not
            reported.

    Attributes:
        function: the reward; ``function.id`` is the SHA-256 of its source.
    """

    term = "written"
    memory = ("past", "turn")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        source: str,
        inputs: Sequence[str] = (),
        *,
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.function = WrittenFunction(source, inputs)
        self.inputs = TurnInputs(inputs)
        self.weight = weight
        self.identity, self.version = f"sha256:{self.function.id}", 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Remember the first state."""
        missing = self.inputs.missing(observation, info)
        if missing:
            raise ValueError(
                f"WrittenReward on {self.env} declares the inputs {missing}, which are not reported at the reset. "
                f"Reported are the facts {list(info.get('facts') or {})}, channels.NAME of "
                f"{list(info.get('channels') or {})} and milestones.NAME of {list(info.get('milestones') or {})}."
            )
        note_version(self.term, self, info)
        self.past, self.turn = self.inputs.first(observation, info), 0

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the code returns."""
        try:
            total, components = self.function(self.read(action, observation, terminated, truncated, info))
        except CodeError:
            return self.paid(float("nan"), info)
        add_channels(info, self.term, components)
        return self.weight * total

    def read(
        self, action: Any, observation: Any, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> dict[str, Any]:
        """Return the inputs of a turn, and remember it.

        Args:
            action: what the agent did.
            observation: what it sees next.
            terminated: the episode ended by its own rules.
            truncated: the episode was cut.
            info: of the turn.
        """
        self.turn += 1
        step = {
            "observation": observation,
            "action": action,
            "turn": self.turn,
            "terminated": terminated,
            "truncated": truncated,
        }
        values, self.past = self.inputs.read(self.past, step, info)
        return values
