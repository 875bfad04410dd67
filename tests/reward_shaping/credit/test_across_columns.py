"""Mixing columns and spreading them over tokens: hand-computed numbers, missing values, gates."""

import numpy as np
import pytest
from published_numbers import example

from turnwise.reward_shaping.credit import (
    Program,
    Table,
    absolute,
    add,
    clip,
    exp,
    fill,
    gate,
    kept,
    known,
    lexicographic,
    log,
    maximum,
    minimum,
    only,
    sigmoid,
    spread,
    to_context,
    where,
)

NAN = np.nan
TABLE = Table([2, 1], turn={"a": [1.0, -2, NAN], "b": [4.0, 0, 2]}, episode={"e": [10.0, 20]})
CASES = {
    "a column and a number": (lambda p: 1 - p["a"], [0, 3, NAN]),
    "turns and episodes": (lambda p: p["e"] * p["b"], [40, 0, 40]),
    "division by zero is missing": (lambda p: p["a"] / p["b"], [0.25, NAN, NAN]),
    "a power that does not exist is missing": (lambda p: p["b"] ** -1, [0.25, NAN, 0.5]),
    "comparisons": (lambda p: (p["a"] < 0) + 10 * (p["a"] >= 1), [10, 1, NAN]),
    "exp": (lambda p: exp(p["b"]), np.exp([4, 0, 2])),
    "log of what is not positive is missing": (lambda p: log(p["b"]), [np.log(4), NAN, np.log(2)]),
    "sigmoid": (lambda p: sigmoid(p["a"]), [1 / (1 + np.exp(-1)), 1 / (1 + np.exp(2)), NAN]),
    "absolute": (lambda p: absolute(p["a"]), [1, 2, NAN]),
    "clip": (lambda p: clip(p["a"], -1, 0.5), [0.5, -1, NAN]),
    "clip below": (lambda p: clip(p["b"], low=1), [4, 1, 2]),
    "minimum": (lambda p: minimum(p["a"], p["b"]), [1, -2, NAN]),
    "maximum": (lambda p: maximum(p["a"], 0), [1, 0, NAN]),
    "add": (lambda p: add(p["a"], p["b"], 1), [6, -1, NAN]),
    "add what is known": (lambda p: add(p["a"], p["b"], missing="skip"), [5, -2, 2]),
    "where": (lambda p: where(p["a"] > 0, p["b"], p["e"]), [4, 10, NAN]),
    "only": (lambda p: only(p["b"], p["a"] < 0), [NAN, 0, NAN]),
    "fill": (lambda p: fill(p["a"], p["e"]), [1, -2, 20]),
    "known": (lambda p: known(p["a"]), [1, 1, 0]),
    "gate": (lambda p: gate(p["b"], p["a"]), [4, 0, 0]),
    "gate by the episode": (lambda p: gate(p["b"], p["e"], threshold=10), [0, 0, 2]),
    "gate penalties when told": (lambda p: gate(p["a"], p["e"], penalties="gate"), [1, -2, NAN]),
}


def run(make, table=TABLE):
    """Return the column of an expression over ``p``."""
    p = Program("case")
    p.advantage = make(p)
    return p(table).columns["advantage"].data


@pytest.mark.parametrize(("make", "expected"), list(CASES.values()), ids=list(CASES))
def test_columns_mix_row_by_row(make, expected):
    np.testing.assert_allclose(run(make), expected)


def test_sigmoid_does_not_overflow():
    table = Table([2], turn={"a": [-1e4, 1e4]})
    np.testing.assert_array_equal(run(lambda p: sigmoid(p["a"]), table), [0, 1])


def test_a_gate_refuses_penalties_and_finer_conditions():
    with pytest.raises(ValueError, match=r"gate got a column with negative values \(lowest -2\).*penalties='gate'"):
        run(lambda p: gate(p["a"], p["e"]))
    with pytest.raises(ValueError, match="scope 'turn' cannot be used at scope 'episode'"):
        run(lambda p: gate(p["e"], p["b"]))


def test_levels_open_each_other():
    inputs, expected = example("gra")
    levels = {"submit": 0.2, "format": 0.1}
    for outcome, total in [(0.5, 0.8), (0.0, 0.0)]:
        table = Table([1], episode={"outcome": [outcome], **{name: [worth] for name, worth in levels.items()}})
        found = run(lambda p: lexicographic(p["outcome"], p["submit"], p["format"]), table)
        assert found.tolist() == pytest.approx([total])
    steps = Table([3], turn={"r": inputs["step rewards"]}, episode={"pass": [1.0], "fail": [0.0]})
    for outcome, name in [("pass", "total pass"), ("fail", "total fail")]:
        found = run(lambda p, outcome=outcome: gate(p["r"], p[outcome]), steps)
        worth = inputs["outcome (pass)" if outcome == "pass" else "outcome (fail)"]
        assert worth + found.sum() == pytest.approx(expected[name])


def test_numbers_alone_are_no_columns():
    with pytest.raises(ValueError, match="at least one column is needed"):
        run(lambda p: maximum(1.0, 2.0))
    with pytest.raises(ValueError, match=r"a column is needed here; got the number 1\.0"):
        run(lambda p: exp(1.0))


def test_an_infopo_worked_fusion():
    inputs, expected = example("infopo")
    gaps = np.array(inputs["logp of the NEXT action with obs"]) - inputs["with obs replaced by placeholder"]
    tokens = inputs["tokens of the credited action"]
    table = Table([1], [tokens], turn={"gain": [gaps.mean()]}, episode={"std": [0.05], "out": [0.8], "int": [1.5]})
    found = run(lambda p: spread(p["gain"], how="uniform"), table)
    np.testing.assert_allclose(found, expected["per token of action t"], atol=1e-6)
    fused = run(lambda p: p["out"] + 0.1 * sigmoid(-p["std"] / 0.05) * p["int"], table)
    assert fused.tolist() == pytest.approx([0.840341], abs=1e-6)


MASKED = Table(
    [2, 1],
    [3, 0, 4],
    keep=[1, 0, 1, 1, 1, 0, 0],
    kinds={"thought": [1, 0, 0, 0, 0, 1, 0], "action": [0, 0, 1, 1, 1, 0, 0]},
    turn={"a": [6.0, 5, 8]},
    token={"t": [1.0, 2, 3, 4, 5, 6, 7]},
)


@pytest.mark.parametrize(
    ("how", "expected"),
    [("all", [6, 6, 8, 8]), ("uniform", [3, 3, 4, 4]), ("last", [0, 6, 0, 8]), ("first", [6, 0, 8, 0])],
)
def test_a_turns_value_goes_to_its_kept_tokens(how, expected):
    np.testing.assert_allclose(run(lambda p: spread(p["a"], how=how), MASKED), expected)


@pytest.mark.parametrize(
    ("how", "kind", "expected"),
    [
        ("all", "thought", [6, 0, 0, 0]), ("all", "action", [0, 6, 8, 8]), ("uniform", "action", [0, 6, 4, 4]),
        ("last", "action", [0, 6, 0, 8]), ("first", "action", [0, 6, 8, 0]),
    ],
)  # fmt: skip
def test_a_turns_value_goes_to_tokens_of_one_kind(how, kind, expected):
    np.testing.assert_allclose(run(lambda p: spread(p["a"], how=how, kind=kind), MASKED), expected)


def test_turns_without_tokens_are_counted():
    p = Program("x")
    p.advantage = spread(p["a"], how="last")
    assert p(MASKED).diagnostics["advantage.spread.turns_without_tokens"] == 1
    with pytest.raises(ValueError, match=r"no kind 'tool'; they have \['action', 'thought'\]"):
        run(lambda p: spread(p["a"], kind="tool"), MASKED)


def test_columns_of_all_tokens_and_of_kept_ones():
    np.testing.assert_allclose(run(lambda p: p["t"] * 1, MASKED), [1, 3, 4, 5])
    np.testing.assert_allclose(run(lambda p: p["context:t"] * 1, MASKED), [1, 2, 3, 4, 5, 6, 7])
    np.testing.assert_allclose(run(lambda p: kept(p["context:t"]), MASKED), [1, 3, 4, 5])
    np.testing.assert_allclose(run(lambda p: to_context(p["t"]), MASKED), [1, 0, 3, 4, 5, 0, 0])
    with pytest.raises(ValueError, match="kept tokens and all tokens do not meet"):
        run(lambda p: p["t"] + p["context:t"], MASKED)
    with pytest.raises(ValueError, match="no column 'context:a'"):
        run(lambda p: p["context:a"] + 1, MASKED)


def test_per_token_of_a_column_of_all_tokens_hides_masked_ones():
    p = Program("x")
    p.advantage = p["context:t"] * 1
    np.testing.assert_allclose(p(MASKED).per_token(), [1, 0, 3, 4, 5, 0, 0])
