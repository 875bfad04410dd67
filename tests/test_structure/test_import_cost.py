"""What ``import turnwise`` loads, in a process of its own."""

import subprocess
import sys

HEAVY = ("torch", "transformers", "docker", "playwright", "minigrid", "click", "rich", "jinja2", "pyarrow", "pygame")


def loaded_by(statement):
    """Return the top-level packages loaded after ``statement`` ran in a fresh interpreter."""
    program = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )


def test_importing_turnwise_loads_no_optional_package():
    assert loaded_by("import turnwise").isdisjoint(HEAVY)


def test_importing_turnwise_adds_no_foreign_package_to_gymnasium_s_own():
    added = loaded_by("import turnwise") - loaded_by("import gymnasium")
    assert {name for name in added if name not in sys.stdlib_module_names and not name.startswith("__")} == {"turnwise"}


def test_importing_turnwise_loads_no_environment_s_rules():
    program = "import turnwise, sys; print(*[n for n in sys.modules if n.startswith('turnwise.envs.grid.')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_missing_extra_is_named_with_the_command_that_brings_it():
    program = """
import sys
sys.modules["minigrid"] = None
import gymnasium as gym, turnwise
try:
    gym.make("turnwise/MiniGrid-v0")
except gym.error.DependencyNotInstalled as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 'pip install "turnwise[grid]"' in done.stdout
