"""The command line: ``turnwise envs | show | play | run | rescore | replay | diagnose | report``."""

from __future__ import annotations

import sys
from importlib.util import find_spec

NEEDED = ("click", "rich", "jinja2")
"""Packages of the extra ``report`` that the command line stands on."""


def main() -> None:
    """Run the command line, or say what to install for it (exit code 1)."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        sys.stderr.write(
            f"The turnwise command needs {', '.join(missing)}. Install with: pip install 'turnwise[report]'\n"
        )
        raise SystemExit(1)
    from .app import app

    app(prog_name="turnwise")
