r"""Value of a question (ClarifyDelphi): how far its possible answers would drive the verdict apart.

    js   H(Σ_a w_a v_a) - Σ_a w_a H(v_a)        v_a = the verdict's distribution if the answer is a, H in bits
    tv   max over a, a' of  ½ Σ_k |v_a(k) - v_a'(k)|

A question whose every answer leaves the verdict where it is is worth 0. ``js`` (Jensen-Shannon) is the information that
the answer gives about the verdict, at most the logarithm of the number of answers: 1 bit for two; with w the answers'
probabilities it is the expected information gain. ``tv`` (total variation) is in [0, 1].

Doubts: the paper compares a weakening with a strengthening answer; which divergence it takes was not read.
Certainty: abstract (arXiv 2212.10409: it maximises the divergence between the judgements of hypothetical answers).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from .distribution import Distribution, keys_of, probabilities
from .entropy_reduction import entropy

DIVERGENCES = ("js", "tv")
"""How verdicts are compared."""


def question_value(
    verdicts: Sequence[Distribution], weights: Sequence[float] | None = None, divergence: str = "js"
) -> float:
    """Return the value of a question; 0 for one that has a single answer or none, NaN where a verdict is missing.

    Args:
        verdicts: A distributions over the same verdicts, one for each possible answer.
        weights: A weights > 0 of the answers, for ``js``; equal if None.
        divergence: ``"js"`` or ``"tv"``.

    Raises:
        ValueError: the divergence is unknown, or there is another number of weights than of verdicts.
    """
    if divergence not in DIVERGENCES:
        raise ValueError(f"question_value needs divergence to be one of {list(DIVERGENCES)}; got {divergence!r}.")
    if weights is not None and len(weights) != len(verdicts):
        raise ValueError(
            f"question_value needs one weight a verdict; got {len(weights)} weights for {len(verdicts)} verdicts."
        )
    if len(verdicts) < 2:
        return 0.0
    keys = list(dict.fromkeys(key for verdict in verdicts for key in keys_of(verdict)))
    table = np.array([probabilities(verdict, keys) for verdict in verdicts])
    if np.isnan(table).any():
        return float("nan")
    if divergence == "tv":
        return max(float(np.abs(one - other).sum()) / 2 for one, other in combinations(table, 2))
    share = probabilities(np.ones(len(verdicts)) if weights is None else weights)
    apart = entropy(share @ table) - float(share @ [entropy(row) for row in table])
    return max(apart, 0.0)
