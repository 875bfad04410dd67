"""How long files and functions are, and what stands in none of them."""

import ast
import re
import statistics
from pathlib import Path

import pytest

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
MAY_PRINT = ("suite/cli", "examples", "benchmarks")
VAGUE = re.compile(
    r"(^|_)(manager|handler|helper|helpers|util|utils|common|misc|factory|processor|service)($|_)", re.IGNORECASE
)


def lines(root, path):
    """Return how many lines a file has."""
    return len((root / path).read_text().splitlines())


def functions(files):
    """Yield path, node and length of every function."""
    for path, tree in files.items():
        for node in ast.walk(tree):
            if isinstance(node, FUNCTIONS):
                yield path, node, node.end_lineno - node.lineno + 1


def words_of(name):
    """Return ``name`` with its words parted by underscores."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)


def test_no_file_is_longer_than_300_lines(root, written_files):
    assert [f"{path}: {lines(root, path)}" for path in written_files if lines(root, path) > 300] == []


def test_the_median_file_has_at_most_110_lines(root, package_files):
    assert statistics.median(lines(root, path) for path in package_files) <= 110


def test_no_function_is_longer_than_50_lines(written_files):
    long = [f"{path}:{node.lineno} {node.name}: {length}" for path, node, length in functions(written_files)]
    assert [row for row in long if int(row.rpartition(" ")[2]) > 50] == []


def test_the_median_function_has_at_most_10_lines(package_files):
    assert statistics.median(length for _, _, length in functions(package_files)) <= 10


def test_nothing_catches_every_exception(written_files):
    broad = [
        f"{path}:{node.lineno}"
        for path, tree in written_files.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or re.search(r"\b(Base)?Exception\b", ast.unparse(node.type)))
    ]
    assert broad == []


def test_only_the_command_line_the_examples_and_the_benchmarks_print(written_files):
    printing = [
        f"{path}:{node.lineno}"
        for path, tree in written_files.items()
        if not path.as_posix().startswith(MAY_PRINT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_no_name_is_vague(written_files):
    named = (*FUNCTIONS, ast.ClassDef)
    names = [(path, path.stem) for path in written_files] + [
        (path, node.name) for path, tree in written_files.items() for node in ast.walk(tree) if isinstance(node, named)
    ]
    assert [f"{path}: {name}" for path, name in names if VAGUE.search(words_of(name))] == []


@pytest.mark.parametrize(("name", "vague"), [("EnvManager", True), ("text_utils", True), ("commonly", False)])
def test_vague_names_are_found_by_their_words(name, vague):
    assert bool(VAGUE.search(words_of(name))) == vague


def test_no_work_is_left_as_a_note(root, written_files):
    note = re.compile(r"\b(TODO|FIXME|XXX)\b")
    assert [str(path) for path in written_files if note.search((root / path).read_text())] == []


GUARDS = ("envs/text/reasoning/source.py", "envs/text/textworld/", "envs/text/alfworld/")
"""Files that keep the process-wide generators as they were while another package draws from them."""


def test_no_global_random_generator_is_used(package_files):
    drawn = re.compile(r"^(np|numpy)\.random\.(?!Generator\b|default_rng\b|SeedSequence\b|PCG64\b|BitGenerator\b)\w+$")
    used = [
        f"{path}:{node.lineno} {ast.unparse(node)}"
        for path, tree in package_files.items()
        if not path.as_posix().startswith(GUARDS)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and drawn.match(ast.unparse(node)))
        or (isinstance(node, ast.Import) and any(alias.name == "random" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.level == 0 and node.module == "random")
    ]
    assert used == []


def code_lines(path):
    """Return how many lines of a file are code: neither blank, nor comments, nor strings that stand alone."""
    source = path.read_text()
    told = [
        range(node.lineno, node.end_lineno + 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]
    silent = {number for lines_told in told for number in lines_told}
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and number not in silent
        for number, line in enumerate(source.splitlines(), 1)
    )


@pytest.mark.parametrize("room", ["reward_shaping", "wrappers"])
def test_there_are_at_least_as_many_lines_of_tests_as_of_code(room, root):
    code, tests = (sum(map(code_lines, Path(root, folder).rglob("*.py"))) for folder in (room, f"tests/{room}"))
    assert tests >= code


def test_lines_of_code_are_counted_without_what_is_only_told(tmp_path):
    (tmp_path / "file.py").write_text(
        '"""Told.\n\nMore."""\n\n# why\nx = 1  # here\n\n\ndef f():\n    """Told."""\n    return "x"\n'
    )
    assert code_lines(tmp_path / "file.py") == 3
