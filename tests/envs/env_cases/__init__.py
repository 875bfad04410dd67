"""What the contract tests run on: one module an area, each with a list ``CASES``; every registered id stands in one."""

import importlib
import pkgutil

from .case import Case

AREAS = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "case")

CASES: list[Case] = [case for area in AREAS for case in importlib.import_module(f"{__name__}.{area}").CASES]

__all__ = ["CASES", "Case"]
