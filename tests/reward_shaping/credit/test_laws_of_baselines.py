"""Laws of baselines and of the order of operators, on random ragged traces."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ragged_tables import SEEDS, ragged, table

from turnwise.reward_shaping.credit import (
    PRESETS,
    Program,
    Table,
    centre,
    gae,
    lexicographic,
    moving_average,
    reduce,
    returns,
    spread,
    statistic,
    total,
)

TOKEN_COLUMNS = {"value", "log_prob", "sum_pi_squared", "entropy"}
KEYS = st.sampled_from(["group", (), ("group", "turn"), ("group", "anchor"), "thread"])


def run(make, rows):
    """Return the column of an expression over ``p``."""
    p = Program("law")
    p.advantage = make(p)
    return p(rows).columns["advantage"].data


def keyed(rows, by):
    """Return each turn's key as a number."""
    return rows.codes((by,) if isinstance(by, str) else by, "turn")


@given(SEEDS, KEYS)
def test_centring_sums_to_zero_for_each_key(seed, by):
    rows = table(seed, missing=0.2)
    codes, keys = keyed(rows, by)
    for how in ({}, {"scale": "std"}, {"loo": True}):
        found = run(lambda p, how=how: centre(p["reward"], by=by, **how), rows)
        np.testing.assert_allclose(np.bincount(codes, weights=found, minlength=keys), 0, atol=1e-6)


@given(SEEDS, KEYS)
def test_leaving_one_out_multiplies_by_n_over_n_minus_one(seed, by):
    rows = table(seed, missing=0.2)
    count = run(lambda p: statistic(p["reward"], by=by, how="count"), rows)
    factor = np.where(count > 1, count / np.maximum(count - 1, 1), 0)
    plain = run(lambda p: centre(p["reward"], by=by), rows)
    np.testing.assert_allclose(run(lambda p: centre(p["reward"], by=by, loo=True), rows), factor * plain, atol=1e-9)


@given(SEEDS, KEYS)
def test_a_constant_for_each_key_changes_nothing(seed, by):
    rows = table(seed)
    constant = np.random.default_rng(seed).normal(size=keyed(rows, by)[1] + 1)[keyed(rows, by)[0]]
    shifted = Table(**{**ragged(np.random.default_rng(seed)), "turn": {"reward": rows["reward"].data + constant}})
    for how in ({}, {"scale": "std"}, {"loo": True}):
        found, plain = (run(lambda p, how=how: centre(p["reward"], by=by, **how), each) for each in (shifted, rows))
        np.testing.assert_allclose(found, plain, atol=1e-5)


@given(SEEDS, KEYS, st.floats(0.1, 100))
def test_with_a_standard_deviation_scale_does_not_matter_and_without_it_does(seed, by, factor):
    rows = table(seed)

    def make(scale, times):
        return run(lambda p: centre(p["reward"] * times, by=by, scale=scale, eps=1e-12), rows)

    np.testing.assert_allclose(make("std", factor), make("std", 1.0), atol=1e-6)
    np.testing.assert_allclose(make(None, factor), factor * make(None, 1.0), atol=1e-8)


@given(SEEDS)
def test_the_order_of_episodes_does_not_matter(seed):
    columns = ragged(np.random.default_rng(seed))
    n = columns["turns"].size
    order = np.random.default_rng(seed).permutation(n)
    owner, turn = (
        np.repeat(np.arange(n), columns["turns"]),
        np.repeat(np.arange(columns["tokens"].size), columns["tokens"]),
    )
    rows = np.concatenate([np.flatnonzero(owner == each) for each in order])
    places = np.concatenate([np.flatnonzero(turn == each) for each in rows] or [np.zeros(0, int)]).astype(int)
    moved = Table(
        columns["turns"][order], columns["tokens"][rows], keep=columns["keep"][places],
        keys={"group": columns["keys"]["group"][order], "anchor": columns["keys"]["anchor"][rows]},
        turn={name: values[rows] for name, values in columns["turn"].items()},
        token={name: values[places] for name, values in columns["token"].items()},
    )  # fmt: skip
    for make in (
        lambda p: centre(total(p["reward"]), by="group", scale="std") + centre(p["other"], by=("group", "anchor")),
        lambda p: centre(returns(p["reward"], gamma=0.9), by=("group", "turn"), loo=True) * 1,
    ):
        np.testing.assert_allclose(run(make, moved), run(make, Table(**columns))[rows], atol=1e-9)
    p = Program("tokens")
    p.advantage = gae(spread(p["reward"], how="last"), p["token_value"], gamma=0.9, lam=0.9)
    np.testing.assert_allclose(p(moved).per_token(), p(Table(**columns)).per_token()[places], atol=1e-5)


@given(SEEDS)
def test_doubling_every_episode_leaves_centring_alone_without_a_correction_for_samples(seed):
    columns = ragged(np.random.default_rng(seed))
    columns["keys"]["group"][:] = 0
    assume(columns["turns"].size > 1)
    keys = {"group": np.tile(columns["keys"]["group"], 2)}
    twice = Table(
        np.tile(columns["turns"], 2), keys=keys, episode={"outcome": np.tile(columns["episode"]["outcome"], 2)}
    )
    once = Table(columns["turns"], keys={"group": columns["keys"]["group"]}, episode=columns["episode"])
    n = columns["turns"].size
    for how in ({}, {"scale": "std", "ddof": 0}):
        found, plain = (run(lambda p, how=how: centre(p["outcome"], by="group", **how), each) for each in (twice, once))
        np.testing.assert_allclose(found[:n], plain, atol=1e-9)


@given(SEEDS, KEYS)
def test_adding_and_centring_commute(seed, by):
    rows = table(seed)
    added = run(lambda p: centre(p["reward"] + 0.5 * p["other"], by=by), rows)
    apart = run(lambda p: centre(p["reward"], by=by) + 0.5 * centre(p["other"], by=by), rows)
    np.testing.assert_allclose(added, apart, atol=1e-9)


def test_adding_and_normalising_do_not_commute():
    rows = Table([1] * 3, episode={"a": [1.0, 0, 0], "b": [0.0, 10, 30]})
    added = run(lambda p: centre(p["a"] + p["b"], by=(), scale="std"), rows)
    apart = run(lambda p: centre(p["a"], by=(), scale="std") + centre(p["b"], by=(), scale="std"), rows)
    assert np.abs(added - apart).max() > 0.5


@given(SEEDS)
def test_gates_and_sums_do_not_commute_but_additive_terms_do(seed):
    rows = table(seed)
    ab = run(lambda p: p["reward"] + p["other"], rows)
    np.testing.assert_array_equal(ab, run(lambda p: p["other"] + p["reward"], rows))
    both_open = (rows["reward"].data > 0) & (rows["other"].data > 0)
    first = run(lambda p: lexicographic(p["reward"], p["other"]), rows)
    second = run(lambda p: lexicographic(p["other"], p["reward"]), rows)
    assert np.all((first == second) == both_open)


@given(SEEDS, KEYS, st.integers(1, 4))
def test_few_samples_are_zero_and_the_rest_are_as_before(seed, by, least):
    rows = table(seed, missing=0.2)
    count = run(lambda p: statistic(p["reward"], by=by, how="count"), rows)
    found, plain = (run(lambda p, m=m: centre(p["reward"], by=by, min_count=m), rows) for m in (least, 1))
    np.testing.assert_array_equal(found, np.where(count < least, 0, plain))


@given(SEEDS, KEYS)
def test_missing_values_change_no_other(seed, by):
    columns = ragged(np.random.default_rng(seed))
    rng = np.random.default_rng(seed)
    size = columns["turn"]["reward"].size
    gone = rng.random(size) < 0.3
    holes = Table(**{**columns, "turn": {"reward": np.where(gone, np.nan, columns["turn"]["reward"])}})
    weighed = Table(**{**columns, "turn": {"reward": columns["turn"]["reward"], "w": (~gone).astype(float)}})
    count = run(lambda p: statistic(p["reward"], by=by, how="count"), holes)
    found = run(lambda p: centre(p["reward"], by=by), holes)
    plain = run(lambda p: centre(p["reward"], by=by, weight=p["w"]), weighed)
    several = ~gone & (count > 1)
    np.testing.assert_allclose(found[several], plain[several], atol=1e-9)
    np.testing.assert_array_equal(found[gone], 0)


@given(SEEDS)
def test_a_moving_average_that_forgets_all_is_the_row_before(seed):
    rows = table(seed)
    found = run(lambda p: moving_average(p["reward"], by=("group", "anchor"), decay=0.0, start=-7.0), rows)
    codes = keyed(rows, ("group", "anchor"))[0]
    last = {}
    for row, code in enumerate(codes.tolist()):
        assert found[row] == last.get(code, -7.0)
        last[code] = rows["reward"].data[row]


@given(SEEDS)
def test_a_population_of_turns_is_a_weight_of_turns(seed):
    rows = table(seed)
    several = run(lambda p: statistic(p["outcome"], by="group", how="count"), rows) > 1
    by_population = run(lambda p: centre(p["outcome"], by="group", scale="std", population="turn"), rows)
    by_weight = run(lambda p: centre(p["outcome"], by="group", scale="std", weight=p["turns"]), rows)
    enough = several & (run(lambda p: statistic(p["turns"], by="group", how="sum"), rows) > 1)
    np.testing.assert_allclose(by_population[enough], by_weight[enough], atol=1e-6)


@given(SEEDS)
def test_statistics_agree_with_plain_loops(seed):
    rows = table(seed, missing=0.3)
    codes = keyed(rows, ("group", "turn"))[0]
    x = rows["reward"].data
    plain = {"mean": np.mean, "sum": np.sum, "min": np.min, "max": np.max, "range": np.ptp, "count": np.size}
    for how, of in plain.items():
        found = run(lambda p, how=how: statistic(p["reward"], by=("group", "turn"), how=how), rows)
        for code in np.unique(codes):
            values = x[(codes == code) & ~np.isnan(x)]
            if values.size:
                np.testing.assert_allclose(found[codes == code], of(values), atol=1e-9)


@pytest.mark.parametrize("name", list(PRESETS))
@given(SEEDS)
@settings(max_examples=10)
def test_every_program_runs_on_any_trace_and_gives_finite_advantages(name, seed):
    columns, rng = ragged(np.random.default_rng(seed), missing=0.2), np.random.default_rng(seed)
    program = PRESETS[name]()
    own = {"turn", "turns", "length"}
    in_tokens = TOKEN_COLUMNS & set(program.columns) if name != "turn_gae" else set()
    turns, places = int(columns["turns"].sum()), int(columns["tokens"].sum())
    given_columns = {
        **columns,
        "keys": {
            **columns["keys"],
            "role": rng.choice(["black", "white"], turns),
            "segment": rng.integers(0, 3, turns),
        },
        "token": {column: rng.random(places) for column in sorted(in_tokens)},
        "turn": {
            column: np.where(rng.random(turns) < 0.2, np.nan, rng.normal(size=turns))
            for column in program.columns
            if column not in in_tokens | own
        },
        "episode": {},
    }
    result = program(Table(**given_columns))
    assert np.isfinite(result.per_token()).all()
    assert result.per_token().shape == (places,)


@given(SEEDS)
def test_reducing_what_was_broadcast_gives_it_back(seed):
    rows = table(seed)
    some = rows.turns > 0
    found = run(lambda p: reduce(p["outcome"] + 0 * p["reward"], how="mean"), rows)
    np.testing.assert_allclose(found[some], rows["outcome"].data[some], atol=1e-12)
