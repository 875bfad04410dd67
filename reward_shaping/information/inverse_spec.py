r"""Inverse specification (SlideForge): can the task be read off what was made?

    r = Σ_f w_f s_f(recovered[f], true[f]) / Σ_f w_f,   f the fields of the true specification

    s_f   number  min / max                       text  share of its words that were recovered
          list    share of its items recovered    else  1 if equal, else 0

A reader (a judge) is shown the artefact alone and writes down the specification it was made from.

Defaults: equal weights. Doubts: the released code is fixed to slides: topic 0.40 (share of words, stop words left out),
audience 0.25 (1 if equal, 0.7 if one contains the other, else 0.4 times the share of words), number of slides 0.15
(min / max), themes 0.20 (their words against the topic's, times 1.5). The form for any specification is ours.
Certainty: code (pushing-the-frontier/slide-forge-llm, rewards/brief_reconstruction.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


def spec_similarity(
    recovered: Mapping[str, Any], true: Mapping[str, Any], weights: Mapping[str, float] | None = None
) -> float:
    """Return the weighted share of a specification that was recovered, in [0, 1].

    Args:
        recovered: what the reader wrote down; a field that it lacks counts 0, one too many nothing.
        true: the specification; where it has no fields the similarity is NaN.
        weights: by field, those not named 0; all 1 if None.
    """
    weight = dict.fromkeys(true, 1.0) if weights is None else {field: weights.get(field, 0.0) for field in true}
    total = math.fsum(weight.values())
    if not total > 0:
        return math.nan
    return math.fsum(weight[field] * field_similarity(recovered.get(field), true[field]) for field in true) / total


def field_similarity(recovered: Any, true: Any) -> float:
    """Return how much of one field was recovered, in [0, 1].

    Args:
        recovered: what was recovered, None where nothing was.
        true: what it should be.
    """
    if recovered is None or isinstance(true, bool) or isinstance(recovered, bool):
        return float(recovered is not None and recovered == true)
    if isinstance(true, int | float):
        return _number_similarity(recovered, float(true))
    if isinstance(true, str):
        return _share(true.casefold().split(), str(recovered).casefold().split())
    if isinstance(true, list | tuple):
        items = recovered if isinstance(recovered, list | tuple) else [recovered]
        return _share([_folded(each) for each in true], [_folded(each) for each in items])
    return float(recovered == true)


def _number_similarity(recovered: Any, true: float) -> float:
    try:
        number = float(recovered)
    except (TypeError, ValueError):
        return 0.0
    low, high = sorted((number, true))
    if low == high:
        return 1.0
    return low / high if low > 0 and math.isfinite(high) else 0.0


def _folded(item: Any) -> Any:
    return item.casefold().strip() if isinstance(item, str) else item


def _share(wanted: list[Any], found: list[Any]) -> float:
    """Return the share of ``wanted`` that is in ``found``; nothing wanted is found."""
    return sum(item in found for item in wanted) / len(wanted) if wanted else 1.0
