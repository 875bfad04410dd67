"""Find public names that nobody documented: modules, classes, functions, methods, and arguments left out of a list.

Run as a program it prints them and fails if there are any.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = {
    "suite": "turnwise",
    "agents": "turnwise.agents",
    "wrappers": "turnwise.wrappers",
    "envs": "turnwise.envs",
    "reward_shaping": "turnwise.reward_shaping",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(root: Path = ROOT) -> Iterator[tuple[str, Path]]:
    """Yield the dotted name and the file of every public module, rooms in the order of reading."""
    for room, package in ROOMS.items():
        for path in sorted((root / room).rglob("*.py")):
            parts = path.relative_to(root / room).with_suffix("").parts
            name = ".".join([package, *parts]).removesuffix(".__init__")
            if not any(part.startswith("_") for part in name.split(".")):
                yield name, path


def undocumented(root: Path = ROOT) -> list[str]:
    """Return what is missing, one line a name."""
    return [line for name, path in modules(root) for line in missing(ast.parse(path.read_text()), name)]


def missing(node: ast.Module | ast.ClassDef, name: str) -> Iterator[str]:
    """Yield what lacks documentation in a module or class called ``name``."""
    docstring = ast.get_docstring(node)
    if not docstring:
        yield f"{name} has no docstring"
    for child in node.body:
        if not isinstance(child, ast.ClassDef | Function) or child.name.startswith("_") or exempt(child):
            continue
        inner = f"{name}.{child.name}"
        if isinstance(child, ast.ClassDef):
            yield from missing(child, inner)
            yield from unlisted(ast.get_docstring(child) or "", constructor(child), inner)
        elif not ast.get_docstring(child):
            yield f"{inner} has no docstring"
        else:
            yield from unlisted(ast.get_docstring(child) or "", child, inner)


def exempt(node: ast.ClassDef | Function) -> bool:
    """Whether the documentation stands elsewhere: an overload's, or a setter's property."""
    marks = [ast.unparse(mark) for mark in node.decorator_list]
    return any(mark.endswith((".setter", ".deleter")) or mark.rpartition(".")[2] == "overload" for mark in marks)


def constructor(node: ast.ClassDef) -> Function | None:
    """Return a class's ``__init__``, if it defines one."""
    return next((child for child in node.body if isinstance(child, Function) and child.name == "__init__"), None)


def unlisted(docstring: str, function: Function | None, name: str) -> Iterator[str]:
    """Yield the arguments that a docstring with a section ``Args`` leaves out."""
    section = re.search(r"^Args:\n((?:[ \t]+.*\n?|\n)+)", docstring, re.MULTILINE)
    if section is None or function is None:
        return
    listed = set(re.findall(r"^ {4}\**(\w+)(?: \(.*\))?:", section[1], re.MULTILINE))
    given = function.args
    names = [argument.arg for argument in [*given.posonlyargs, *given.args, *given.kwonlyargs]]
    for argument in names:
        if argument not in listed | {"self", "cls"} and not argument.startswith("_"):
            yield f"{name} lists its arguments but not {argument!r}"


if __name__ == "__main__":
    found = undocumented()
    sys.exit("\n".join(found) or 0)
