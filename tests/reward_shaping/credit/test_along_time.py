"""Operators along a sequence: hand-computed numbers, ends, missing values, sequences within episodes."""

import numpy as np
import pytest
from published_numbers import example

from turnwise.reward_shaping.credit import (
    Program,
    Table,
    diff,
    first,
    gae,
    lag,
    min_to_go,
    redistribute,
    reduce,
    returns,
    smdp,
    so_far,
    softmin,
    total,
)

NAN = np.nan


def run(make, table):
    """Return the column of an expression over ``p``."""
    p = Program("case")
    p.advantage = make(p)
    return p(table).columns["advantage"].data


def turns(values, *episodes, **more):
    """Return a table of one column, with these numbers of turns an episode."""
    return Table(episodes or [len(values)], turn={"x": values}, **more)


def test_returns_discount_per_row_and_stop_at_the_end():
    np.testing.assert_allclose(run(lambda p: returns(p["x"], gamma=0.5), turns([1, 2, 4, 8], 3, 1)), [3, 4, 4, 8])


def test_returns_skip_missing_rows_and_leave_them_missing():
    table = turns([1, NAN, 4, NAN], 3, 1)
    np.testing.assert_array_equal(run(lambda p: returns(p["x"], gamma=0.5), table), [3, NAN, 4, NAN])


def test_returns_over_the_number_of_terms_counts_known_rows():
    table = turns([1, NAN, 3, 5])
    np.testing.assert_allclose(run(lambda p: returns(p["x"], over="n"), table), [3, NAN, 4, 5])
    np.testing.assert_allclose(
        run(lambda p: returns(p["x"], over="sqrt_n"), table), [9 / np.sqrt(3), NAN, 8 / np.sqrt(2), 5]
    )


@pytest.mark.parametrize(
    ("terminated", "truncated", "last"), [(True, False, 1), (False, True, 3), (False, False, 3), (True, True, 1)]
)
def test_a_bootstrap_counts_unless_the_episode_terminated(terminated, truncated, last):
    table = turns([0, 1], terminated=[terminated], truncated=[truncated], episode={"v": [4.0]})
    found = run(lambda p: returns(p["x"], gamma=0.5, bootstrap=p["v"]), table)
    np.testing.assert_allclose(found, [last / 2, last])


def test_a_missing_bootstrap_counts_as_none():
    table = turns([0, 1], terminated=[False], episode={"v": [NAN]})
    np.testing.assert_allclose(run(lambda p: returns(p["x"], bootstrap=p["v"]), table), [1, 1])


def test_threads_are_sequences_of_their_own_also_where_they_interleave():
    table = turns([1, 10, 2, 20], keys={"thread": ["main", "side", "main", "side"]})
    np.testing.assert_allclose(run(lambda p: returns(p["x"], within="thread"), table), [3, 30, 2, 20])
    np.testing.assert_allclose(run(lambda p: total(p["x"]), table), [33])
    np.testing.assert_allclose(run(lambda p: reduce(p["x"], to="thread", how="last"), table), [2, 20])
    np.testing.assert_array_equal(run(lambda p: lag(p["x"], within="thread"), table), [NAN, NAN, 1, 10])


def test_gae_by_hand():
    table = Table([2, 1], turn={"r": [0.0, 1, 2], "v": [0.5, 0.25, 1]})
    found = run(lambda p: gae(p["r"], p["v"], gamma=0.5, lam=0.5), table)
    np.testing.assert_allclose(found, [0.125 - 0.5 + 0.25 * 0.75, 0.75, 1])


def test_gae_with_lambda_one_is_the_return_minus_the_value_and_with_zero_the_one_step_error():
    table = Table([3], turn={"r": [0.0, 1, 2], "v": [0.5, 0.25, 1]})
    np.testing.assert_allclose(run(lambda p: gae(p["r"], p["v"]) - (returns(p["r"]) - p["v"]), table), 0)
    np.testing.assert_allclose(run(lambda p: gae(p["r"], p["v"], lam=0.0), table), [-0.25, 1.75, 1])


def test_gae_skips_rows_without_reward_or_value():
    whole = Table([3], turn={"r": [1.0, NAN, 2], "v": [0.5, 9, 1]})
    short = Table([2], turn={"r": [1.0, 2], "v": [0.5, 1]})

    def make(p):
        return gae(p["r"], p["v"], gamma=0.9, lam=0.8)

    np.testing.assert_allclose(run(make, whole)[[0, 2]], run(make, short))
    assert np.isnan(run(make, whole)[1])


def test_hiper_worked_numbers_by_segments():
    inputs, expected = example("hiper")
    segments = np.repeat([0, 1], [end - start + 1 for start, end in inputs["segments"]])
    p = Program("hiper")
    p.high = reduce(p["v_high"], to="segment", how="first")
    p.low = gae(
        p["r"], p["v_low"], gamma=inputs["gamma"], lam=inputs["lambda"], within="segment",
        bootstrap=lag(p.high, k=-1),
    )  # fmt: skip
    p.advantage = smdp(p["r"], p.high, gamma=inputs["gamma"], lam=inputs["lambda"])
    columns = {"r": inputs["turn rewards"], "v_low": inputs["V_low"], "v_high": np.repeat(inputs["V_high"], [2, 3])}
    result = p(Table([5], keys={"segment": segments}, turn=columns))
    np.testing.assert_allclose(result["low"], expected["A_low"], atol=1e-6)
    np.testing.assert_allclose(result.columns["advantage"].data, expected["A_high"], atol=1e-6)


@pytest.mark.parametrize(("terminated", "last"), [(True, 0.0), (False, 2.0)])
def test_semi_markov_decisions_bootstrap_after_the_last_segment_of_a_truncated_episode(terminated, last):
    table = Table(
        [3], terminated=[terminated], keys={"segment": [0, 1, 1]}, turn={"r": [1.0, 2, 4]}, episode={"v": [2.0]}
    )
    found = run(lambda p: smdp(p["r"], reduce(p["r"], to="segment") * 0, gamma=0.5, lam=0.0, bootstrap=p["v"]), table)
    np.testing.assert_allclose(found, [1, 2 + 0.5 * 4 + 0.25 * last])


def test_reductions_skip_the_missing():
    table = turns([1, NAN, 3, NAN], 3, 1, 0)
    for how, expected in {
        "sum": [4, NAN, NAN], "mean": [2, NAN, NAN], "max": [3, NAN, NAN], "min": [1, NAN, NAN],
        "first": [1, NAN, NAN], "last": [3, NAN, NAN], "count": [2, 0, 0],
    }.items():  # fmt: skip
        np.testing.assert_array_equal(run(lambda p, how=how: reduce(p["x"], how=how), table), expected)


def test_reducing_to_its_own_or_a_finer_scope_broadcasts():
    table = Table([2, 1], episode={"y": [1.0, NAN]})
    np.testing.assert_array_equal(run(lambda p: reduce(p["y"]), table), [1, NAN])
    np.testing.assert_array_equal(run(lambda p: reduce(p["y"], to="turn"), table), [1, 1, NAN])
    np.testing.assert_array_equal(run(lambda p: reduce(p["y"], how="count"), table), [1, 0])


def test_a_total_may_be_discounted_and_is_missing_where_nothing_is_known():
    table = turns([1, 2, 4, NAN], 3, 1, 0)
    np.testing.assert_array_equal(run(lambda p: total(p["x"]), table), [7, NAN, NAN])
    np.testing.assert_array_equal(run(lambda p: total(p["x"], gamma=0.5), table), [3, NAN, NAN])
    np.testing.assert_array_equal(run(lambda p: total(p["y"]), Table([1, 2], episode={"y": [3.0, 4]})), [3, 4])


@pytest.mark.parametrize(
    ("terminal", "expected"),
    [("ends", [0.45, -0.5, 0.45, -0.32]), ("keep", [0.45, -0.32, 0.45, -0.32]), ("zero", [0.45, -0.5, 0.45, -0.5])],
)
def test_differences_of_a_potential(terminal, expected):
    inputs, worked = example("pbrs")
    assert worked["F (terminated: Phi(s2)=0)"] == [0.45, -0.5]
    assert worked["F (truncated: Phi(s2)=.2)"] == [0.45, -0.32]
    after = inputs["Phi"][1:]
    table = turns(after * 2, 2, 2, terminated=[True, False], truncated=[False, True], episode={"start": [0.0, 0.0]})
    found = run(lambda p: diff(p["x"], p["start"], gamma=inputs["gamma"], terminal=terminal), table)
    np.testing.assert_allclose(found, expected)


def test_a_potential_of_milestones():
    inputs, expected = example("mira")
    levels = np.array(inputs["milestones reached at s0..s4"]) / inputs["K"]
    table = turns(levels[1:])
    for terminal, name in [("keep", "PBRS, Phi kept at the terminal state"), ("ends", "PBRS, terminal Phi = 0")]:
        found = run(lambda p, terminal=terminal: diff(p["x"], gamma=inputs["gamma"], terminal=terminal), table)
        np.testing.assert_allclose(found, expected[name], atol=1e-6)
    np.testing.assert_allclose(run(lambda p: first(p["x"]), table), expected["plain first-time bonus 1/K"])


def test_first_times_pay_a_level_once():
    inputs, expected = example("first_reach")
    levels = np.array([mask.count("1") for mask in inputs["milestone mask per step (4 milestones, bitset)"]]) / 4
    table = turns(levels[1:], 4, episode={"start": [levels[0]]})
    found = run(lambda p: first(p["x"], p["start"]), table)
    np.testing.assert_allclose(found, expected["first-time bonus 1/K (ratchet)"])
    found = run(lambda p: diff(p["x"], p["start"], terminal="keep"), table)
    np.testing.assert_allclose(found, expected["difference of the raw level"])


def test_a_level_below_its_start_pays_nothing():
    table = turns([0.25, 0.75], episode={"start": [0.5]})
    np.testing.assert_allclose(run(lambda p: first(p["x"], p["start"]), table), [0, 0.25])


def test_lags_go_both_ways_and_stop_at_ends():
    table = turns([1, 2, 3, 4], 3, 1)
    np.testing.assert_array_equal(run(lambda p: lag(p["x"]), table), [NAN, 1, 2, NAN])
    np.testing.assert_array_equal(run(lambda p: lag(p["x"], k=-2), table), [3, NAN, NAN, NAN])
    np.testing.assert_array_equal(run(lambda p: lag(p["x"], k=0), table), [1, 2, 3, 4])
    np.testing.assert_array_equal(run(lambda p: lag(p["x"], k=9), table), [NAN] * 4)


def test_a_lag_may_pass_over_what_is_missing():
    table = turns([NAN, 1, NAN, NAN, 2, NAN, 3], 5, 2)
    for k, expected in [
        (1, [NAN, NAN, 1, 1, 1, NAN, NAN]),
        (2, [NAN] * 7),
        (-1, [1, 2, 2, 2, NAN, 3, NAN]),
        (-2, [2, NAN, NAN, NAN, NAN, NAN, NAN]),
        (0, [NAN, 1, NAN, NAN, 2, NAN, 3]),
        (9, [NAN] * 7),
    ]:
        np.testing.assert_array_equal(run(lambda p, k=k: lag(p["x"], k=k, skip_missing=True), table), expected)
    apart = Table([4], keys={"thread": ["a", "b", "a", "b"]}, turn={"x": [1, 2, NAN, 4]})
    found = run(lambda p: lag(p["x"], k=-1, within="thread", skip_missing=True), apart)
    np.testing.assert_array_equal(found, [NAN, 4, NAN, NAN])


@pytest.mark.parametrize("k", [-3, -1, 1, 2])
def test_where_nothing_is_missing_no_lag_passes_over_anything(k):
    table = turns([1, 2, 3, 4, 5], 4, 1)
    plain, skipping = (run(lambda p, how=how: lag(p["x"], k=k, skip_missing=how), table) for how in (False, True))
    np.testing.assert_array_equal(plain, skipping)


def test_softmin_and_the_lowest_to_go():
    inputs, expected = example("pure")
    table = turns(inputs["step rewards"])
    soft = run(lambda p: softmin(p["x"], temperature=inputs["T"]), table)
    np.testing.assert_allclose(soft / inputs["step rewards"], expected["weights"], atol=1e-6)
    assert soft.sum() == pytest.approx(expected["sum w*r (approx min)"], abs=1e-6)
    np.testing.assert_allclose(run(lambda p: min_to_go(p["x"]), table), expected["exact min-form return"])


def test_a_whole_is_split():
    table = turns([1, 3, NAN, 0, 0], 3, 2, episode={"R": [2.0, 1.0]})
    for how, expected in {
        "weights": [0.5, 1.5, NAN, 0.5, 0.5], "uniform": [1, 1, NAN, 0.5, 0.5], "last": [0, 2, NAN, 0, 1],
        "residual": [0, 2, NAN, 0.5, 0.5],
    }.items():  # fmt: skip
        np.testing.assert_allclose(run(lambda p, how=how: redistribute(p["R"], p["x"], how=how), table), expected)


def test_a_residual_split_of_worked_numbers():
    inputs, expected = example("spa")
    table = turns(inputs["predicted contributions"], 3, episode={"R": [inputs["R"]]})
    found = run(lambda p: redistribute(p["R"], p["x"], how="residual"), table)
    np.testing.assert_allclose(found, expected["residual-corrected (add (R-sum)/T)"], atol=1e-6)


def test_sums_so_far():
    table = turns([1, 2, NAN, 4, 5], 4, 1)
    np.testing.assert_array_equal(run(lambda p: so_far(p["x"]), table), [1, 3, NAN, 7, 5])


@pytest.mark.parametrize("within", ["turn", "token", "nowhere"])
def test_rows_form_no_sequences_within_what_they_do_not_lie_in(within):
    with pytest.raises(ValueError, match=f"rows of scope 'turn' form no sequences within '{within}'"):
        run(lambda p: returns(p["x"], within=within), turns([1.0]))


def test_a_bootstrap_has_no_place_within_a_span():
    table = Table([1], [2], turn={"x": [1.0]}, token={"r": [1.0, 2]}, episode={"v": [1.0]})
    with pytest.raises(ValueError, match="a bootstrap has no place within 'span'"):
        run(lambda p: returns(p["r"], within="span", bootstrap=p["v"]), table)


@pytest.mark.parametrize(
    "make",
    [
        lambda p: returns(p["x"]), lambda p: gae(p["x"], p["x"]), lambda p: diff(p["x"]), lambda p: first(p["x"]),
        lambda p: lag(p["x"]), lambda p: softmin(p["x"]), lambda p: min_to_go(p["x"]), lambda p: so_far(p["x"]),
        lambda p: redistribute(1.0, p["x"]), lambda p: reduce(p["x"], to="turn"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("episodes", [[], [0], [0, 0]])
def test_no_rows_give_no_rows(make, episodes):
    assert run(make, Table(episodes, turn={"x": []})).shape == (0,)
    assert run(lambda p: total(p["x"]), Table(episodes, turn={"x": []})).shape == (len(episodes),)
