"""GRPO and Dr. GRPO against published programs."""

import numpy as np
import pytest
from published_numbers import cases, example
from ragged_tables import grouped, one_group, padded

from turnwise.reward_shaping.credit import Table, dr_grpo, grpo


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


@pytest.mark.parametrize(
    ("case", "program"),
    [("rllm_norm_std_True", grpo(convention="rllm")), ("rllm_norm_std_False", dr_grpo(single="raw"))],
)
def test_groups_of_rllm(case, program):
    found = cases("grpo")[case]
    expected = [advantage for group in found["outputs"].values() for advantage in group]
    np.testing.assert_allclose(program(grouped(found["inputs"]["groups"])).advantage, expected, atol=2e-6)


@pytest.mark.parametrize(("case", "program"), [("gem_grpo", grpo(convention="gem")), ("gem_drgrpo", dr_grpo())])
def test_episodes_of_gem(case, program):
    found = cases("grpo")[case]
    table = one_group(found["inputs"]["episodes_of_turn_rewards"])
    expected = found["outputs"]["advantage_per_turn (same for every turn of an episode)"]
    np.testing.assert_allclose(program(table).per_turn(), expected, atol=2e-6)


@pytest.mark.parametrize(("scale", "program"), [("group", grpo(convention="trl")), ("none", dr_grpo())])
def test_weighted_sums_of_trl(scale, program):
    found = cases("grpo")[f"trl_sum_then_normalize_{scale}"]
    rewards = np.array(found["inputs"]["rewards_per_func"]) @ found["params"]["reward_weights"]
    table = Table(np.ones(8, int), keys={"group": np.repeat([0, 1], 4)}, turn={"reward": rewards})
    np.testing.assert_allclose(program(table).advantage, found["outputs"]["advantages"], atol=2e-6)


def test_worked_numbers():
    inputs, expected = example("grpo")
    table = one_group([[reward] for reward in inputs["rewards"]])
    for name, program in [("unbiased", grpo()), ("biased", grpo(ddof=0)), ("Dr.GRPO", dr_grpo())]:
        np.testing.assert_allclose(program(table).advantage, expected[name], atol=2e-6)


@pytest.mark.parametrize("convention", ["verl", "skyrl", "rllm"])
def test_a_group_of_one_is_zero_unless_the_convention_says_raw(convention):
    table = grouped({"A": [2.0], "B": [1.0, 0.0]})
    assert grpo()(table).advantage[0] == 0
    assert grpo(convention=convention)(table).advantage[0] == pytest.approx(2.0, abs=1e-5)
    assert grpo(convention=convention, single="zero")(table).advantage[0] == 0


def test_groups_of_one_and_collapsed_groups_are_counted():
    found = grpo()(grouped({"A": [2.0], "B": [1.0, 0.0], "C": [1.0, 1.0, 1.0]})).diagnostics
    counts = {name: found[f"advantage.centre.{name}"] for name in ("keys", "single", "collapsed", "too_few")}
    assert counts == {"keys": 3, "single": 1, "collapsed": 1, "too_few": 0}


def test_no_episodes_give_no_advantages():
    assert grpo()(Table([], turn={"reward": []})).advantage.shape == (0,)


def test_an_unknown_convention_is_refused():
    with pytest.raises(ValueError, match=r"convention must be one of \['verl', .*got 'verI'"):
        grpo(convention="verI")
