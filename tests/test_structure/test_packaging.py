"""The requirements, their pins, and the commands that use them."""

import re
import subprocess

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

INSTALLED = ("all", "dev")


def requirements(pyproject, extra):
    """Yield the names that an extra requires, extras of our own unfolded."""
    for text in pyproject["project"]["optional-dependencies"][extra]:
        requirement = Requirement(text)
        if requirement.name == "turnwise":
            for inner in sorted(requirement.extras):
                yield from requirements(pyproject, inner)
        else:
            yield canonicalize_name(requirement.name)


@pytest.fixture
def pins(root):
    rows = [line for line in (root / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in (row.split("==") for row in rows)}


@pytest.mark.parametrize("extra", INSTALLED)
def test_everything_that_make_installs_is_pinned(extra, pyproject, pins):
    core = [canonicalize_name(Requirement(text).name) for text in pyproject["project"]["dependencies"]]
    assert [name for name in [*core, *requirements(pyproject, extra)] if name not in pins] == []


def test_torch_is_pinned_and_the_demonstration_does_without_it(pyproject, pins, root):
    assert pins["torch"] == "2.13.0"
    assert "torch" in requirements(pyproject, "dev")
    extras = re.search(r"^demo: \S*\.installed-(\S+)", (root / "Makefile").read_text(), re.MULTILINE)[1].split(",")
    assert not any("torch" in requirements(pyproject, extra) for extra in extras)


def test_the_core_requires_gymnasium_and_numpy_alone(pyproject):
    assert [Requirement(text).name for text in pyproject["project"]["dependencies"]] == ["gymnasium", "numpy"]


def test_make_lists_every_command_with_what_it_does(root):
    shown = subprocess.run(["make", "help"], cwd=root, capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^(\w+) ", shown, re.MULTILINE)
    assert commands == ["help", "demo", "test", "lint", "docs", "bench", "system", "clean"]


@pytest.mark.parametrize("script", [".ci/run", ".ci/system"])
def test_the_scripts_are_valid_bash_and_executable(script, root):
    subprocess.run(["bash", "-n", script], cwd=root, check=True)
    assert (root / script).stat().st_mode & 0o111
