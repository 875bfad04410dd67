r"""Gaussian clicks (GUI-G²): a click earns by how near it is to the middle of its target, on the target's own scale.

    point     exp(-½ Σ_axis (x - c)² / σ²),   σ = α · size of the target along the axis
    coverage  Π_axis √(2 σ σ̂ / (σ² + σ̂²)) · exp(-(ĉ - c)² / (4 (σ² + σ̂²))),   σ̂ = α · size of the predicted box

``coverage`` is the Bhattacharyya coefficient of the two Gaussians: 1 for the target's own box. Both fall smoothly and
never reach 0, so a near miss earns more than a far one and a click just outside the target earns nearly as much as
one just inside. A predicted box is clicked in its middle; a point has no coverage.

Defaults: α = ½.
Certainty: code (ZJU-REAL/GUI-G2 @3e5988e ``src/gui_g2/src/open_r1/gaussian_grpo.py``), which rounds both to three
digits, adds 1e-8 to determinants, and sums them with a format reward; the rest as there. A predicted box without area
covers nothing (ours; there the coefficient of the limits).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

NUMBER = r"\s{0,9}(-?\d{1,9}(?:\.\d{1,9})?)\s{0,9}"
PLACE = re.compile(rf"[\[(]{NUMBER},{NUMBER}(?:,{NUMBER},{NUMBER})?[\])]")


def parse_place(message: str) -> tuple[float, ...] | None:
    """Return the last point ``(x, y)`` or box ``[x1, y1, x2, y2]`` in a message, None if there is none.

    Args:
        message: the agent's message; round brackets and square ones mean the same.
    """
    found = PLACE.findall(message)
    return tuple(float(number) for number in found[-1] if number) if found else None


def middle(place: Sequence[float]) -> tuple[float, float]:
    """Return the middle of a box, or a point itself.

    Args:
        place: ``x, y`` or ``x1, y1, x2, y2``.
    """
    return (place[0], place[1]) if len(place) == 2 else ((place[0] + place[2]) / 2, (place[1] + place[3]) / 2)


def gaussian_point(click: Sequence[float], centre: Sequence[float], sigma: Sequence[float]) -> float:
    """Return how near a click is to a centre, from 0 to 1.

    Args:
        click: one number an axis.
        centre: likewise.
        sigma: standard deviations along each axis, > 0.

    Raises:
        ValueError: the lengths differ, or a standard deviation is not positive.
    """
    if not len(click) == len(centre) == len(sigma) or not all(s > 0 for s in sigma):
        raise ValueError(
            "gaussian_point needs click, centre and sigma of one length, sigma > 0; "
            f"got {list(click)}, {list(centre)}, {list(sigma)}."
        )
    return math.exp(-0.5 * sum(((x - c) / s) ** 2 for x, c, s in zip(click, centre, sigma, strict=True)))


def gaussian_coverage(box: Sequence[float], target: Sequence[float], alpha: float = 0.5) -> float:
    """Return how far the Gaussians of two boxes overlap, from 0 to 1.

    Args:
        box: ``x1, y1, x2, y2``, predicted; without area it covers nothing.
        target: likewise, with an area.
        alpha: standard deviations per size.

    Raises:
        ValueError: the target has no area, or ``alpha`` is not positive.
    """
    target_sigma, sigma = sigmas(target, alpha), [alpha * abs(box[2] - box[0]), alpha * abs(box[3] - box[1])]
    if not all(sigma):
        return 0.0
    overlap = 1.0
    for x, c, s, t in zip(middle(box), middle(target), sigma, target_sigma, strict=True):
        spread = s * s + t * t
        overlap *= math.sqrt(2 * s * t / spread) * math.exp(-((x - c) ** 2) / (4 * spread))
    return overlap


def sigmas(target: Sequence[float], alpha: float = 0.5) -> list[float]:
    """Return the standard deviations of a target's Gaussian along both axes.

    Args:
        target: ``x1, y1, x2, y2``.
        alpha: standard deviations per size.

    Raises:
        ValueError: the target has no area, or ``alpha`` is not positive.
    """
    if len(target) != 4 or not (target[2] > target[0] and target[3] > target[1]) or not alpha > 0:
        raise ValueError(
            f"A target is a box x1, y1, x2, y2 with x1 < x2 and y1 < y2, and alpha > 0; got {list(target)}, "
            f"alpha={alpha}."
        )
    return [alpha * (target[2] - target[0]), alpha * (target[3] - target[1])]
