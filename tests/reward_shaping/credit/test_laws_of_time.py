"""Laws of operators along time, of masks and of ends, on random ragged traces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ragged_tables import SEEDS, ragged, table

from turnwise.reward_shaping.credit import (
    Program,
    Table,
    centre,
    diff,
    first,
    gae,
    gate,
    kept,
    lexicographic,
    redistribute,
    reduce,
    returns,
    smdp,
    so_far,
    softmin,
    spread,
    to_context,
    total,
)
from turnwise.reward_shaping.credit.sequences import Sequences

GAMMAS = st.sampled_from([0.0, 0.5, 0.9, 1.0])


def run(make, rows):
    """Return the column of an expression over ``p``."""
    p = Program("law")
    p.advantage = make(p)
    return p(rows).columns["advantage"].data


def sums(values, rows):
    """Return each episode's sum of a column of turns, skipping what is missing."""
    return np.bincount(rows.index("turn", "episode"), weights=np.nan_to_num(values), minlength=rows.turns.size)


def ends(rows, values, *, last=True):
    """Return the last (or first) known value of each episode, NaN where there is none."""
    return run(lambda p: reduce(p[values], how="last" if last else "first"), rows)


def known_episodes(rows, values):
    return ~np.isnan(ends(rows, values))


@given(SEEDS)
def test_differences_telescope(seed):
    rows = table(seed, missing=0.2)
    found = sums(run(lambda p: diff(p["level"], p["start"], terminal="keep"), rows), rows)
    full = known_episodes(rows, "level")
    np.testing.assert_allclose(found[full], (ends(rows, "level") - rows["start"].data)[full], atol=1e-9)
    np.testing.assert_array_equal(found[~full], 0)


@given(SEEDS, GAMMAS)
def test_the_discounted_sum_of_a_zeroed_potential_is_minus_the_first(seed, gamma):
    rows = table(seed, missing=0.2)
    found = run(lambda p: total(diff(p["level"], p["start"], gamma=gamma, terminal="zero"), gamma=gamma), rows)
    full = known_episodes(rows, "level")
    np.testing.assert_allclose(found[full], -rows["start"].data[full], atol=1e-9)


@given(SEEDS)
def test_a_terminated_episode_loses_its_last_potential_and_a_truncated_one_keeps_it(seed):
    rows = table(seed)
    by_ends, zero, keep = (
        run(lambda p, t=terminal: diff(p["level"], gamma=0.9, terminal=t), rows)
        for terminal in ("ends", "zero", "keep")
    )
    terminated = rows.terminated[rows.index("turn", "episode")]
    np.testing.assert_array_equal(by_ends, np.where(terminated, zero, keep))


@given(SEEDS)
def test_a_potential_is_invisible_to_sums_of_episodes_that_start_alike(seed):
    given_columns = ragged(np.random.default_rng(seed))
    given_columns["episode"]["start"][:] = 0.7
    rows = Table(**given_columns)

    def plain(p):
        return centre(total(p["reward"]), by="group", scale="std")

    def shaped(p):
        return centre(total(p["reward"] + diff(p["level"], p["start"], terminal="zero")), by="group", scale="std")

    np.testing.assert_allclose(run(shaped, rows), run(plain, rows), atol=1e-7)


@given(SEEDS)
def test_a_potential_is_minus_itself_under_returns_to_go(seed):
    rows = table(seed)
    shaping = run(lambda p: returns(diff(p["level"], p["start"], terminal="zero")), rows)
    before = rows.sequences("turn", "episode").shift(rows["level"].data, 1)
    potential = np.where(np.isnan(before), rows["start"].at("turn"), before)
    np.testing.assert_allclose(shaping, -potential, atol=1e-9)


@given(SEEDS)
def test_first_times_sum_to_the_highest_level_and_are_never_negative(seed):
    rows = table(seed, missing=0.2)
    found = run(lambda p: first(p["level"], p["start"]), rows)
    assert np.nanmin(found, initial=0) >= 0
    highest = np.fmax(run(lambda p: reduce(p["level"], how="max"), rows), rows["start"].data)
    np.testing.assert_allclose(sums(found, rows), highest - rows["start"].data, atol=1e-9)
    risen = sums(run(lambda p: diff(p["level"], p["start"], terminal="keep"), rows), rows)
    assert np.all(sums(found, rows) >= risen - 1e-9)
    at_end = known_episodes(rows, "level") & (ends(rows, "level") == highest)
    np.testing.assert_allclose(sums(found, rows)[at_end], risen[at_end], atol=1e-9)


@given(SEEDS, GAMMAS, st.sampled_from(["episode", "thread"]))
def test_missing_rows_are_as_if_they_were_not_there(seed, gamma, within):
    columns = ragged(np.random.default_rng(seed), missing=0.3)
    rows = Table(**columns)
    there = ~np.isnan(columns["turn"]["reward"] + columns["turn"]["value"])
    owner = np.repeat(np.arange(rows.turns.size), rows.turns)
    without = Table(
        np.bincount(owner[there], minlength=rows.turns.size),
        terminated=columns["terminated"],
        keys={"thread": columns["keys"]["thread"][there]},
        turn={name: columns["turn"][name][there] for name in ("reward", "value")},
        episode=columns["episode"],
    )

    def make(p):
        later = {"bootstrap": p["bootstrap"]} if within == "episode" else {}
        return gae(p["reward"], p["value"], gamma=gamma, lam=0.8, within=within, **later)

    np.testing.assert_allclose(run(make, rows)[there], run(make, without), atol=1e-9)
    assert np.isnan(run(make, rows)[~there]).all()


@given(SEEDS, GAMMAS, GAMMAS)
def test_masked_tokens_never_change_the_advantage_of_others(seed, gamma, lam):
    columns = ragged(np.random.default_rng(seed))
    rows = Table(**columns)
    keep = columns["keep"]
    turn = np.repeat(np.arange(rows.tokens.size), rows.tokens)
    bare = Table(
        columns["turns"],
        np.bincount(turn[keep], minlength=rows.tokens.size),
        keys=columns["keys"],
        turn=columns["turn"],
        token={name: values[keep] for name, values in columns["token"].items()},
    )
    for make in (
        lambda p: gae(spread(p["reward"], how="last"), p["token_value"], gamma=gamma, lam=lam),
        lambda p: centre(returns(p["token_reward"], gamma=gamma), by=("group", "position"), scale="std"),
        lambda p: so_far(p["token_reward"], within="turn"),
    ):
        np.testing.assert_allclose(run(make, rows), run(make, bare), atol=1e-9)


@given(SEEDS)
def test_spreading_uniformly_or_to_the_last_preserves_the_sum_and_to_all_multiplies_it(seed):
    rows = table(seed)
    reward, count = rows["reward"].data, rows.kept
    for how, factor in [("uniform", count > 0), ("last", count > 0), ("first", count > 0), ("all", count)]:
        spread_out = run(lambda p, how=how: spread(p["reward"], how=how), rows)
        found = np.bincount(rows.index("token", "turn"), weights=spread_out, minlength=reward.size)
        np.testing.assert_allclose(found, reward * factor, atol=1e-9)


@given(SEEDS)
def test_going_to_all_tokens_and_back_changes_nothing(seed):
    rows = table(seed)
    np.testing.assert_array_equal(run(lambda p: kept(to_context(p["token_value"])), rows), rows["token_value"].data)


@given(SEEDS)
def test_a_split_sums_to_the_whole(seed):
    rows = table(seed, missing=0.2)
    full = known_episodes(rows, "level") & ~np.isnan(rows["outcome"].data)
    for how in ("uniform", "last", "residual"):
        found = sums(run(lambda p, how=how: redistribute(p["outcome"], p["level"], how=how), rows), rows)
        np.testing.assert_allclose(found[full], rows["outcome"].data[full], atol=1e-9)
    found = sums(run(lambda p: redistribute(p["outcome"], p["level"] * p["level"], how="weights"), rows), rows)
    np.testing.assert_allclose(found[full], rows["outcome"].data[full], atol=1e-9)


@given(SEEDS)
def test_a_soft_minimum_is_nearly_the_minimum(seed):
    rows = table(seed)
    found = sums(run(lambda p: softmin(p["reward"], temperature=1e-3), rows), rows)
    lowest = np.nan_to_num(run(lambda p: reduce(p["reward"], how="min"), rows))
    np.testing.assert_allclose(found, lowest, atol=0.02)


@given(SEEDS)
def test_decisions_of_one_turn_are_gae(seed):
    columns = ragged(np.random.default_rng(seed))
    columns["keys"]["segment"] = np.arange(columns["turns"].sum())
    rows = Table(**columns)
    how = {"gamma": 0.9, "lam": 0.8}
    decisions = run(
        lambda p: smdp(p["reward"], reduce(p["value"], to="segment"), bootstrap=p["bootstrap"], **how), rows
    )
    turns = run(lambda p: gae(p["reward"], p["value"], bootstrap=p["bootstrap"], **how), rows)
    np.testing.assert_allclose(decisions, turns, atol=1e-9)


@given(SEEDS)
def test_gates_leave_the_higher_levels_only_and_are_monotone(seed):
    columns = ragged(np.random.default_rng(seed))
    columns["turn"] = {name: np.abs(values) for name, values in columns["turn"].items()}
    rows = Table(**columns)
    is_open = rows["outcome"].at("turn") > 0
    gated = run(lambda p: gate(p["reward"], p["outcome"]), rows)
    np.testing.assert_array_equal(gated, np.where(is_open, rows["reward"].data, 0))
    before = run(lambda p: lexicographic(p["outcome"], p["reward"], p["other"]), rows)
    after = run(lambda p: lexicographic(p["outcome"] + 1, p["reward"], p["other"]), rows)
    assert np.all(after >= before)


@pytest.mark.parametrize("sizes", [[0, 3, 1, 0, 5], [300, 0, 129, 128, 64, 700], [70_000, 3], [1]])
@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize("decay", [1.0, 0.97, 0.5, 0.0, "rows"])
def test_every_way_to_scan_agrees_with_a_loop(sizes, shuffled, decay):
    rng = np.random.default_rng(0)
    unit = np.repeat(np.arange(len(sizes)), sizes)
    unit = rng.permutation(unit) if shuffled else unit
    x = rng.normal(size=unit.size)
    given_decay = rng.random(unit.size) if decay == "rows" else decay
    each = np.broadcast_to(given_decay, x.shape)
    expected, carried = np.empty_like(x), np.zeros(len(sizes))
    for row in range(x.size - 1, -1, -1):
        expected[row] = carried[unit[row]] = x[row] + each[row] * carried[unit[row]]
    sequences = Sequences(unit, len(sizes))
    np.testing.assert_allclose(sequences.discount(x, given_decay), expected, atol=1e-8)
    single = sequences.discount(x.astype(np.float32), given_decay)
    assert single.dtype == np.float32 or decay == "rows"
    np.testing.assert_allclose(single, expected, atol=1e-3, rtol=1e-4)
