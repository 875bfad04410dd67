"""Gated reward accumulation (G-RA): lower-priority terms count only where everything above them passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import add, itemgetter
from typing import Any

import gymnasium as gym

from ..reward_shaping.gated_rewards import gates_open
from .base import RewardTerm
from .transform import require_terms, terms_below

HOLDS = ("episode", "turn")
"""What a gate reads: the episode so far, or the turn alone."""

Thresholds = float | Sequence[float] | Mapping[str, float]


class GatedRewards(RewardTerm):
    """Withhold terms until the terms of higher priority have passed their thresholds.

    Priority falls from ``on`` through the levels of ``terms``; a level counts only if every gate above it is open.
    Terms are named, so layers outside the gate and terms it does not name are never touched. The gate is a term of
    its own, ``gate``: minus what it withholds, plus what it releases. At every moment the episode's return is what
    the formula gives for the totals so far; a gate that closes again takes back what it had released. The exact value
    of every turn, known when the episode ends, stands in ``info["late"]["gate"]``. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.gated_rewards`.

    - ``GatedRewards(env, ["milestones"])``: milestones count if the outcome is above 0 (G-RA).
    - ``terms=[["submitted"], ["format", "tools"]]``: three levels, ``submitted`` standing between.
    - ``on=["grounded", "format"]``: constraints that must each pass (SearchLLM).
    - ``terms=[["quality", "persuasion"], ["efficiency"]], threshold={"outcome": 0, "quality": 0.2}``: of a level, the
      named terms alone open the next (ChatShopBuddy).

    Args:
        env: pays the terms.
        terms: the gated terms, one level or a list of levels, highest priority first.
        on: the term of highest priority, or several that must each pass.
        threshold: a gate is open strictly above it. One number for every gate; a list, for ``on`` and for each level
            but the last; or ``{term: number}``, by which the terms named decide, each for itself, and no others.
            Without names a level passes by the sum of its terms.
        hold: ``"episode"`` gates episode totals by episode totals; ``"turn"`` each turn's terms by that turn's, at
            once and for good.
        allow_negative: gate terms that can be negative too. A closed gate over penalties is an amnesty: failing then
            beats succeeding with penalties.
        name: another name for the term.

    Raises:
        ValueError: a term is paid by no layer below, is listed twice, or can be negative; the thresholds do not fit.
            On a turn, if an environment's own term turns out to be negative.
    """

    term = "gate"
    memory = ("totals", "flags", "held", "turn", "rows")
    only_noted = ("turn", "rows")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        terms: Sequence[str] | Sequence[Sequence[str]],
        on: str | Sequence[str] = "outcome",
        *,
        threshold: Thresholds = 0.0,
        hold: str = "episode",
        allow_negative: bool = False,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        levels = _levels(terms)
        constraints = [on] if isinstance(on, str) else list(on)
        if hold not in HOLDS:
            raise ValueError(f"GatedRewards needs hold to be one of {list(HOLDS)}; got hold={hold!r}.")
        names = [*constraints, *(term for level in levels for term in level)]
        if not constraints or not all(levels) or len(set(names)) < len(names):
            raise ValueError(
                "GatedRewards needs at least one term in `on` and in each level of `terms`, each named once; "
                f"got on={constraints}, terms={levels}."
            )
        require_terms(self, "on", constraints)
        require_terms(self, "terms", names[len(constraints) :])
        self.hold = hold
        self._by_turn = hold == "turn"
        self.levels = levels
        self.gates = _gates(constraints, levels, threshold)
        self.thresholds = [[limit for _, limit in gate] for gate in self.gates]
        self.operands = [[[names.index(term) for term in group] for group, _ in gate] for gate in self.gates]
        self.names = names
        self.allow_negative = allow_negative
        self._pick = itemgetter(*names)
        self._zero = (0.0,) * len(names)
        self._first = len(constraints)
        self._spans = _spans(self._first, levels)
        self._asked = self._spans[-1][0]
        self._first_flags = self._open(self._zero)
        if not allow_negative:
            self._refuse_negative()

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Close the gates."""
        self.totals = self._zero
        self.flags = self._first_flags
        self.held = 0.0
        self.turn = 0
        self.rows: dict[int, tuple[float, ...]] = {}

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what is released less what is withheld."""
        terms = info["reward_terms"]
        try:
            row = self._pick(terms)
        except KeyError:
            row = tuple(terms.get(name, 0.0) for name in self.names)
        paid = 0.0
        if row != self._zero:
            paid = self._gated(row)
            self.rows[self.turn] = row
        self.turn += 1
        if (terminated or truncated) and not self._by_turn:
            late = [0.0] * self.turn
            for turn, past in self.rows.items():
                late[turn] = self._withheld(past, self.flags)
            self.write_late(info, late)
        return paid

    def _gated(self, row: tuple[float, ...]) -> float:
        """Return the change of what is withheld in all, or by turn what is withheld of this turn."""
        if not self.allow_negative and min(row[self._first :]) < 0:
            gated = dict(zip(self.names[self._first :], row[self._first :], strict=True))
            raise ValueError(f"GatedRewards on {self.env} gates {gated}. {AMNESTY}")
        if self._by_turn:
            return self._withheld(row, self._open(row))
        self.totals = tuple(map(add, self.totals, row))
        asked = self._asked
        if row[:asked] == self._zero[:asked]:
            paid = self._withheld(row, self.flags)
        else:
            self.flags = self._open(self.totals)
            paid = self._withheld(self.totals, self.flags) - self.held
        self.held += paid
        return paid

    def _open(self, values: tuple[float, ...]) -> list[float]:
        """Return for each level whether it counts."""
        operands = [[sum(values[index] for index in group) for group in gate] for gate in self.operands]
        return gates_open(operands, self.thresholds)

    def _withheld(self, values: tuple[float, ...], flags: list[float]) -> float:
        """Return minus what the closed gates hold of ``values``."""
        held = 0.0
        for (start, end), is_open in zip(self._spans, flags, strict=True):
            if not is_open:
                held += sum(values[start:end])
        return 0.0 - held

    def _refuse_negative(self) -> None:
        known = terms_below(self)
        for name in self.names[self._first :]:
            layer = known[name]
            if layer is None or (isinstance(layer, RewardTerm) and layer.can_be_negative):
                raise ValueError(f"GatedRewards cannot gate {name!r}: it can be negative. {AMNESTY}")


AMNESTY = (
    "A closed gate over penalties is an amnesty: failing then beats succeeding with penalties. "
    "Gate terms that are never negative, or pass allow_negative=True."
)


def _levels(terms: Sequence[str] | Sequence[Sequence[str]]) -> list[list[str]]:
    if isinstance(terms, str) or not terms:
        raise ValueError(
            f"GatedRewards needs `terms` to be a list of names or a list of such lists, one a level; got {terms!r}."
        )
    flat = [isinstance(entry, str) for entry in terms]
    if all(flat):
        return [[str(entry) for entry in terms]]
    if any(flat):
        raise ValueError(f"GatedRewards needs every level of `terms` to be a list of names; got {terms!r}.")
    return [list(level) for level in terms]


def _spans(first: int, levels: list[list[str]]) -> list[tuple[int, int]]:
    """Return where each level stands among all names."""
    spans = []
    for level in levels:
        spans.append((first, first + len(level)))
        first += len(level)
    return spans


def _gates(
    constraints: list[str], levels: list[list[str]], threshold: Thresholds
) -> list[list[tuple[list[str], float]]]:
    """Return for each gate the sums of terms that it asks, each with its threshold."""
    above = [constraints, *levels[:-1]]
    if isinstance(threshold, Mapping):
        unknown = [name for name in threshold if not any(name in row for row in above)]
        if unknown or not any(name in threshold for name in constraints):
            raise ValueError(
                f"GatedRewards needs `threshold` to name terms of {above}, at least one of them of the first; "
                f"got {dict(threshold)}."
            )
        return [[([name], float(threshold[name])) for name in row if name in threshold] for row in above]
    limits = list(threshold) if isinstance(threshold, Sequence) else [threshold] * len(above)
    if len(limits) != len(above):
        raise ValueError(
            f"GatedRewards needs {len(above)} thresholds, for {above}; got {limits}. Give one number for all, or "
            "one for each."
        )
    first = [([name], float(limits[0])) for name in constraints]
    return [first] + [[(level, float(limit))] for level, limit in zip(levels[:-1], limits[1:], strict=True)]
