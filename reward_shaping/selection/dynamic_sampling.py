r"""Dynamic sampling (DAPO): go on rolling out until enough groups teach something.

    repeat   episodes ← more(round);  keep what the selection keeps   until   groups kept >= wanted, or rounds = limit

A batch then always holds the wanted number of informative groups, at the cost of rollouts that are thrown away; the
share of collapsed groups says how many.

Default: at most 10 rounds.
Certainty: recalled (DAPO, arXiv 2503.14476).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .selected import Selected, Selection, groups_of


def dynamic_sampling(
    more: Callable[[int], Sequence[Any]], selection: Selection, groups: int, *, rounds: int = 10
) -> Selected:
    """Return the episodes of the first ``groups`` groups that a selection keeps.

    Args:
        more: ``more(round)``: the finished episodes of another round of rollouts, whole groups, of tasks and a batch
            of their own: ``collect(..., seed=round, batch=round)``.
        selection: what counts as informative, e.g. ``VarianceFilter(1e-9, how="min_p")``.
        groups: how many are wanted, >= 1.
        rounds: after so many the batch is as large as it is.

    Raises:
        ValueError: ``groups`` or ``rounds`` is below 1, or two rounds have a group of the same number and batch, which
            an estimator would take for one.
    """
    if groups < 1 or rounds < 1:
        raise ValueError(f"dynamic_sampling needs groups >= 1 and rounds >= 1; got groups={groups}, rounds={rounds}.")
    kept: list[list[Any]] = []
    seen = collapsed = 0
    for number in range(rounds):
        selected = selection(more(number))
        kept += groups_of(selected.episodes)
        labels = [(group[0].batch, group[0].group) for group in kept]
        if len(set(labels)) < len(labels):
            again = next(label for label in labels if labels.count(label) > 1)
            raise ValueError(
                f"dynamic_sampling got (batch, group) {again} in two rounds, which an estimator would take for one "
                "group. Give each round a batch of its own: collect(..., batch=round)."
            )
        seen, collapsed = seen + selected.groups, collapsed + selected.collapsed
        if len(kept) >= groups:
            break
    kept = kept[:groups]
    return Selected([episode for group in kept for episode in group], seen, len(kept), collapsed)
