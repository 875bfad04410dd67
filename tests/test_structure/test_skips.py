"""What a skipped test means: a reason to read, or under ``TURNWISE_STRICT=1`` a failure."""

import os
import shutil
import subprocess
import sys

import pytest

SKIPPED_IN_EVERY_WAY = """
import pytest

@pytest.mark.needs("no_such_package")
def test_marked(): ...

def test_inside(): pytest.skip("reason")

@pytest.mark.skip(reason="reason")
def test_decorated(): ...
"""


@pytest.fixture
def outcome(root, tmp_path):
    """Run the project's own conftest over ``source``; return pytest's exit status and what it printed."""

    def run(source, strict):
        shutil.copy(root / "tests" / "conftest.py", tmp_path)
        (tmp_path / "test_case.py").write_text(source)
        environment = {**os.environ, "TURNWISE_STRICT": strict}
        command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path)
        return done.returncode, done.stdout

    return run


def test_a_missing_package_is_named_with_what_to_run(outcome):
    status, printed = outcome(SKIPPED_IN_EVERY_WAY, strict="0")
    assert status == 0
    assert "3 skipped" in printed
    assert "the package no_such_package is not installed: run `make test`" in printed


def test_strictly_every_skipped_test_fails(outcome):
    status, printed = outcome(SKIPPED_IN_EVERY_WAY, strict="1")
    assert status == 1
    assert "skipped" not in printed.splitlines()[-1]
    assert "3 errors" in printed or "1 failed, 2 errors" in printed


def test_strictly_a_skipped_file_fails(outcome):
    status, printed = outcome("import pytest\npytest.importorskip('no_such_package')", strict="1")
    assert status != 0
    assert "1 error" in printed


def test_strictly_an_expected_failure_stays_one(outcome):
    status, printed = outcome("import pytest\n@pytest.mark.xfail\ndef test_x(): assert 0\n", strict="1")
    assert status == 0
    assert "1 xfailed" in printed
