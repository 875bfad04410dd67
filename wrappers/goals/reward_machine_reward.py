"""Reward machines (Toro Icarte et al. 2018): pay what the transitions of an automaton over facts pay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gymnasium as gym

from ...reward_shaping.goals.reward_machine import RewardMachine
from ...reward_shaping.potential_shaping import shaping
from ..base import RewardTerm
from ..judged.entries import add_channels
from .propositions import Propositions, check_conditions

POTENTIALS = ("none", "value", "negative")
"""No shaping, by the machine's values, or by minus them (as the authors' code does)."""


class RewardMachineReward(RewardTerm):
    """Run a reward machine beside the episode and pay what its transitions pay.

    The first transition is that of the first turn. The machine's state stands in ``info["channels"]`` as
    ``machine.state``, its number among ``machine.states``; agents that are to act on it must be told it. With a
    potential, the change γ Φ(u') - Φ(u) of what the states are worth is paid too; Φ counts as 0 where the episode
    terminated and is kept where it was truncated. The formulas and their doubts stand in
    :mod:`turnwise.reward_shaping.goals.reward_machine`.

    Args:
        env: reports what the guards read (see :class:`WithMilestones`).
        machine: a :class:`~turnwise.reward_shaping.goals.RewardMachine`, or its arguments as plain data:
            ``{"initial": "u0", "transitions": [["u0", "door.open == True", "u1", 0.5], ...], "terminal": ["u1"]}``.
        potential: ``"none"``, ``"value"`` or ``"negative"``.
        gamma: the learner's discount per turn, for the potential.
        discount: of the value iteration, per transition.
        name: another name for the term.

    Raises:
        ValueError: the machine cannot be read, or an argument is not of these; at the reset, if a guard reads what is
            not reported.
    """

    term = "machine"
    memory = ("state",)
    state: str

    def __init__(
        self,
        env: gym.Env[Any, Any],
        machine: RewardMachine | Mapping[str, Any],
        *,
        potential: str = "none",
        gamma: float = 1.0,
        discount: float = 0.9,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if potential not in POTENTIALS:
            raise ValueError(
                f"RewardMachineReward needs potential to be one of {list(POTENTIALS)}; got potential={potential!r}."
            )
        self.machine = RewardMachine.from_data(machine)
        self.gamma = gamma
        sign = POTENTIALS.index(potential) if potential != "negative" else -1
        self.potentials = {state: sign * worth for state, worth in self.machine.values(discount).items()}
        self.numbers = {state: float(number) for number, state in enumerate(self.machine.states)}
        self.can_be_negative = bool(sign) or any(row.reward < 0 for row in self.machine.transitions)

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Put the machine into its first state."""
        check_conditions(self, [row.guard for row in self.machine.transitions], info)
        self.state = self.machine.initial

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the machine's transition pays."""
        before = self.potentials[self.state]
        self.state, paid = self.machine.advance(self.state, Propositions(info))
        add_channels(info, self.term, {"state": self.numbers[self.state]})
        return paid + shaping(before, 0.0 if terminated else self.potentials[self.state], self.gamma)
