"""The project's files, read once."""

import ast
import functools
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {
    "suite": "turnwise",
    "agents": "turnwise.agents",
    "wrappers": "turnwise.wrappers",
    "envs": "turnwise.envs",
    "reward_shaping": "turnwise.reward_shaping",
}


@functools.cache
def parsed(*folders: str) -> dict[Path, ast.Module]:
    """Return each Python file below ``folders``, relative to the root, with its syntax tree."""
    files = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return {path.relative_to(ROOT): ast.parse(path.read_text(), str(path)) for path in files}


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def rooms():
    return ROOMS


@pytest.fixture(scope="session")
def package_files():
    return parsed(*ROOMS)


@pytest.fixture(scope="session")
def written_files():
    return parsed(*ROOMS, "benchmarks", "docs", "examples")


@pytest.fixture(scope="session")
def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())
