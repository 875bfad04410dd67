"""Who may import whom, and which folders are packages."""

import ast
import sys
from importlib.util import resolve_name

import pytest

MAY_IMPORT = {
    "suite": {"suite", "agents", "wrappers", "envs", "reward_shaping"},
    "agents": {"agents", "wrappers", "reward_shaping"},
    "wrappers": {"wrappers", "reward_shaping"},
    "envs": {"envs"},
    "reward_shaping": {"reward_shaping"},
}
ANYWHERE = {"gymnasium", "numpy"}
LOADED_ON_MAKE = {"minigrid": "envs/grid/minigrid", "pettingzoo": "envs/text/two_player/pettingzoo_view"}
TORCH_ROOMS = ("agents/scorers", "agents/training", "agents/language_model", "reward_shaping/learners")


def package_of(path, rooms):
    """Return the dotted package that holds the file at ``path``."""
    room, *below = path.parent.parts
    return ".".join([rooms[room], *below])


def imports(tree, package):
    """Yield every dotted name that a file imports, and whether the file imports it as soon as it is loaded."""
    at_load = {id(node) for top in tree.body for node in loaded_nodes(top)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in at_load
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module
            names = [base] if node.module else [f"{base}.{alias.name}" for alias in node.names]
            for name in names:
                yield name, id(node) in at_load


def loaded_nodes(node):
    """Yield a statement and what stands in it, but not what waits inside a function or for a type checker."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from loaded_nodes(child)


def room_of(name, rooms):
    """Return the room of a dotted name of ours."""
    owners = [room for room, package in rooms.items() if name == package or name.startswith(f"{package}.")]
    return max(owners, key=lambda room: len(rooms[room]))


def foreign(files, rooms, room):
    """Yield file, top-level package and whether it is loaded at once, for all that is neither ours nor Python's."""
    for path, tree in files.items():
        if path.parts[0] != room:
            continue
        for name, at_load in imports(tree, package_of(path, rooms)):
            top = name.partition(".")[0]
            if top != "turnwise" and top not in sys.stdlib_module_names:
                yield str(path), top, at_load


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_it_may(room, package_files, rooms):
    broken = [
        f"{path} imports {name}"
        for path, tree in package_files.items()
        if path.parts[0] == room
        for name, _ in imports(tree, package_of(path, rooms))
        if name.partition(".")[0] == "turnwise" and room_of(name, rooms) not in MAY_IMPORT[room]
    ]
    assert not broken


def test_our_own_code_is_imported_relatively_inside_the_package(package_files):
    absolute = [
        str(path)
        for path, tree in package_files.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == "turnwise")
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "turnwise" for alias in node.names))
    ]
    assert not absolute


def test_reward_shaping_needs_numpy_alone_and_its_learners_torch_on_use(package_files, rooms):
    broken = [
        f"{path} imports {top}"
        for path, top, at_load in foreign(package_files, rooms, "reward_shaping")
        if top != "numpy" and not (top == "torch" and path.startswith(TORCH_ROOMS) and not at_load)
    ]
    assert not broken


@pytest.mark.parametrize("room", ["wrappers", "agents", "envs"])
def test_below_the_front_door_only_gymnasium_and_numpy_load_at_once(room, package_files, rooms):
    broken = [
        f"{path} loads {top}"
        for path, top, at_load in foreign(package_files, rooms, room)
        if at_load and top not in ANYWHERE and not path.startswith(LOADED_ON_MAKE.get(top, "/"))
    ]
    assert not broken


def test_torch_stays_in_its_rooms(package_files, rooms):
    broken = [
        f"{path} imports {top}"
        for room in rooms
        for path, top, _ in foreign(package_files, rooms, room)
        if top in {"torch", "transformers"} and not path.startswith(TORCH_ROOMS)
    ]
    assert not broken


def test_the_packages_listed_are_the_folders_with_python_files(package_files, pyproject, rooms):
    folders = sorted({package_of(path, rooms) for path in package_files})
    assert sorted(pyproject["tool"]["setuptools"]["packages"]) == folders


def test_the_folders_are_mapped_as_the_rooms_are(pyproject, rooms):
    mapped = pyproject["tool"]["setuptools"]["package-dir"]
    assert mapped == {package: room for room, package in rooms.items()}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from ..envs import base", [("turnwise.envs", True)]),
        ("from .. import stack", [("turnwise.stack", True)]),
        ("def f():\n    import torch", [("torch", False)]),
        ("if TYPE_CHECKING:\n    import torch", [("torch", False)]),
        ("try:\n    import torch\nexcept ImportError:\n    pass", [("torch", True)]),
    ],
)
def test_imports_are_read_from_the_syntax_tree(source, expected):
    assert list(imports(ast.parse(source), "turnwise.wrappers")) == expected
