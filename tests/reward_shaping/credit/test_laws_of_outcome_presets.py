"""What estimators with one number an episode have in common, and what sets them apart."""

import numpy as np
import pytest
from hypothesis import assume, given
from ragged_tables import SEEDS, full, scaled

from turnwise.reward_shaping.credit import (
    Program,
    Table,
    centre,
    dr_grpo,
    gpg,
    grpo,
    maxrl,
    normalize_then_sum,
    opo,
    pass_at_k,
    prpo,
    rebn,
    reinforce_plus_plus_baseline,
    rloo,
    statistic,
    sum_then_normalize,
    total,
)

TINY = {"eps": 1e-12}


@given(SEEDS)
def test_leaving_one_out_is_dr_grpo_times_n_over_n_minus_one(seed):
    table = Table(**full(seed))
    size = np.bincount(table.index("episode", "group"))[table.index("turn", "group")]
    factor = np.where(size > 1, size / np.maximum(size - 1, 1), 0)
    np.testing.assert_allclose(rloo()(table).advantage, factor * dr_grpo()(table).advantage, atol=1e-9)


@given(SEEDS)
def test_grpo_is_blind_to_scale_and_shift_and_dr_grpo_to_shift_alone(seed):
    columns = full(seed)
    plain, moved = Table(**columns), Table(**scaled(columns, 3.0, 2.0))
    np.testing.assert_allclose(grpo(**TINY)(moved).advantage, grpo(**TINY)(plain).advantage, atol=1e-6)
    for program in (dr_grpo(), rloo()):
        np.testing.assert_allclose(program(moved).advantage, 3 * program(plain).advantage, atol=1e-8)
    np.testing.assert_allclose(prpo(**TINY)(moved).advantage, prpo(**TINY)(plain).advantage, atol=1e-6)


@given(SEEDS)
def test_of_one_group_and_one_turn_whitening_estimators_agree(seed):
    columns = full(seed)
    n = columns["turns"].size
    table = Table(np.ones(n, int), episode={"reward": columns["episode"]["outcome"]})
    turns = Table(np.ones(n, int), turn={"reward": columns["episode"]["outcome"]})
    expected = grpo(**TINY)(table).advantage
    for program in (
        prpo(ddof=1, **TINY),
        rebn(**TINY),
        sum_then_normalize(**TINY),
        reinforce_plus_plus_baseline(weigh="episode", **TINY),
    ):
        np.testing.assert_allclose(program(turns).advantage, expected, atol=1e-6)


@given(SEEDS)
def test_opo_with_equal_lengths_is_dr_grpo(seed):
    columns = full(seed)
    columns["tokens"] = np.ones_like(columns["tokens"])
    n = columns["turns"].size
    columns |= {
        "turns": np.full(n, 2),
        "tokens": np.full(2 * n, 3),
        "token": {},
        "keys": {"group": columns["keys"]["group"]},
    }
    columns["turn"] = {"reward": np.random.default_rng(seed).normal(size=2 * n)}
    np.testing.assert_allclose(opo()(Table(**columns)).advantage, dr_grpo()(Table(**columns)).advantage, atol=1e-9)


@given(SEEDS)
def test_gpg_where_no_reward_is_zero_is_dr_grpo(seed):
    table = Table(**full(seed))
    np.testing.assert_allclose(gpg()(table).advantage, dr_grpo()(table).advantage, atol=1e-9)


@given(SEEDS)
def test_maxrl_is_dr_grpo_over_the_mean(seed):
    columns = full(seed)
    columns["turn"]["reward"] = 1 + np.abs(columns["turn"]["reward"])
    table = Table(**columns)
    p = Program("mean")
    p.total = total(p["reward"])
    p.advantage = p.total - centre(p.total, by="group", missing="keep")
    mean = p(table).advantage
    several = np.bincount(table.index("episode", "group"))[table.index("turn", "group")] > 1
    expected = dr_grpo()(table).advantage[several] / (mean[several] + 1e-6)
    np.testing.assert_allclose(maxrl()(table).advantage[several], expected, atol=1e-9)


@given(SEEDS)
def test_only_the_best_of_a_group_gets_anything_from_pass_at_k(seed):
    table = Table(**full(seed))
    found = [row[0] for row in pass_at_k(scale=None)(table).by_episode()]
    group = table.index("episode", "group")
    p = Program("total")
    p.advantage = total(p["reward"])
    totals = p(table).columns["advantage"].data
    for each in np.unique(group):
        mine, got = totals[group == each], np.array(found)[group == each]
        best = np.sort(mine)
        lead = best[-1] - best[-2] if mine.size > 1 else 0.0
        np.testing.assert_allclose(got[np.argmax(mine)], lead)
        assert np.count_nonzero(got) <= 1


@given(SEEDS)
def test_normalising_each_reward_makes_its_scale_irrelevant(seed):
    columns = full(seed)
    louder = {**columns, "turn": {**columns["turn"], "other": 100 * columns["turn"]["other"]}}
    apart = normalize_then_sum(["reward", "other"], eps=1e-6)
    p = Program("spread")
    p.advantage = statistic(total(p["other"]), by="group", how="std")
    spreads = p(Table(**columns)).advantage
    assume(np.all((spreads == 0) | (spreads > 1e-2)))  # where ε is not lost beside the spread the scale matters
    assume(apart(Table(**columns))["total"].std() > 1e-2)
    np.testing.assert_allclose(apart(Table(**louder)).advantage, apart(Table(**columns)).advantage, atol=1e-3)
    together = sum_then_normalize(["reward", "other"], eps=1e-12)
    drowned = grpo("other", eps=1e-12)(Table(**columns)).advantage
    far = np.abs(together(Table(**louder)).advantage - drowned).max()
    near = np.abs(together(Table(**columns)).advantage - drowned).max()
    assert far <= near + 1e-9


@given(SEEDS)
def test_tokens_weigh_as_often_as_they_are(seed):
    table = Table(**full(seed))
    found = reinforce_plus_plus_baseline()(table)
    tokens = np.repeat(found.advantage, table.kept)
    assume(tokens.std() > 1e-6)
    assert tokens.mean() == pytest.approx(0, abs=1e-6)
    assert tokens.std(ddof=1) == pytest.approx(1, abs=1e-4)
