"""Every estimator of verl's on the same rows: two turns with an observation between them, ragged, three groups."""

from itertools import pairwise

import numpy as np
import pytest
from published_numbers import cases

from turnwise.reward_shaping.credit import (
    Table,
    bi_level_gae,
    dr_grpo,
    gpg,
    grpo,
    opo,
    optimal_token_baseline,
    pass_at_k,
    reinforce_plus_plus,
    reinforce_plus_plus_baseline,
    remax,
    rloo,
    token_gae,
)

PROGRAMS = {
    "grpo_norm_std_True": grpo(convention="verl"),
    "grpo_norm_std_False": dr_grpo(single="raw"),
    "grpo_vectorized_norm_std_True": grpo(convention="verl"),
    "grpo_vectorized_norm_std_False": dr_grpo(single="raw"),
    "passk_norm_std_True": pass_at_k(),
    "passk_norm_std_False": pass_at_k(scale=None),
    "rloo": rloo(single="raw"),
    "reinforce_plus_plus_baseline": reinforce_plus_plus_baseline(single="raw"),
    "opo": opo(single="raw"),
    "gpg": gpg(single="raw"),
    "gpg_f_norm_2": gpg(single="raw", f_norm=2.0),
    "reinforce_plus_plus_g1.0": reinforce_plus_plus(),
    "reinforce_plus_plus_g0.9": reinforce_plus_plus(gamma=0.9),
    "remax": remax(baseline="greedy"),
    "gae_g1.0_l1.0": token_gae(),
    "gae_g0.9_l0.8": token_gae(gamma=0.9, lam=0.8),
    "multi_turn_optimal_token_baseline": optimal_token_baseline(single="raw"),
}


def turns_of(row_rewards, row_mask):
    """Return tokens and rewards of the turns of a padded row: a turn is what was read, then what was written."""
    written = np.flatnonzero(row_mask)
    breaks = [place for place, after in pairwise(written) if after > place + 1]
    ends = [*breaks, len(row_mask) - 1]
    starts = [0, *(end + 1 for end in breaks)]
    return [end - start + 1 for start, end in zip(starts, ends, strict=True)], [
        row_rewards[start : end + 1].sum() for start, end in zip(starts, ends, strict=True)
    ]


def make_table(inputs):
    """Return the table of a case: each row an episode, its stretches of written tokens the turns."""
    rewards, mask = (np.array(inputs[name]) for name in ("token_level_rewards", "response_mask"))
    each = [turns_of(*row) for row in zip(rewards, mask, strict=True)]
    token = {
        ours: np.array(inputs[theirs]).ravel()
        for ours, theirs in {"value": "values", "log_prob": "old_log_probs", "sum_pi_squared": "sum_pi_squared"}.items()
        if theirs in inputs
    }
    return Table(
        [len(tokens) for tokens, _ in each],
        [count for tokens, _ in each for count in tokens],
        keep=mask.ravel() > 0,
        keys={"group": inputs.get("index", [0] * len(each))},
        turn={"reward": [reward for _, column in each for reward in column]},
        episode={"greedy": inputs["reward_baselines"]} if "reward_baselines" in inputs else {},
        token=token,
    )


@pytest.mark.parametrize("name", list(cases("verl")))
def test_the_program_gives_what_verl_gives(name):
    case = cases("verl")[name]
    table = make_table(case["inputs"])
    assert table.turns.max() == 2
    expected = np.array(case["outputs"]["advantages"]).ravel()
    found = PROGRAMS[name](table).per_token(dtype=np.float64)
    np.testing.assert_allclose(found[table.mask], expected[table.mask], atol=3e-6)
    np.testing.assert_array_equal(found[~table.mask], 0)


def test_every_case_has_a_program_and_every_program_a_case():
    assert list(PROGRAMS) == [name for name in PROGRAMS if name in cases("verl")]
    assert sorted(PROGRAMS) == sorted(cases("verl"))


@pytest.mark.parametrize("name", list(cases("ragen_bilevel_gae")))
def test_the_program_gives_what_ragen_gives(name):
    case = cases("ragen_bilevel_gae")[name]
    params, mask = case["params"], np.array(case["inputs"]["response_mask"]).ravel() > 0
    table = make_table(case["inputs"])
    program = bi_level_gae(gamma=params["gamma"], lam=params["lam"], turn_gamma=params["high_level_gamma"])
    result = program(table)
    expected = np.array(case["outputs"]["advantages_whitened"]).ravel()
    np.testing.assert_allclose(result.per_token()[mask], expected[mask], atol=3e-6)
    returns = result["gae"] + table["value"].data
    np.testing.assert_allclose(returns, np.array(case["outputs"]["returns"]).ravel()[mask], atol=3e-6)
