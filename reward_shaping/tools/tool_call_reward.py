r"""ToolRL: format 0 or 1, plus how much of the expected tool calls a message makes, from -3 to 3.

    s = [ IoU(names) + Σ_g max_p ( IoU(parameter names of g, p) + #values of g that p has ) ] / (1 + Σ_g (1 + |g|))
    r = 6 s - 3;   r = 3 where the calls are exactly the expected ones

over the expected calls g, each matched in its turn with the best call p of its name that is still free, which a later
g may have fitted better; IoU counts repeats. A call too many costs only what the IoU of names loses; values count where
they are equal ("3" is not 3, True is 1).

Granularity, by what earns a part: ``fine`` as above; ``strict`` gives each IoU only where it is 1; ``call`` gives a
call 1 or 0; ``set`` gives 3 for exactly the expected calls and -3 otherwise.

Schedule, over training steps i: ``constant``; ``two_stage`` has correctness in [-1, 1] until step 30, then [-3, 3] and
half the format reward; ``linear`` lets correctness grow from ±2 to ±3, and the format reward fall from 2 to 1, over
150 steps.

Certainty: code (qiancheng0/ToolRL @8cee13e ``verl/utils/reward_score/rlla.py:131-198``, and copies of that file in
later projects for the environment variables COARSEREWARD, INTERMEDIATEREWARD, REFINEDREWARD, MAX1STEP30MAX3 and
SCHEDULEREWARD, which are ``set``, ``call``, ``strict``, ``two_stage`` and ``linear`` here). Where no call is expected
the released correctness is 0, whatever is called. Its format reward falls as low as -2 under ``linear``, here 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

GRANULARITIES = ("fine", "strict", "call", "set")
"""What earns a part of the reward."""

SCHEDULES = ("constant", "two_stage", "linear")
"""How the scales move over training."""


def tool_call_correctness(
    expected: Sequence[dict[str, Any]],
    made: Sequence[dict[str, Any]] | None,
    *,
    scale: float = 3.0,
    granularity: str = "fine",
) -> float:
    """Return how much of the expected calls was made, from -scale to scale.

    Args:
        expected: calls of ``name`` and ``parameters``.
        made: likewise; None where they could not be read, which earns the least.
        scale: the most that is earned.
        granularity: one of :data:`GRANULARITIES`.

    Raises:
        ValueError: ``granularity`` is unknown or ``scale`` is negative.
    """
    if granularity not in GRANULARITIES or not scale >= 0:
        raise ValueError(
            f"tool_call_correctness needs granularity to be one of {list(GRANULARITIES)} and scale >= 0; "
            f"got {granularity!r}, scale={scale}."
        )
    if not expected:
        return 0.0
    if made is not None and list(expected) == list(made):
        return float(scale)
    if made is None or granularity == "set":
        return -float(scale)
    strict, whole = granularity == "strict", granularity == "call"
    score = _overlap([call["name"] for call in expected], [call["name"] for call in made], strict)
    full = 1.0 + sum(1.0 if whole else 1.0 + len(call["parameters"]) for call in expected)
    free = list(made)
    for call in expected:
        scores = [_likeness(call, other, strict, whole) for other in free]
        best = max(scores, default=0.0)
        if best > 0:
            score += best
            del free[scores.index(best)]
    return float(2 * scale * score / full - scale)


def tool_call_scales(
    step: float, schedule: str = "constant", *, scale: float = 3.0, format_scale: float = 1.0
) -> tuple[float, float]:
    """Return the scale of correctness and of the format reward at a step of training.

    Args:
        step: of training, from 0.
        schedule: one of :data:`SCHEDULES`.
        scale: of correctness, in the end.
        format_scale: of the format reward; at the beginning for ``two_stage``, in the end for ``linear``.

    Raises:
        ValueError: ``schedule`` is unknown.
    """
    if schedule not in SCHEDULES:
        raise ValueError(f"tool_call_scales needs schedule to be one of {list(SCHEDULES)}; got {schedule!r}.")
    if schedule == "two_stage":
        return (scale / 3, format_scale) if step < 30 else (scale, format_scale / 2)
    if schedule == "linear":
        share = min(step / 150, 1.0)
        return 2 + (scale - 2) * share, 2 + (format_scale - 2) * share
    return scale, format_scale


def _overlap(one: list[str], other: list[str], strict: bool) -> float:
    """Return the intersection over the union of two multisets, or whether it is 1; two empty ones have 1."""
    if sorted(one) == sorted(other):
        return 1.0
    if strict or not one or not other:
        return 0.0
    shared = (Counter(one) & Counter(other)).total()
    return shared / (len(one) + len(other) - shared)


def _likeness(expected: dict[str, Any], made: dict[str, Any], strict: bool, whole: bool) -> float:
    if expected["name"] != made["name"]:
        return 0.0
    if whole:
        return float(expected == made)
    wanted, given = expected["parameters"], made["parameters"]
    values = sum(name in given and bool(given[name] == value) for name, value in wanted.items())
    return _overlap(list(wanted), list(given), strict) + values
