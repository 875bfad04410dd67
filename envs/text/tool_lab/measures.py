"""What is measured of a turn's calls, after ToolRL (names, values) and LocalToolEnv (precision, completeness)."""

from __future__ import annotations

from collections.abc import Sequence

from .expressions import Step
from .rules import State


def measured(before: State, state: State) -> dict[str, float]:
    """Return the channels of the turn that led from one state to another.

    Args:
        before: the turn.
        state: after it.
    """
    made = [each.step for each in state.made]
    fresh = made[len(before.made) :]
    failed = [each.step for each in state.made[len(before.made) :] if each.error]
    wanted = state.level.ready(before.known) if fresh else []
    needed = state.level.needed
    done = len(needed.intersection(made))
    return {
        "calls": float(len(fresh)),
        "failed_calls": float(len(failed)),
        "repeated_calls": float(len(fresh) - len(set(fresh).difference(made[: len(before.made)]))),
        "name_match": _share([any(call.function == each.function for each in wanted) for call in fresh]),
        "value_match": _share([_values_alike(call, wanted) for call in fresh]),
        "precision": done / len(made) if made else 0.0,
        "completeness": done / len(needed),
    }


def _values_alike(call: Step, wanted: Sequence[Step]) -> float:
    """Return the best share of a call's arguments that a wanted call of the same function has too."""
    shares = [
        _share([one == other for one, other in zip(call.values, each.values, strict=True)])
        for each in wanted
        if each.function == call.function
    ]
    return max(shares, default=0.0)


def _share(found: Sequence[float]) -> float:
    return sum(found) / len(found) if found else 0.0
