"""What the laws of wrappers are tried on, one module an area; a module may define

- ``SAMPLES``: name → layers as plain data, tried on every registered environment. Every exported wrapper needs one.
- ``CHANGES``: wrapper → parameter → (layers inside, arguments, the other value of the parameter), tried on the script;
  every parameter of every exported wrapper needs a row, in the order of the constructor.
- ``ENVIRONMENTS``: wrapper → ``make(tools)``, the environment for its ``CHANGES`` instead of the script.
- ``SAYS``: wrapper → the messages for its ``CHANGES`` instead of the script's.
- ``REFUSED``: pairs (wrapper, parameter) of which one of the two values is an error.
- ``NOT_TWICE``: wrappers that may not stand twice in one stack.
- ``UNLIKE_ITS_TWIN``: wrappers of which two with equal arguments but other names pay differently.

Callables are named by the dotted path ``wrapper_cases.<module>:<function>``, so a stack can be written as plain data.
"""

import importlib
import pkgutil
from typing import Any

from wrapper_cases.script import MESSAGES, OPENING, TURNS

SAMPLES: dict[str, list[Any]] = {}
CHANGES: dict[str, dict[str, tuple[list[Any], dict[str, Any], Any]]] = {}
ENVIRONMENTS: dict[str, Any] = {}
SAYS: dict[str, list[str]] = {}
REFUSED: set[tuple[str, str]] = set()
NOT_TWICE: set[str] = set()
UNLIKE_ITS_TWIN: set[str] = set()

for _found in pkgutil.iter_modules(__path__):
    _module = importlib.import_module(f"{__name__}.{_found.name}")
    for _name in ("SAMPLES", "CHANGES", "ENVIRONMENTS", "SAYS", "REFUSED", "NOT_TWICE", "UNLIKE_ITS_TWIN"):
        _more = getattr(_module, _name, None)
        if _more:
            assert not set(globals()[_name]) & set(_more), (_found.name, _name)
            globals()[_name].update(_more)

__all__ = [
    "CHANGES",
    "ENVIRONMENTS",
    "MESSAGES",
    "NOT_TWICE",
    "OPENING",
    "REFUSED",
    "SAMPLES",
    "SAYS",
    "TURNS",
    "UNLIKE_ITS_TWIN",
]
