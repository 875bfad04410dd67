"""Recorded runs that the tests of the report and of the command line look at."""

import shutil
from pathlib import Path

import gymnasium as gym
import pytest
from click.testing import CliRunner

from turnwise.agents import ExpertAgent, RandomAgent
from turnwise.agents.rollouts.collect import collect
from turnwise.agents.rollouts.episode import Episode
from turnwise.agents.rollouts.trace import RunWriter
from turnwise.cli.app import app
from turnwise.diagnose import Diagnosis, Finding, diagnose
from turnwise.diagnose.file import write_diagnoses
from turnwise.diagnose.finding import STATUSES
from turnwise.wrappers.gated_rewards import GatedRewards
from turnwise.wrappers.milestones import Milestones


def lake(**knobs):
    """Return a function that makes a lake under milestones and a gate."""
    return lambda: GatedRewards(Milestones(gym.make("turnwise/FrozenLake-v0", size=4, **knobs)), ["milestones"])


@pytest.fixture(scope="session")
def recorded(tmp_path_factory) -> Path:
    """Return a folder with two real runs: two agents on two lakes, eight episodes of each."""
    folder = tmp_path_factory.mktemp("recorded")
    envs = {"FrozenLake-v0": lake(), "FrozenLake-v0 slippery=true": lake(slippery=True)}
    for name, agent in (("random", RandomAgent()), ("expert", ExpertAgent(noise=0.2))):
        collect(envs, agent, episodes=8, out=folder / name, record=("milestones", "channels"))
    return folder


HOSTILE = [
    "</script><script>window.broken = 1</script>",
    "<!--<script>",
    '<img src=x onerror="window.broken = 1">',
    "{{ 7 * 7 }}{% raw %}",
    "\u0000\u0001\u001b[31mred",
    "lone \ud800 surrogate \udfff",
    "\u202edetrevni\u202c \u2066isolated\u2069",
    "مرحبا بالعالم \u2028 next",
    "]]> & &amp; &lt;b&gt; \\u003c 'quotes' \"double\" `back`",
    "a" * 5000,
]


def hostile_episode(number: int, agent: str) -> Episode:
    """Return an episode in which every text is hostile."""
    text, other = HOSTILE[number % len(HOSTILE)], HOSTILE[(number + 1) % len(HOSTILE)]
    return Episode(
        task=text,
        episode=number,
        group=number,
        env=HOSTILE[0] if number % 2 else "Quiet-v0",
        agent=agent,
        seed=number,
        observations=[text, other, text],
        actions=[other, text],
        rewards=[0.5, -0.25],
        paid={"outcome": [0.5, -0.5], "<b>term</b>\u202e": [None, 0.25], "__proto__": [0.0, 0.0]},
        successes=[False, bool(number % 2)],
        valid=[True, False],
        errors=["", text],
        terminated=True,
        crash="<i>crash</i>" if number == 3 else "",
        milestones={"<u>m</u>": [False, True], "constructor": [True, False]},
        channels={"x<y": [1.0, float("nan")]},
        opening={"milestones": {"<u>m</u>": False}},
    )


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> Path:
    """Return the folder of a run whose every name and message tries to break the page."""
    folder = tmp_path_factory.mktemp("hostile") / "run"
    config = {"run": HOSTILE[2], "envs": [], "agent": {"name": HOSTILE[0]}, "created": ""}
    with RunWriter(folder, config) as writer:
        for number in range(len(HOSTILE)):
            writer.append(hostile_episode(number, HOSTILE[0]))
    write_diagnoses(folder, [hostile_diagnosis()])
    return folder


def hostile_diagnosis() -> Diagnosis:
    """Return a diagnosis in which every text is hostile."""
    texts = {f"{place} {text}": [text, text] for place, text in enumerate(HOSTILE)}
    evidence = {
        "messages": HOSTILE,
        "tried": {HOSTILE[0]: 2.0, HOSTILE[2]: -1.0, "none": "nan"},
        "honest": 1.0,
        **texts,
    }
    findings = [
        Finding(HOSTILE[0], status, text, HOSTILE[2], evidence) for status, text in zip(STATUSES, HOSTILE, strict=False)
    ]
    return Diagnosis(HOSTILE[0], (HOSTILE[2], HOSTILE[4]), tuple(findings), seeds=(0,), budget=1)


@pytest.fixture(scope="session")
def diagnosed(recorded, tmp_path_factory) -> Path:
    """Return a folder like ``recorded`` with a diagnosis of a bad reward and of a sound one beside the runs."""
    folder = tmp_path_factory.mktemp("diagnosed") / "lakes"
    shutil.copytree(recorded, folder)
    lake = {"id": "turnwise/FrozenLake-v0", "size": 4}
    rewards = (
        ["Milestones", {"name": "GatedRewards", "terms": ["milestones"]}],
        [{"name": "Milestones", "mode": "level"}],
    )
    found = [diagnose(lake, layers, seeds=2, budget=6_000, label="FrozenLake-v0 size=4") for layers in rewards]
    write_diagnoses(folder, found)
    return folder


@pytest.fixture(scope="session")
def turnwise():
    """Return what runs the command line in this process."""
    return lambda *words, **more: CliRunner().invoke(app, [str(word) for word in words], **more)


@pytest.fixture(scope="session")
def run(turnwise):
    """Return what lets two agents play four episodes on a lake, recorded in the folder it is given."""
    words = (
        "run", "--env", "FrozenLake:size=4", "--agent", "random", "--agent", "expert:noise=0.2",
        "--reward", "Milestones", "--reward", "GatedRewards:terms=[milestones]", "--episodes", 4,
    )  # fmt: skip
    return lambda out, *more: turnwise(*words, "--out", out, *more)


@pytest.fixture(scope="session")
def played(run, tmp_path_factory):
    """Return the folder of such a run."""
    out = tmp_path_factory.mktemp("played") / "run"
    result = run(out)
    assert result.exit_code == 0, result.output
    return out
