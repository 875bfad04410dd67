r"""Costs of model and tool calls (Router-R1), and scores relative to two boundary policies (BoPO).

    cost reward      r_t = -λ c_t / scale
    boundary score   S = R - λ (C - C_small) / (C_large - C_small)
    reference        b = ½ (S_small + S_large),   advantage = S - b

``C_small`` and ``C_large`` are what the policies that always call the small and always the large model cost on the
task, with returns ``R_small`` and ``R_large``. A cost term alone teaches failing cheaply where λ outweighs success;
charging solved episodes only, or the reference as the baseline, keeps cheap failures from being the best choice.

Defaults: λ = 1 for the cost reward, 0.5 for the score.
Certainty: ours for all formulas. Of Router-R1 the cost term was not seen (secondary: it is blended with the outcome by
a weight α, normalised, and counts only where the format is right); of BoPO (arXiv 2602.21227) the abstract only.
"""

from __future__ import annotations

from ..number import Number


def cost_reward(cost: Number, weight: float = 1.0, scale: float = 1.0) -> Number:
    """Return what a cost takes.

    Args:
        cost: c, of a turn or of an episode.
        weight: λ.
        scale: the cost that counts as 1.
    """
    return -weight * cost / scale


def boundary_cost(cost: Number, small: float, large: float, weight: float = 0.5) -> Number:
    """Return λ times where a cost lies between that of the small policy (0) and that of the large one (1).

    Args:
        cost: C.
        small: C_small.
        large: C_large.
        weight: λ.

    Raises:
        ValueError: ``small`` is not below ``large``.
    """
    if not small < large:
        raise ValueError(f"boundary_cost needs small < large; got small={small}, large={large}.")
    return weight * (cost - small) / (large - small)


def boundary_score(returned: Number, cost: Number, small: float, large: float, weight: float = 0.5) -> Number:
    """Return an episode's return less its boundary-relative cost.

    Args:
        returned: R.
        cost: C.
        small: C_small.
        large: C_large.
        weight: λ.

    Raises:
        ValueError: ``small`` is not below ``large``.
    """
    return returned - boundary_cost(cost, small, large, weight)


def reference_baseline(small_return: float, large_return: float, weight: float = 0.5) -> float:
    """Return the mean of the boundary policies' scores, which costs 0 for the small and λ for the large one.

    Args:
        small_return: R_small.
        large_return: R_large.
        weight: λ.
    """
    return ((small_return - 0.0) + (large_return - weight)) / 2
