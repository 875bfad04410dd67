"""What every test may ask for, and what a skipped test means.

A test that needs more than Python says so: ``@pytest.mark.needs("docker", "chromium", "minigrid")`` names programs,
engines and packages. Where one is missing the test is skipped and says what to install; under ``TURNWISE_STRICT=1`` a
skipped test, this way or any other, is a failed one.
"""

import ctypes.util
import functools
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import hypothesis
import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")  # the networks of tests are too small to gain by a second thread
STRICT = os.environ.get("TURNWISE_STRICT", "") not in ("", "0")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Where a skip is a failure chance must be none: there every run draws the same examples, elsewhere new ones.
hypothesis.settings.register_profile("turnwise", deadline=None, derandomize=STRICT)
hypothesis.settings.load_profile("turnwise")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line("markers", "needs(*names): skip where one of 'docker', 'chromium', a package, is missing")


@functools.cache
def lacks(name: str) -> str:
    """Return what is missing for ``name``, and what to run; empty if nothing is."""
    if name == "docker":
        running = shutil.which("docker") and subprocess.run(["docker", "info"], capture_output=True).returncode == 0
        return "" if running else "no Docker engine answers: run `make system` as root and start dockerd"
    if name == "java":
        return "" if shutil.which("java") else "there is no Java runtime: run `make system` as root"
    if name == "chromium":
        return "" if any(map(shutil.which, BROWSERS)) else "there is no Chromium: run `make system` as root"
    found = importlib.util.find_spec(name)
    if found and name == "playwright" and sys.platform == "linux" and not ctypes.util.find_library("atomic"):
        return "Playwright needs the library libatomic1: run `make system` as root"
    return "" if found else f"the package {name} is not installed: run `make test`, which installs it"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip the test, by what it needs."""
    for mark in item.iter_markers("needs"):
        for missing in filter(None, map(lacks, mark.args)):
            pytest.skip(missing)


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure."""
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"TURNWISE_STRICT: {report.nodeid} was skipped: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Refuse a skipped test."""
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    """Refuse a skipped file."""
    report = yield
    refuse_skip(report)
    return report
