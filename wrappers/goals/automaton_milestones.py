"""Milestones from automata: temporal formulas that the episode satisfies, states that a reward machine has reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gymnasium as gym

from ...reward_shaping.goals.formula_machine import FormulaMachine
from ...reward_shaping.goals.reward_machine import RewardMachine
from ...reward_shaping.goals.temporal_logic import parse
from .propositions import Propositions, check_conditions
from .source import Holds, named


class TemporalMilestones:
    """Milestones that hold where the episode so far satisfies a temporal formula, as if it ended here.

    Args:
        formulas: by the milestone's name.

    Raises:
        ValueError: there is none, or one cannot be read or is too large.
    """

    remembers = True

    def __init__(self, formulas: Mapping[str, str]) -> None:
        self.machines = {name: FormulaMachine(parse(text)) for name, text in named("temporal", formulas).items()}

    def begin(self, layer: gym.Env[Any, Any], info: dict[str, Any]) -> tuple[int, ...]:
        """Return the automata's states after the first state."""
        check_conditions(layer, [each for machine in self.machines.values() for each in machine.conditions], info)
        return self.after((0,) * len(self.machines), info)

    def after(self, state: tuple[int, ...], info: dict[str, Any]) -> tuple[int, ...]:
        """Return the automata's states.

        Args:
            state: those before.
            info: of the turn.
        """
        facts = Propositions(info)
        return tuple(map(lambda machine, each: machine.advance(each, facts), self.machines.values(), state))

    def holds(self, state: tuple[int, ...], observation: Any, info: dict[str, Any]) -> Holds:
        """Return which formulas the episode so far satisfies.

        Args:
            state: of the automata.
            observation: of the turn.
            info: of the turn.
        """
        pairs = zip(self.machines.items(), state, strict=True)
        return {name: machine.accepting[each] for (name, machine), each in pairs}


class MachineMilestones:
    """Milestones named as the states of a reward machine, but for its first: it has come to that state.

    Args:
        machine: a reward machine, as itself or as plain data. What its transitions pay is not paid.

    Raises:
        ValueError: it is none.
    """

    remembers = True

    def __init__(self, machine: RewardMachine | Mapping[str, Any]) -> None:
        self.machine = RewardMachine.from_data(machine)

    def begin(self, layer: gym.Env[Any, Any], info: dict[str, Any]) -> tuple[str, ...]:
        """Return the states it has come to, the present one last."""
        check_conditions(layer, [row.guard for row in self.machine.transitions], info)
        return (self.machine.initial,)

    def after(self, state: tuple[str, ...], info: dict[str, Any]) -> tuple[str, ...]:
        """Return the states it has come to, the present one last.

        Args:
            state: those before.
            info: of the turn.
        """
        now, _ = self.machine.advance(state[-1], Propositions(info))
        return state if now == state[-1] else (*(each for each in state if each != now), now)

    def holds(self, state: tuple[str, ...], observation: Any, info: dict[str, Any]) -> Holds:
        """Return which states it has come to.

        Args:
            state: those it has come to.
            observation: of the turn.
            info: of the turn.
        """
        return {name: name in state for name in self.machine.states if name != self.machine.initial}
