"""The Java machine that the package scienceworld runs in: one a process, started when a world is first played.

Starting it takes a second or two, so all environments of a process share it. It is never shared with another process:
a process that is forked starts its own.
"""

from __future__ import annotations

import atexit
import importlib
import os
import shutil
import threading
from typing import Any

from gymnasium.error import DependencyNotInstalled

OPTIONS = (
    "-XX:+UseSerialGC",
    "-XX:+UnlockExperimentalVMOptions",
    "-XX:hashCode=2",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
)
"""``hashCode=2`` gives every object the same identity hash: the order of things of the same name is then always one.
The last option opens the generator of chance, whose state each house keeps for itself."""

SCRAMBLE = 0x5DEECE66D
"""``java.util.Random.setSeed`` combines what it is given with this number."""

INSTALL = 'Install it with `pip install "turnwise[worlds]"`.'

lock = threading.RLock()
_running: Machine | None = None
_inherited: list[Machine] = []
"""Machines of the process that this one was forked from: kept, so that nothing is sent to them on collection."""


def require() -> Any:
    """Return scienceworld's constants.

    Raises:
        gymnasium.error.DependencyNotInstalled: if the package or Java is missing.
    """
    try:
        constants = importlib.import_module("scienceworld.constants")
    except ImportError as missing:
        raise DependencyNotInstalled(
            f"turnwise/ScienceWorld-v0 plays in the package scienceworld, which is missing ({missing}). {INSTALL}"
        ) from missing
    if shutil.which("java") is None:
        raise DependencyNotInstalled(
            "turnwise/ScienceWorld-v0 runs in Java, and no program `java` is there. Install a Java runtime, version 9 "
            "or later, such as Debian's default-jre-headless (`make system` does)."
        )
    return constants


class Machine:
    """A running Java machine.

    Attributes:
        owner: the last user; another one sets its own state of chance and count of things before it calls.
        known: what has been asked of a task: its variations, by set.
    """

    def __init__(self) -> None:
        constants = require()
        gateways = importlib.import_module("py4j.java_gateway")
        port, self.process = gateways.launch_gateway(
            classpath=constants.JAR_PATH,
            die_on_exit=True,
            cwd=constants.BASEPATH,
            javaopts=list(OPTIONS),
            return_proc=True,
        )
        parameters = gateways.GatewayParameters(auto_field=True, port=port)
        self.gateway = gateways.JavaGateway(gateway_parameters=parameters, java_process=self.process)
        self.owner: Any = None
        self.known: dict[tuple[str, str], tuple[int, ...]] = {}
        java = self.gateway.jvm.java.lang.Class
        self._seed = java.forName("java.util.Random").getDeclaredField("seed")
        self._seed.setAccessible(True)
        self._chance = java.forName("scala.util.Random$").getField("MODULE$").get(None).self()
        self._identifiers = java.forName("util.UniqueIdentifier$").getField("MODULE$").get(None)

    def world(self) -> Any:
        """Return the simulator's interface to another world."""
        return self.gateway.jvm.scienceworld.runtime.pythonapi.PythonInterface()

    @property
    def globals(self) -> tuple[int, int]:
        """What all houses share: the state of chance, and the number of the thing that was made last."""
        return int(self._seed.get(self._chance)), int(self._identifiers.count())

    @globals.setter
    def globals(self, values: tuple[int, int]) -> None:
        self._chance.setSeed(values[0] ^ SCRAMBLE)
        getattr(self._identifiers, "count_$eq")(values[1])

    def stop(self) -> None:
        """End the Java process."""
        self.gateway.shutdown()
        self.process.stdin.close()
        self.process.wait()

    def disown(self) -> None:
        """Send nothing any more, in a process that was forked from the owner's."""
        self.gateway._gateway_client.is_connected = False


def machine() -> Machine:
    """Return this process's machine, started if none runs."""
    global _running
    with lock:
        if _running is None:
            _running = Machine()
        return _running


def _forget() -> None:
    """Leave the parent's machine alone, in a process that was just forked."""
    global _running, lock
    lock = threading.RLock()
    if _running is not None:
        _running.disown()
        _inherited.append(_running)
        _running = None


def _stop() -> None:
    if _running is not None:
        _running.stop()


atexit.register(_stop)
os.register_at_fork(after_in_child=_forget)
