r"""NGU, never give up (Badia et al. 2020): novelty within the episode, modulated by novelty over the run.

    b = b_episode · min(max(α, 1), L),   α = 1 + (e - μ_e) / σ_e   ("paper")      or      α = 1 + e / σ_e   ("ratio")

e is an RND error with its running mean and deviation. The modulator never falls below 1: what the run has seen often
still pays within every episode, so the bonus never gives up, and never exceeds L times the episodic one.

Defaults: "paper", L = 5, eps 1e-8.
Certainty: "paper" is the paper's equation (secondary); "ratio" is code (rllte ``ngu.py``: the mean is not subtracted,
which makes the modulator larger by μ/σ).
"""

from __future__ import annotations

from ..number import Number

FORMS = ("paper", "ratio")
"""How an error becomes a modulator."""


def lifelong_modulator(
    error: Number, mean: float, std: float, limit: float = 5.0, form: str = "paper", eps: float = 1e-8
) -> Number:
    """Return α, clipped to [1, limit].

    Args:
        error: of the RND predictor, any shape.
        mean: the running mean of errors; not read by ``"ratio"``.
        std: their running standard deviation.
        limit: L, >= 1.
        form: ``"paper"`` or ``"ratio"``.
        eps: added to the standard deviation.

    Raises:
        ValueError: ``form`` is unknown or ``limit`` is below 1.
    """
    if form not in FORMS or not limit >= 1:
        raise ValueError(
            f"lifelong_modulator needs form to be one of {list(FORMS)} and limit >= 1; got {form!r}, {limit}."
        )
    above = (error - mean if form == "paper" else error) / (std + eps)
    at_least = (above > 0) * above
    return 1 + at_least - (at_least > limit - 1) * (at_least - (limit - 1))


def ngu(episodic: Number, modulator: Number) -> Number:
    """Return the episodic bonus times the lifelong modulator.

    Args:
        episodic: novelty within the episode, any shape.
        modulator: of :func:`lifelong_modulator`, the same shape.
    """
    return episodic * modulator
