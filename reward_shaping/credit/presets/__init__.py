"""Published estimators by name. Each is a function of its paper's parameters that returns a program."""

from __future__ import annotations

from collections.abc import Callable

from ..program import Program
from .grpo import dr_grpo, grpo

PRESETS: dict[str, Callable[..., Program]] = {preset.__name__: preset for preset in (grpo, dr_grpo)}
"""Every preset by name."""

__all__ = ["PRESETS", "dr_grpo", "grpo"]
