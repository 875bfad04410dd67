"""Functions of installed packages, taken from their files by name and run as they stand there.

The packages are not imported, so what else they depend on need not be installed. Type annotations and decorators are
left aside; everything that is timed is theirs.
"""

from __future__ import annotations
import __future__

import ast
import copy
import importlib.util
import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np


def tree(package: str, path: str) -> tuple[ast.Module, str]:
    """Return the syntax tree of a file of an installed package, and its name."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed")
    file = Path(spec.submodule_search_locations[0]) / path
    return ast.parse(file.read_text()), str(file)


def run(statements: list[ast.stmt], file: str, reach: dict[str, Any]) -> dict[str, Any]:
    """Execute statements of a file with these names in reach, and return all names then."""
    module = ast.fix_missing_locations(ast.Module(statements, type_ignores=[]))
    names = dict(reach)
    exec(compile(module, file, "exec", flags=__future__.annotations.compiler_flag), names)
    return names


def functions(package: str, path: str, names: Iterable[str], reach: dict[str, Any]) -> dict[str, Callable[..., Any]]:
    """Return functions of a file by name, with ``reach`` and one another within their reach."""
    whole, file = tree(package, path)
    wanted = [node for node in whole.body if isinstance(node, ast.FunctionDef) and node.name in names]
    for node in wanted:
        node.decorator_list = []
    found = run(wanted, file, reach)
    return {name: found[name] for name in names}


def verl(names: Iterable[str]) -> dict[str, Callable[..., Any]]:
    """Return verl's estimators by name."""
    import torch

    whiten = functions(
        "verl",
        "utils/torch_functional.py",
        ["masked_sum", "masked_mean", "masked_var", "masked_whiten"],
        {"torch": torch},
    )
    device = {"os": os, "get_device_name": lambda: "cpu"}
    by_group = functions(
        "verl",
        "utils/groupwise.py",
        ["as_torch_index", "group_mean_std", "_resolve_device", "_to_1d_numpy_object_array"],
        {"torch": torch, "np": np, "Any": Any, **device},
    )
    reach = {"torch": torch, "np": np, "defaultdict": defaultdict, "verl_F": SimpleNamespace(**whiten), **by_group}
    return functions("verl", "trainer/ppo/core_algos.py", names, reach)


def _method(package: str, path: str, owner: str, name: str) -> tuple[ast.FunctionDef, str]:
    whole, file = tree(package, path)
    classes = (node for node in whole.body if isinstance(node, ast.ClassDef) and node.name == owner)
    found = (node for each in classes for node in each.body if isinstance(node, ast.FunctionDef) and node.name == name)
    return next(found), file


def _assigns(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name


def trl_block(path: str, owner: str, first: str) -> Callable[..., Any]:
    """Return TRL's lines from rewards to advantages as a function of the trainer's settings and the rewards.

    They stand in the middle of a method: from the first assignment of ``first`` (or the first ``if`` on the setting of
    that name) to the one that puts 0 for what is missing.
    """
    import torch

    method, file = _method("trl", path, owner, "_generate_and_score_completions")
    lines = copy.deepcopy(method.body)
    starts = [
        _assigns(node, first) or (isinstance(node, ast.If) and ast.unparse(node.test).startswith(f"self.{first} =="))
        for node in lines
    ]
    ends = [_assigns(node, "advantages") and "nan_to_num" in ast.unparse(node) for node in lines]
    template = ast.parse(
        "def block(self, rewards_per_func, rewards, unscorable_mask, num_generations, device):\n    return advantages"
    )
    block = template.body[0]
    assert isinstance(block, ast.FunctionDef)
    block.body[:0] = lines[starts.index(True) : ends.index(True) + 1]
    nanstd = functions("trl", "trainer/utils.py", ["nanstd"], {"torch": torch})
    found: Callable[..., Any] = run([block], file, {"torch": torch, **nanstd})["block"]
    return found
