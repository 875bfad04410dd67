r"""Repetition: how much of what was said had been said before.

    repeated_t = 1 where message t equals one of the ``window`` messages before it
    share      = 1 - E/T,   E distinct messages among T

The share is the mean of ``repeated`` with an unlimited window. It is UFO's penalty on repeated answers.

Certainty: code (UFO's ragen/env/metamathqa/env.py:29-72) for the share; the window is ours.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from .number import Floats


def repeated(messages: Sequence[Hashable], window: int | None = None) -> Floats:
    """Return 1 for each message that repeats one of those before it, else 0.

    Args:
        messages: T messages.
        window: how many messages back count; all if None.

    Returns:
        Shape (T,).
    """
    flags = [
        messages[turn] in messages[0 if window is None else max(turn - window, 0) : turn]
        for turn in range(len(messages))
    ]
    return np.array(flags, dtype=np.float64)


def repeated_share(messages: Sequence[Hashable]) -> float:
    """Return ``1 - E/T``, 0 for no messages at all."""
    return 1.0 - len(set(messages)) / len(messages) if messages else 0.0
