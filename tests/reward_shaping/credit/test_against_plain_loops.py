"""Every operator against plain loops over rows, on random ragged traces with gaps, empty episodes and mixed threads."""

import numpy as np
import plain_loops
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
    lag,
    margin,
    min_to_go,
    minmax,
    moving_average,
    reduce,
    reference,
    returns,
    smdp,
    so_far,
    softmin,
    spread,
    statistic,
    total,
)

GAMMAS = st.sampled_from([0.0, 0.5, 0.9, 1.0])
WITHIN = st.sampled_from(["episode", "thread"])
KEYS = st.sampled_from(["group", (), ("group", "turn"), ("anchor",), ("group", "thread", "turn")])


def run(make, rows):
    """Return the column of an expression over ``p``."""
    p = Program("loops")
    p.advantage = make(p)
    return p(rows).columns["advantage"].data


def codes(rows, by):
    """Return each turn's key as a number."""
    return rows.codes((by,) if isinstance(by, str) else by, "turn")[0]


@given(SEEDS, GAMMAS, WITHIN)
def test_returns(seed, gamma, within):
    rows = table(seed, missing=0.2)
    expected = plain_loops.returns(rows, rows["reward"].data, gamma, within)
    np.testing.assert_allclose(
        run(lambda p: returns(p["reward"], gamma=gamma, within=within), rows), expected, atol=1e-9
    )


@given(SEEDS, GAMMAS)
def test_returns_with_a_bootstrap(seed, gamma):
    columns = ragged(np.random.default_rng(seed), missing=0.2)
    columns["episode"]["bootstrap"][::3] = np.nan
    rows = Table(**columns)
    boot = rows["bootstrap"].data
    there = [any(~np.isnan(rows["reward"].data[unit])) for unit in plain_loops.units(rows, "turn", "episode")]
    expected = plain_loops.returns(rows, rows["reward"].data, gamma, "episode", np.where(there, boot, 0))
    found = run(lambda p: returns(p["reward"], gamma=gamma, bootstrap=p["bootstrap"]), rows)
    np.testing.assert_allclose(found, expected, atol=1e-9)


@given(SEEDS, GAMMAS, GAMMAS, WITHIN)
def test_gae(seed, gamma, lam, within):
    rows = table(seed, missing=0.2)
    expected = plain_loops.gae(rows, rows["reward"].data, rows["value"].data, gamma, lam, within)
    found = run(lambda p: gae(p["reward"], p["value"], gamma=gamma, lam=lam, within=within), rows)
    np.testing.assert_allclose(found, expected, atol=1e-9)


@given(SEEDS, GAMMAS)
def test_gae_of_segments_bootstraps_from_the_next_segment(seed, gamma):
    columns = ragged(np.random.default_rng(seed))
    columns["keys"]["segment"] = np.sort(np.random.default_rng(seed).integers(0, 3, columns["turns"].sum()))
    rows = Table(**columns)
    high = run(lambda p: reduce(p["value"], to="segment", how="first"), rows)
    owner = rows.index("segment", "episode")
    following = np.full(high.size, np.nan)
    for segment in range(high.size - 1):
        if owner[segment] == owner[segment + 1]:
            following[segment] = high[segment + 1]
    expected = plain_loops.gae(rows, rows["reward"].data, rows["other"].data, gamma, 0.9, "segment", following)
    program = Program("low")
    program.high = reduce(program["value"], to="segment", how="first")
    program.advantage = gae(
        program["reward"], program["other"], gamma=gamma, lam=0.9, within="segment", bootstrap=lag(program.high, k=-1)
    )
    np.testing.assert_allclose(program(rows).advantage, expected, atol=1e-9)


@given(SEEDS, GAMMAS, GAMMAS)
def test_decisions_over_several_turns(seed, gamma, lam):
    columns = ragged(np.random.default_rng(seed))
    columns["keys"]["segment"] = np.sort(np.random.default_rng(seed).integers(0, 4, columns["turns"].sum()))
    rows = Table(**columns)
    v = run(lambda p: reduce(p["value"], to="segment", how="first"), rows)
    expected = plain_loops.smdp(rows, rows["reward"].data, v, gamma, lam, rows["bootstrap"].data)
    program = Program("high")
    program.high = reduce(program["value"], to="segment", how="first")
    program.advantage = smdp(program["reward"], program.high, gamma=gamma, lam=lam, bootstrap=program["bootstrap"])
    np.testing.assert_allclose(program(rows).columns["advantage"].data, expected, atol=1e-9)


@given(SEEDS, GAMMAS, st.sampled_from(["ends", "keep", "zero"]))
def test_differences(seed, gamma, terminal):
    rows = table(seed, missing=0.2)
    expected = plain_loops.diff(rows, rows["level"].data, rows["start"].data, gamma, terminal)
    found = run(lambda p: diff(p["level"], p["start"], gamma=gamma, terminal=terminal), rows)
    np.testing.assert_allclose(found, expected, atol=1e-9)


@given(SEEDS)
def test_first_times(seed):
    rows = table(seed, missing=0.2)
    expected = plain_loops.first(rows, rows["level"].data, rows["start"].data)
    np.testing.assert_allclose(run(lambda p: first(p["level"], p["start"]), rows), expected, atol=1e-9)


@given(SEEDS, st.integers(-3, 3), WITHIN)
def test_lags(seed, k, within):
    rows = table(seed)
    x, expected = rows["reward"].data, np.full(rows["reward"].data.shape, np.nan)
    for unit in plain_loops.units(rows, "turn", within):
        for place, row in enumerate(unit):
            if 0 <= place - k < len(unit):
                expected[row] = x[unit[place - k]]
    np.testing.assert_array_equal(run(lambda p: lag(p["reward"], k=k, within=within), rows), expected)


@given(SEEDS, WITHIN)
def test_running_sums_minima_and_soft_minima(seed, within):
    rows = table(seed, missing=0.2)
    x = rows["reward"].data
    sums, lowest, soft = (np.full(x.shape, np.nan) for _ in range(3))
    for unit in plain_loops.units(rows, "turn", within):
        there = plain_loops.known(unit, x)
        weights = np.exp(-x[there] / 0.5)
        for place, row in enumerate(there):
            sums[row] = x[there[: place + 1]].sum()
            lowest[row] = x[there[place:]].min()
            soft[row] = x[row] * weights[place] / weights.sum()
    for make, expected in [
        (lambda p: so_far(p["reward"], within=within), sums),
        (lambda p: min_to_go(p["reward"], within=within), lowest),
        (lambda p: softmin(p["reward"], temperature=0.5, within=within), soft),
    ]:
        np.testing.assert_allclose(run(make, rows), expected, atol=1e-9)


@given(SEEDS, WITHIN)
def test_reductions(seed, within):
    rows = table(seed, missing=0.3)
    x = rows["reward"].data
    plain = {
        "sum": np.sum, "mean": np.mean, "max": np.max, "min": np.min,
        "first": lambda values: values[0], "last": lambda values: values[-1],
    }  # fmt: skip
    each = [x[plain_loops.known(unit, x)] for unit in plain_loops.units(rows, "turn", within)]
    for how, of in plain.items():
        expected = [of(values) if values.size else np.nan for values in each]
        found = run(lambda p, how=how: reduce(p["reward"], to=within, how=how), rows)
        np.testing.assert_allclose(found, expected, atol=1e-9)
    found = run(lambda p: reduce(p["reward"], to=within, how="count"), rows)
    assert found.tolist() == [values.size for values in each]


@given(SEEDS, GAMMAS)
def test_totals(seed, gamma):
    rows = table(seed, missing=0.2)
    x = rows["reward"].data
    expected = []
    for unit in plain_loops.units(rows, "turn", "episode"):
        there = plain_loops.known(unit, x)
        expected.append(sum(gamma**k * x[row] for k, row in enumerate(there)) if there else np.nan)
    np.testing.assert_allclose(run(lambda p: total(p["reward"], gamma=gamma), rows), expected, atol=1e-9)


@given(SEEDS, KEYS, st.booleans(), st.sampled_from([None, "std", "mean"]), st.sampled_from([0, 1]))
def test_centring(seed, by, loo, scale, ddof):
    rows = table(seed, missing=0.2)
    for single, min_count in [("zero", 1), ("raw", 1), ("zero", 3)]:
        how = {"loo": loo, "scale": scale, "ddof": ddof, "eps": 10.0, "single": single, "min_count": min_count}
        expected = plain_loops.centre(codes(rows, by), rows["reward"].data, **how)
        found = run(lambda p, how=how: centre(p["reward"], by=by, **how), rows)
        np.testing.assert_allclose(found, expected, atol=1e-9)


@given(SEEDS, KEYS)
def test_moving_averages(seed, by):
    rows = table(seed, missing=0.2)
    expected = plain_loops.moving_average(codes(rows, by), rows["reward"].data, 0.7, 0.5)
    found = run(lambda p: moving_average(p["reward"], by=by, decay=0.7, start=0.5), rows)
    np.testing.assert_allclose(found, expected, atol=1e-9)


@given(SEEDS, KEYS)
def test_margins(seed, by):
    rows = table(seed, missing=0.2)
    expected = plain_loops.margin(codes(rows, by), rows["reward"].data)
    np.testing.assert_allclose(run(lambda p: margin(p["reward"], by=by), rows), expected, atol=1e-9)


@given(SEEDS, KEYS)
def test_places_between_extremes(seed, by):
    rows = table(seed, missing=0.2)

    def place(values, mine):
        low, high = min(values, default=0), max(values, default=0)
        return {
            row: (value - low) / (high - low) if high - low >= 0.5 else 0.0
            for row, value in zip(mine, values, strict=True)
        }

    expected = plain_loops.per_key(codes(rows, by), rows["reward"].data, place, np.nan)
    found = run(lambda p: minmax(p["reward"], by=by, least=0.5), rows)
    np.testing.assert_allclose(found, expected, atol=1e-9)


@given(SEEDS, KEYS)
def test_references(seed, by):
    rows = table(seed, missing=0.2)
    x, chosen, key = rows["reward"].data, rows["other"].data > 0.3, codes(rows, by)
    expected = np.zeros(x.shape)
    for row in np.flatnonzero(~chosen & ~np.isnan(x)):
        refs = x[chosen & (key == key[row]) & ~np.isnan(x)]
        expected[row] = x[row] - refs.mean() if refs.size else 0.0
    found = run(lambda p: reference(p["reward"], p["other"] > 0.3, by=by), rows)
    np.testing.assert_allclose(found, expected, atol=1e-9)


@given(SEEDS, KEYS)
def test_standard_deviations(seed, by):
    rows = table(seed, missing=0.2)

    def std(values, mine):
        return dict.fromkeys(mine, np.std(values, ddof=1) if len(values) > 1 else 0.0)

    expected = plain_loops.per_key(codes(rows, by), rows["reward"].data, std, np.nan)
    found = run(lambda p: statistic(p["reward"], by=by, how="std"), rows)
    there = ~np.isnan(rows["reward"].data)
    np.testing.assert_allclose(found[there], expected[there], atol=1e-9)


@pytest.mark.parametrize("how", ["all", "uniform", "last", "first"])
@given(SEEDS)
def test_spreading(how, seed):
    rows = table(seed)
    expected = plain_loops.spread(rows, rows["reward"].data, how)
    np.testing.assert_allclose(run(lambda p: spread(p["reward"], how=how), rows), expected, atol=1e-9)
    p = Program("spread")
    p.advantage = p["reward"] * 1
    if how == "all":
        np.testing.assert_allclose(p(rows).per_token(dtype=np.float64)[rows.mask], expected)


@given(SEEDS)
def test_returns_of_tokens(seed):
    rows = table(seed)
    x, owner = rows["token_reward"].data, rows.index("token", "turn")
    for within in ("episode", "turn", "span"):
        unit = rows.sequences("token", within).unit
        expected = np.zeros(x.shape)
        for token in range(x.size - 1, -1, -1):
            later = token + 1 < x.size and unit[token + 1] == unit[token]
            expected[token] = x[token] + (0.9 * expected[token + 1] if later else 0.0)
        found = run(lambda p, within=within: returns(p["token_reward"], gamma=0.9, within=within), rows)
        np.testing.assert_allclose(found, expected, atol=1e-9)
    assert owner.size == rows.kept.sum()
