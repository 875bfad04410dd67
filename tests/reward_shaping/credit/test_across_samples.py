"""Baselines: keys, populations, policies for few samples, references; hand-computed numbers."""

import numpy as np
import pytest
from published_numbers import example
from ragged_tables import grouped, one_group

from turnwise.reward_shaping.credit import (
    Program,
    Table,
    centre,
    margin,
    minmax,
    moving_average,
    only,
    reference,
    statistic,
    total,
)

NAN = np.nan


def run(make, table):
    """Return the column of an expression over ``p``."""
    p = Program("case")
    p.advantage = make(p)
    return p(table).columns["advantage"].data


def test_centre_by_two_keys():
    table = Table([2, 2], keys={"anchor": ["a", "b", "a", "a"]}, turn={"x": [1.0, 2, 4, 7]})
    np.testing.assert_allclose(run(lambda p: centre(p["x"], by="anchor"), table), [-3, 0, 0, 3])
    np.testing.assert_allclose(run(lambda p: centre(p["x"], by=("anchor", "turn")), table), [-1.5, 0, 1.5, 0])
    np.testing.assert_allclose(run(lambda p: centre(p["x"], by=()), table), [-2.5, -1.5, 0.5, 3.5])
    np.testing.assert_allclose(run(lambda p: centre(p["x"], by="run"), table), [-2.5, -1.5, 0.5, 3.5])


@pytest.mark.parametrize(("missing", "worth"), [("zero", 0.0), ("keep", NAN)])
def test_missing_values_are_left_out_and_get_zero(missing, worth):
    table = grouped({"A": [1.0, NAN, 3.0], "B": [NAN]})
    found = run(lambda p: centre(p["reward"], by="group", missing=missing), table)
    np.testing.assert_array_equal(found, [-1, worth, 1, worth])


def test_one_known_value_of_several_is_a_group_of_one():
    table = grouped({"A": [2.0, NAN]})
    np.testing.assert_array_equal(run(lambda p: centre(p["reward"], by="group"), table), [0, 0])
    np.testing.assert_array_equal(run(lambda p: centre(p["reward"], by="group", single="raw"), table), [2, 0])


def test_leave_one_out_weighs_the_others():
    table = Table([1] * 3, episode={"r": [1.0, 2, 6], "w": [1.0, 2, 3]})
    found = run(lambda p: centre(p["r"], by="group", loo=True, weight=p["w"]), table)
    np.testing.assert_allclose(found, [1 - 22 / 5, 2 - 19 / 4, 6 - 5 / 3])


def test_a_weight_of_zero_leaves_a_row_out_of_the_mean_only():
    table = Table([1] * 3, episode={"r": [1.0, 3, 8], "w": [1.0, 1, 0]})
    np.testing.assert_allclose(run(lambda p: centre(p["r"], by="group", weight=p["w"]), table), [-1, 1, 6])


def test_populations_count_turns_tokens_or_each_episode_once():
    table = Table([2, 1], [1, 2, 3], keep=[1, 1, 1, 0, 0, 0], turn={"x": [1.0, 4, 7]}, episode={"r": [0.0, 3]})
    for population, mean in [(None, 1.5), ("episode", 1.5), ("turn", 1.0), ("token", 0.0), ("context", 1.5)]:
        found = run(lambda p, population=population: centre(p["r"], by=(), population=population), table)
        np.testing.assert_allclose(found, [-mean, 3 - mean], err_msg=str(population))
    found = run(lambda p: centre(p["x"], by=(), population="episode"), table)
    np.testing.assert_allclose(found, np.array([1, 4, 7]) - (1 + 7) / 2)


def test_a_population_of_episodes_takes_the_first_known_row():
    table = Table([2, 1], turn={"x": [NAN, 4, 8]})
    np.testing.assert_allclose(run(lambda p: centre(p["x"], by=(), population="episode"), table), [0, -2, 2])


def test_too_few_samples_give_zero():
    table = grouped({"A": [1.0, 3.0], "B": [1.0, 2.0, 3.0]})
    np.testing.assert_allclose(run(lambda p: centre(p["reward"], by="group", min_count=3), table), [0, 0, -1, 0, 1])


def test_scales():
    table = grouped({"A": [1.0, 2.0, 6.0]})
    centred = np.array([-2.0, -1, 3])
    for scale, ddof, divisor in [("std", 1, np.sqrt(7)), ("std", 0, np.sqrt(14 / 3)), ("mean", 1, 3)]:
        how = {"scale": scale, "ddof": ddof, "eps": 0.5}
        found = run(lambda p, how=how: centre(p["reward"], by="group", **how), table)
        np.testing.assert_allclose(found, centred / (divisor + 0.5))


def test_statistics_of_a_key():
    table = grouped({"A": [1.0, 0.0, NAN, 4.0], "B": [5.0], "C": [NAN]})
    for how, (of_a, of_b, of_c) in {
        "mean": (5 / 3, 5, NAN), "std": (np.std([1, 0, 4], ddof=1), 0, NAN), "sum": (5, 5, 0), "min": (0, 5, NAN),
        "max": (4, 5, NAN), "range": (4, 0, NAN), "count": (3, 1, 0), "nonzero": (2, 1, 0),
    }.items():  # fmt: skip
        found = run(lambda p, how=how: statistic(p["reward"], by="group", how=how), table)
        np.testing.assert_allclose(found, [of_a] * 4 + [of_b, of_c], err_msg=how)


def test_statistics_of_turns_weigh_long_episodes():
    table = Table([3, 1], episode={"r": [1.0, 5]})
    np.testing.assert_allclose(run(lambda p: statistic(p["r"], by=(), population="turn"), table), 2)


def test_minmax_of_worked_numbers():
    inputs, expected = example("aem")
    table = Table([1] * 4, turn={"h": inputs["mean token entropy of 4 responses of one prompt group"]})
    np.testing.assert_allclose(run(lambda p: minmax(p["h"], by="group"), table), expected["min-max H"])
    np.testing.assert_allclose(run(lambda p: minmax(p["h"], by="group", least=1.3), table), 0)
    gaps = grouped({"A": [2, NAN], "B": [1, 3]})
    np.testing.assert_array_equal(run(lambda p: minmax(p["reward"], by="group"), gaps), [0, NAN, 0, 1])


def test_moving_averages_are_read_before_the_update():
    inputs, expected = example("spiral")
    table = one_group([[reward] for reward in inputs["rewards of role 0"]])
    found = run(lambda p: total(p["reward"]) - moving_average(total(p["reward"]), by=(), decay=inputs["decay"]), table)
    np.testing.assert_allclose(found, expected["advantage"])


def test_moving_averages_of_each_key_go_on_over_missing_values():
    table = Table([5], keys={"role": ["a", "b", "a", "a", "b"]}, turn={"x": [1.0, 8, NAN, 3, 4]}, episode={"s": [4.0]})
    found = run(lambda p: moving_average(p["x"], by="role", decay=0.5, start=p["s"]), table)
    np.testing.assert_allclose(found, [4, 4, NAN, 2.5, 6])


def test_reference_rows_are_the_baseline_and_get_zero():
    table = Table(
        [1] * 5, keys={"group": [0, 0, 0, 0, 1]}, episode={"r": [3.0, 1, 2, NAN, 9], "greedy": [0, 1, 1, 1, 0]}
    )
    for how, base in [("mean", 1.5), ("max", 2), ("min", 1)]:
        found = run(lambda p, how=how: reference(p["r"], p["greedy"], by="group", how=how), table)
        np.testing.assert_allclose(found, [3 - base, 0, 0, 0, 0])
    p = Program("x")
    p.advantage = reference(p["r"], p["greedy"], by="group")
    assert p(table).diagnostics["advantage.reference.rows_without"] == 1


def test_the_margin_is_the_lead_of_the_best():
    table = grouped({"A": [1.0, 4.0, NAN, 3.0], "B": [2.0, 2.0], "C": [5.0], "D": [NAN]})
    np.testing.assert_allclose(run(lambda p: margin(p["reward"], by="group"), table), [0, 1, 0, 0, 0, 0, 0, 0])


def test_the_rows_of_a_condition_alone_are_compared():
    table = Table([1] * 3, episode={"prm": [0.9, 0.7, 0.2], "won": [1.0, 0, 0]})
    found = run(lambda p: centre(only(p["prm"], p["won"] < 1), by="group", missing="keep"), table)
    np.testing.assert_allclose(found, [NAN, 0.25, -0.25])


def test_a_population_that_is_no_scope_is_refused():
    with pytest.raises(ValueError, match="population must be one of"):
        run(lambda p: centre(p["reward"], by=(), population="rows"), grouped({"A": [1.0]}))


@pytest.mark.parametrize(
    "make",
    [
        lambda p: centre(p["x"], by=("group", "turn"), scale="std"), lambda p: statistic(p["x"], by="group", how="max"),
        lambda p: minmax(p["x"], by="group"), lambda p: moving_average(p["x"], by="group"),
        lambda p: reference(p["x"], p["x"], by="group"), lambda p: margin(p["x"], by="group"),
        lambda p: centre(p["x"], by=(), loo=True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("episodes", [[], [0, 0]])
def test_no_rows_give_no_rows(make, episodes):
    assert run(make, Table(episodes, turn={"x": []})).shape == (0,)
