"""A run whose process is killed with SIGKILL, several times, ends as one that was left alone."""

import os
import signal
import subprocess
import sys
import warnings

import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import TornLineWarning, collect, read_run

RUN = {"episodes": 120, "group_size": 4, "seed": 6, "slots": 5}
ENVS = ["turnwise/FrozenLake-v0", "turnwise/Maze-v0"]
PROGRAM = """
import sys
import turnwise
from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import collect

class Told(ExpertAgent):
    def act(self, conversations):
        for talk in conversations:
            sys.stdout.write(f"{talk.episode:>999}\\n")  # the pipe fills, and the run waits for its reader
        return super().act(conversations)

collect(ENVS, Told(0.3), out=sys.argv[1], resume=True, threads=int(sys.argv[2]), **RUN)
"""


class Told(ExpertAgent):
    """The expert under the name that it goes by in the other process."""

    episodes = frozenset()

    def act(self, conversations):
        self.episodes |= {talk.episode for talk in conversations}
        return super().act(conversations)


def finished(folder):
    """Return the numbers of the whole lines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TornLineWarning)
        return [episode.episode for episode in read_run(folder).stream()]


@pytest.mark.parametrize("threads", [0, 3])
def test_a_killed_run_loses_no_episode_and_plays_none_twice(tmp_path, threads):
    program = PROGRAM.replace("ENVS", repr(ENVS)).replace("RUN", repr(RUN))
    before = []
    for turns in (200, 700, 500):
        with subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", program, tmp_path / "run", str(threads)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": str(turns)},
        ) as process:
            begun = {int(process.stdout.readline()) for _ in range(turns)}
            os.kill(process.pid, signal.SIGKILL)
            rest = process.stdout.read().split(b"\n")[:-1]
        assert process.returncode == -signal.SIGKILL
        begun |= {int(line) for line in rest}
        assert not begun & set(before)
        now = finished(tmp_path / "run")
        assert now[: len(before)] == before
        assert len(now) > len(before)
        before = now
    assert len(before) < 240
    agent = Told(0.3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TornLineWarning)
        run = collect(ENVS, agent, out=tmp_path / "run", resume=True, **RUN)
    whole = collect(ENVS, Told(0.3), out=tmp_path / "whole" / "run", **RUN)
    assert run.episodes == whole.episodes
    assert len(run) == 240
    assert agent.episodes == set(range(240)) - set(before)


def test_a_run_that_was_torn_anywhere_ends_as_one_that_was_not(tmp_path):
    options = {**RUN, "episodes": 12}
    whole = collect(ENVS, ExpertAgent(0.3), out=tmp_path / "run", **options)
    path = tmp_path / "run" / "episodes.jsonl"
    text = path.read_bytes()
    for cut in range(1, len(text), len(text) // 23):
        path.write_bytes(text[:cut])
        lost = 24 - text[:cut].count(b"\n")
        agent = Told(0.3)
        agent.describe = lambda: {"agent": "ExpertAgent", "noise": 0.3}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", TornLineWarning)
            run = collect(ENVS, agent, out=tmp_path / "run", resume=True, **options)
        assert run.episodes == whole.episodes
        assert len(agent.episodes) == lost
