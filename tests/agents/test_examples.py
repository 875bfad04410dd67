"""The examples about agents and rollouts run, and print what they say they teach."""

import re
import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def printed(capsys):
    def run(name):
        runpy.run_path(str(EXAMPLES / name), run_name="__main__")
        return capsys.readouterr().out

    return run


def test_an_agent_of_ones_own_does_better_than_chance(printed):
    random, wanderer = map(float, re.findall(r"solves ([\d.]+) %", printed("own_agent.py")))
    assert wanderer > random + 20


def test_a_potential_pays_failures_as_much_as_successes(printed):
    output = printed("rescore.py")
    rows = re.findall(r"solved (\S+), failed (\S+) under (.*)", output)
    gaps = {layers: float(solved) - float(failed) for solved, failed, layers in rows}
    assert "100 episodes, played again: 0 differences" in output
    assert gaps["[]"] == 1.0
    (first,) = (gap for layers, gap in gaps.items() if "first" in layers)
    potentials = [gap for layers, gap in gaps.items() if "potential" in layers or "GoalDistance" in layers]
    assert first > 1.5
    assert potentials == pytest.approx([1.0, 1.0], abs=0.1)


def test_a_failure_pays_nothing_behind_the_gate_and_something_without(printed):
    paid = re.findall(r"^(\S+) +(sum|gate) ?: .* a failure pays ([\d.]+)$", printed("which_reward_was_gamed.py"), re.M)
    assert [(agent, name, float(mean) > 0) for agent, name, mean in paid] == [
        ("random", "sum", True),
        ("random", "gate", False),
        ("expert(noise=0.5)", "sum", True),
        ("expert(noise=0.5)", "gate", False),
    ]


def test_a_program_of_ones_own_teaches_where_the_outcome_alone_does_not(printed):
    output = printed("own_estimator.py")
    alone, joined = map(int, re.findall(r"^(\d+)% of turns learn nothing", output, re.M))
    assert output.startswith("p = Program('gated_worst_turn')\n")
    assert joined < alone
