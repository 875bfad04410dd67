"""Temporal goals: pay when it is certain that an episode satisfies a formula, or that it never will."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ...reward_shaping.goals.formula_machine import FormulaMachine
from ...reward_shaping.goals.progression import begin, progress, value
from ...reward_shaping.goals.temporal_logic import parse
from ...reward_shaping.potential_shaping import shaping
from ..base import RewardTerm
from ..judged.entries import add_channels
from .propositions import Propositions, check_conditions

GRADES = ("distance", "robustness")
"""How progress is graded: steps of the automaton left, or how far the conditions are from changing."""


class TemporalGoal(RewardTerm):
    """Pay once for satisfying or violating a temporal formula, on the turn that makes it certain.

    What no turn decided is decided at the end of the episode, terminated or truncated: the trace is finite, and ends
    there. What the first state decides pays nothing. ``info["channels"]`` tells ``temporal.verdict`` (1, 0 or -1) and
    ``temporal.progress``. With ``weight``, progress g in [0, 1] is paid as a potential too, weight · (γ g' - g), which
    counts as 0 where the episode terminated:

    - ``grade="distance"``: 1 - steps left / the most there can be, in the formula's automaton;
    - ``grade="robustness"``: how far the conditions are from changing, if the episode ended now: min over ``and`` and
      ``G``, max over ``or`` and ``F``. At least 1/2 where the formula is satisfied.

    The formulas and their doubts stand in :mod:`turnwise.reward_shaping.goals.temporal_logic`,
    :mod:`turnwise.reward_shaping.goals.progression` and :mod:`turnwise.reward_shaping.goals.formula_machine`.

    Args:
        env: reports what the conditions read (see :class:`WithMilestones`).
        formula: ``"G (agent.fallen == False) and F (agent.room == '2')"``.
        satisfied: paid for satisfying it.
        violated: paid for violating it.
        weight: of the graded progress; 0 pays none.
        grade: ``"distance"`` or ``"robustness"``.
        scale: for ``robustness``: the difference of two numbers that counts as fully apart.
        gamma: the learner's discount per turn, for the progress.
        name: another name for the term.

    Raises:
        ValueError: the formula cannot be read or is too large, or an argument is not of these; at the reset, if a
            condition reads what is not reported.
    """

    term = "temporal"
    memory = ("state", "remainder", "level")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        formula: str,
        *,
        satisfied: float = 1.0,
        violated: float = 0.0,
        weight: float = 0.0,
        grade: str = "distance",
        scale: float = 1.0,
        gamma: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if grade not in GRADES or scale <= 0:
            raise ValueError(
                f"TemporalGoal needs grade to be one of {list(GRADES)} and scale > 0; got grade={grade!r}, "
                f"scale={scale}."
            )
        self.formula = parse(formula)
        self.machine = FormulaMachine(self.formula)
        self.pays = {1: float(satisfied), -1: float(violated)}
        self.weight, self.gamma, self.scale = weight, gamma, scale
        self.robust = grade == "robustness"
        self.can_be_negative = bool(weight) or min(self.pays.values()) < 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Read the first state."""
        check_conditions(self, self.machine.conditions, info)
        self.state, self.remainder = 0, begin(self.formula) if self.robust else {}
        self.level = self._read(info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the turn made certain, and the change of progress."""
        known, before = self.machine.verdicts[self.state], self.level
        self.level = self._read(info)
        verdict = self.machine.verdicts[self.state]
        if not verdict and (terminated or truncated):
            verdict = 1 if self.machine.accepting[self.state] else -1
        add_channels(info, self.term, {"verdict": float(verdict), "progress": self.level})
        paid = self.pays[verdict] if verdict and not known else 0.0
        return paid + self.weight * shaping(before, 0.0 if terminated else self.level, self.gamma)

    def _read(self, info: dict[str, Any]) -> float:
        """Move on by what a state shows; return the graded progress."""
        facts = Propositions(info)
        self.state = self.machine.advance(self.state, facts)
        if not self.robust:
            return self.machine.nearness[self.state]
        self.remainder = progress(self.remainder, lambda condition: condition.degree(facts, self.scale))
        return value(self.remainder)
