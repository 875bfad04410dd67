"""Numbers to test formulas against: examples worked by hand, and what published programs print on small inputs.

``example("grpo")`` returns the inputs and the expected outputs of a worked example; ``cases("gae")`` the cases of a
method, each with its name, the program and function it was taken from, its parameters, inputs and outputs.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "published"


def example(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the inputs of a worked example and what is expected of them."""
    found = json.loads((FOLDER / "worked_examples.json").read_text())[name]
    return found["inputs"], found["expected"]


def cases(method: str) -> dict[str, dict[str, Any]]:
    """Return the published cases of a method by name."""
    return {case["name"]: case for case in json.loads((FOLDER / f"{method}.json").read_text())["cases"]}
