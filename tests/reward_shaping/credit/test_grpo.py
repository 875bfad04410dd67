"""GRPO and Dr. GRPO against published programs."""

import numpy as np
import pytest
from published_numbers import cases, example

from turnwise.reward_shaping.credit import PRESETS, Program, Table, dr_grpo, grpo


def padded(inputs):
    """Return the table of a padded case: one turn an episode, a group for each index."""
    rewards, mask = (np.array(inputs[name]) for name in ("token_level_rewards", "response_mask"))
    tokens = np.full(len(rewards), rewards.shape[1])
    return Table(
        np.ones(len(rewards), int), tokens, keep=mask.ravel() > 0, keys={"group": inputs["index"]},
        episode={"reward": rewards.sum(1)},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("case", "program"),
    [
        ("verl_norm_std_True", grpo(convention="verl")),
        ("verl_norm_std_False", dr_grpo(single="raw")),
        ("skyrl_norm_std_True", grpo(convention="skyrl")),
    ],
)
def test_padded_rows_of_published_programs(case, program):
    found = cases("grpo")[case]
    expected = np.array(found["outputs"]["advantages"])
    result = program(padded(found["inputs"]))
    np.testing.assert_allclose(result.per_token().reshape(expected.shape), expected, atol=2e-6)


def test_worked_numbers():
    inputs, expected = example("grpo")
    table = Table([1] * 4, episode={"reward": inputs["rewards"]})
    for name, program in [("unbiased", grpo()), ("biased", grpo(ddof=0)), ("Dr.GRPO", dr_grpo())]:
        np.testing.assert_allclose(program(table).advantage, expected[name], atol=2e-6)
        assert Program.parse(str(program)) == program


def test_presets_are_there_by_name():
    assert PRESETS["grpo"] is grpo
