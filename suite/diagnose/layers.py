"""What each layer of a stack says of itself: its arguments, what it pays, the formula behind it and its doubts."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import dropwhile, takewhile
from pkgutil import resolve_name
from textwrap import dedent
from typing import Any

import gymnasium as gym

from .. import reward_shaping
from ..wrappers.base import NEUTRAL, RewardTerm, is_plain
from ..wrappers.scored_term import identity_of

OURS = reward_shaping.__name__
_FORMULAS = re.compile(rf"{re.escape(OURS)}(?:\.\w+)+")
_POINTER = re.compile(r"The formulas? and (?:its|their) doubts stand in .*?\.(?=\s|$)\s?", re.DOTALL)
_ROLES = re.compile(r":\w+:`~?\.?([^`]+)`")


def stack_layers(env: gym.Env[Any, Any]) -> Iterator[gym.Wrapper[Any, Any, Any, Any]]:
    """Yield the wrappers of a stack, innermost first, without those that Gymnasium puts around every environment.

    Args:
        env: the stack.
    """
    found = []
    while isinstance(env, gym.Wrapper):
        if isinstance(env, RewardTerm) or not isinstance(env, NEUTRAL):
            found.append(env)
        env = env.env
    yield from reversed(found)


def layer_data(layer: gym.Wrapper[Any, Any, Any, Any]) -> dict[str, Any]:
    """Return what a layer is, as plain data.

    Args:
        layer: a wrapper.
    """
    cls = type(layer)
    given: dict[str, Any] = dict(getattr(layer, "arguments", None) or getattr(layer, "_saved_kwargs", None) or {})
    told = argument_texts(inspect.getdoc(cls) or "")
    return {
        "term": layer.term if isinstance(layer, RewardTerm) else "",
        "wrapper": cls.__name__,
        "pays": _POINTER.sub("", prose(inspect.getdoc(cls) or "")).strip(),
        "arguments": [
            {"name": name, "value": written(value), "given": name in given, "meaning": told.get(name, "")}
            for name, value in _arguments(cls, given).items()
        ],
        "needs": told.get("env", ""),
        "negative": bool(getattr(layer, "can_be_negative", False)),
        "formulas": [formula_data(name) for name in formula_modules(cls)],
    }


def formula_modules(cls: type[Any]) -> list[str]:
    """Return the modules of the formulas that a wrapper names in its docstring, or else calls.

    Args:
        cls: the wrapper's class.
    """
    module = sys.modules[cls.__module__]
    named = [_module_of(name) for name in _FORMULAS.findall(f"{inspect.getdoc(cls)}\n{module.__doc__}")]
    called = [
        each.__module__
        for each in vars(module).values()
        if inspect.isfunction(each)
        and each.__module__.startswith(f"{OURS}.")
        and not each.__module__.endswith("number")
    ]
    return list(dict.fromkeys(name for name in named or called if name))


def formula_data(name: str) -> dict[str, str]:
    """Return a formula's first line, its symbols and how certain it is, out of its module's docstring.

    Args:
        name: of the module.
    """
    text = inspect.cleandoc(import_module(name).__doc__ or "")
    paragraphs = text.split("\n\n")
    symbols = "\n\n".join(takewhile(_is_symbols, dropwhile(lambda each: not _is_symbols(each), paragraphs)))
    doubts = [each for each in paragraphs if each.startswith(("Certainty", "Doubt"))]
    return {
        "module": name,
        "says": _line(paragraphs[0]),
        "formula": dedent(symbols),
        "certainty": " ".join(_line(each) for each in doubts),
    }


def argument_texts(docstring: str) -> dict[str, str]:
    """Return what a Google docstring says of each argument.

    Args:
        docstring: cleaned of its indentation.
    """
    section = re.split(r"\n(?=\S)", docstring.partition("\nArgs:\n")[2])[0]
    found = re.findall(r"^ {4}(\w+)(?: \([^)]*\))?: (.*(?:\n {5,}.*)*)", section, re.MULTILINE)
    return {name: _line(text) for name, text in found}


def prose(docstring: str) -> str:
    """Return a docstring up to its first section, each paragraph on one line.

    Args:
        docstring: cleaned of its indentation.
    """
    text = re.split(r"\n(?:Args|Returns|Raises|Attributes|Yields):\n", docstring)[0].strip()
    return "\n\n".join(each if each.startswith(("    ", "- ")) else _line(each) for each in text.split("\n\n"))


def written(value: Any) -> Any:
    """Return an argument as plain data; a live object by its identity.

    Args:
        value: the argument.
    """
    return value if is_plain(value) else identity_of(value)


def _arguments(cls: type[Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return every argument of a wrapper but its environment, those that were not given by their defaults."""
    found = {}
    for name, parameter in list(inspect.signature(cls).parameters.items())[1:]:
        if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD) and (
            name != "name" or name in given
        ):
            found[name] = given.get(name, parameter.default)
    return found


def _module_of(name: str) -> str:
    """Return the module that a dotted name is or stands in; empty where there is none."""
    try:
        found: Any = resolve_name(name)
    except (ImportError, AttributeError):
        return ""
    return name if inspect.ismodule(found) else str(getattr(found, "__module__", ""))


def _is_symbols(paragraph: str) -> bool:
    return paragraph.startswith("    ")


def _line(text: str) -> str:
    return " ".join(_ROLES.sub(r"\1", text).replace("``", "`").split())
