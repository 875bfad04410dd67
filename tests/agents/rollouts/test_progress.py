"""What a user sees while a run goes on."""

import io
import sys

import pytest

from turnwise.agents import RandomAgent
from turnwise.agents.rollouts import Episode, collect
from turnwise.agents.rollouts.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def play(progress, count):
    """Add ``count`` solved episodes of two turns and close."""
    for _ in range(count):
        progress.add(Episode(actions=["a", "b"], rewards=[0.0, 0.5], successes=[False, True]))
    progress.close()


def test_plain_lines_are_written_ten_times_a_run():
    stream = io.StringIO()
    play(Progress(50, show=True, stream=stream), 50)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 10
    assert lines[0].startswith("5/50 episodes, success 1.00, reward 0.500, turns 2.0, ")
    assert lines[-1].startswith("50/50 episodes")


def test_a_resumed_run_counts_on_and_averages_its_own_episodes():
    stream = io.StringIO()
    play(Progress(4, done=2, show=True, stream=stream), 2)
    assert [line.partition(",")[0] for line in stream.getvalue().splitlines()] == ["3/4 episodes", "4/4 episodes"]
    assert "reward 0.500" in stream.getvalue()


@pytest.mark.parametrize(("show", "stream"), [(False, io.StringIO()), (None, io.StringIO()), (False, Terminal())])
def test_nothing_is_written_where_nobody_looks(show, stream):
    play(Progress(3, show=show, stream=stream), 3)
    assert stream.getvalue() == ""


@pytest.mark.needs("rich")
@pytest.mark.parametrize("show", [True, None])
def test_a_terminal_gets_a_bar(show, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = Terminal()
    play(Progress(3, show=show, stream=stream), 3)
    assert "3/3" in stream.getvalue()
    assert "success 1.00" in stream.getvalue()
    assert "\x1b[" in stream.getvalue()


def test_a_terminal_without_rich_gets_plain_lines(monkeypatch):
    monkeypatch.setitem(sys.modules, "rich", None)
    stream = Terminal()
    play(Progress(2, show=None, stream=stream), 2)
    assert stream.getvalue().startswith("1/2 episodes")


def test_an_environment_that_does_not_say_success_gets_none():
    progress = Progress(2, show=False)
    progress.add(Episode(rewards=[1.0], actions=["a"]))
    assert progress.means() == "reward 1.000, turns 1.0"


def test_collect_shows_its_progress_on_standard_error(corridor, capsys):
    collect(corridor, RandomAgent(), episodes=2, progress=True)
    assert capsys.readouterr().err.splitlines()[-1].startswith("2/2 episodes")
    collect(corridor, RandomAgent(), episodes=2)
    assert capsys.readouterr().err == ""
