r"""Checklist (CM2): binary criteria, each of which pays its weight once, at the step that first satisfies it.

    r_t = Σ_k w_k [item k is first met at step t]
    item k is met at t  ⇔  it passes at some t' <= t on which every item it depends on is met by then
    all:  r_t = Σ_k w_k at the step at which the last item is met, else 0

Evaluation is dense, every open item at every step, and assignment sparse: no item pays twice, so doing again what was
done earns nothing. With weights that sum to 1 an episode earns at most 1. A check that could not tell (NaN) passes
nothing and leaves the item open.

Certainty: code (namezhenzhang/CM2-RLCR-Tool-Agent, ``verl/interactions/checklist_interaction.py``) for paying once and
for required items; ours for dependencies, which the released labels name and the released reward does not read, and
for what cannot be told: the released run ends there and drops the sample. What this project calls a turn, one message
of the agent, is a step in the paper; the paper's turn is all steps between two messages of the user.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence

FORMS = ("first", "all")
"""Each item for itself, or all or nothing."""


def newly_met(passes: Sequence[float], met: Sequence[bool], needs: Sequence[Sequence[int]]) -> list[int]:
    """Return the items that a step meets for the first time.

    Args:
        passes: K entries; 1 where an item's check passes on this step, NaN where it could not tell.
        met: K entries; whether each item was met before.
        needs: K entries; the indices of the items that each depends on.
    """
    held = list(met)
    fresh: list[int] = []
    open_items = [k for k, passed in enumerate(passes) if passed == 1 and not held[k]]
    while True:
        reached = [k for k in open_items if not held[k] and all(held[j] for j in needs[k])]
        if not reached:
            return sorted(fresh)
        for k in reached:
            held[k] = True
        fresh += reached


def checklist_rewards(
    passes: ArrayLike,
    weights: ArrayLike,
    needs: Sequence[Sequence[int]] | None = None,
    *,
    form: str = "first",
) -> Floats:
    """Return what each step of an episode earns.

    Args:
        passes: shape (T, K); 1 where an item's check passes at a step, else 0, NaN where it could not tell.
        weights: shape (K,).
        needs: the indices of the items that each depends on; none if None.
        form: ``"first"`` or ``"all"``.

    Returns:
        Shape (T,).

    Raises:
        ValueError: the shapes do not fit or the form is unknown.
    """
    table, share = np.asarray(passes, dtype=np.float64), sequence("checklist_rewards", "weights", weights)
    if table.ndim != 2 or table.shape[1] != len(share) or form not in FORMS:
        raise ValueError(
            f"checklist_rewards needs passes of shape (T, {len(share)}), as many as there are weights, and form to be "
            f"one of {list(FORMS)}; got shape {table.shape}, form={form!r}."
        )
    before = [()] * len(share) if needs is None else needs
    met, rewards = [False] * len(share), np.zeros(len(table))
    for step, row in enumerate(table.tolist()):
        fresh = newly_met(row, met, before)
        for k in fresh:
            met[k] = True
        rewards[step] = checklist_reward(fresh, share.tolist(), all(met), form)
    return rewards


def checklist_reward(fresh: Sequence[int], weights: Sequence[float], complete: bool, form: str) -> float:
    """Return what a step earns.

    Args:
        fresh: the items it met for the first time.
        weights: of all K items.
        complete: whether all items are met after it.
        form: ``"first"`` or ``"all"``.
    """
    if form == "all":
        return float(sum(weights)) if fresh and complete else 0.0
    return float(sum(weights[k] for k in fresh))
