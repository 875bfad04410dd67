"""Run every benchmark of this folder, or those named, each in its own process: ``python benchmarks [NAME ...]``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main(names: list[str]) -> int:
    """Run the benchmarks and return 1 if one could not run to its end, else 0."""
    files = sorted(path for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))
    programs = {path.stem: path for path in files if 'if __name__ == "__main__":' in path.read_text()}
    unknown = [name for name in names if name not in programs]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(programs)}.", file=sys.stderr)
        return 2
    failed = []
    for name in names or programs:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, str(programs[name])]).returncode:
            failed.append(name)
    if failed:
        print(f"\nNot run to the end: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
