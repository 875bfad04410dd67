r"""Learning progress (Oudeyer and Kaplan 2007; Schmidhuber 1991): pay where the error falls, not where it is high.

    p_t = mean(e_{t-Δ-w+1}, ..., e_{t-Δ}) - mean(e_{t-w+1}, ..., e_t)

e are the errors of a predictor in one region, in the order of its visits (or of one transition, under versions of the
predictor Δ updates apart). What is mastered and what cannot be learned pay nothing, as neither changes; noise does so
only on average, with standard deviation σ √(2/w), for which w is there. Forgetting pays less than nothing. The sum
telescopes: with w = 1 a region pays no more in all than Δ times what its error has fallen from highest to lowest.

Defaults: Δ = 1, w = 1.
Certainty: abstract (the family switch), secondary (Oudeyer and Kaplan's windows).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence


def learning_progress(errors: ArrayLike, lag: int = 1, window: int = 1) -> Floats:
    """Return how far the error has fallen.

    Args:
        errors: shape (T,); in order of time.
        lag: Δ >= 1, how many errors lie between the ends of the two windows.
        window: w >= 1, over how many errors each mean is taken.

    Returns:
        Shape (T,); NaN where fewer than Δ + w errors are known.

    Raises:
        ValueError: ``errors`` has another shape, or ``lag`` or ``window`` is below 1.
    """
    if lag < 1 or window < 1:
        raise ValueError(f"learning_progress needs lag >= 1 and window >= 1; got lag={lag}, window={window}.")
    series = sequence("learning_progress", "errors", errors)
    progress = np.full(series.size, np.nan)
    if series.size >= lag + window:
        means = np.convolve(series, np.full(window, 1 / window), mode="valid")
        progress[lag + window - 1 :] = means[:-lag] - means[lag:]
    return progress
