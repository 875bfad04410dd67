"""The same rewards written another way: chains of cases, explicit matching, integrals, and SQLite itself."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnwise.reward_shaping.tools import (
    Database,
    boundary_cost,
    boundary_score,
    cost_reward,
    gaussian_coverage,
    gaussian_point,
    knowledge_boundary,
    ngram_similarity,
    reference_baseline,
    schema_linking,
    sql_parts,
    sql_reward,
    tool_call_correctness,
    tool_call_scales,
    tool_efficiency,
)
from turnwise.reward_shaping.tools.sql_reward import WEIGHTS

VALUES = st.integers(0, 2) | st.sampled_from(["0", "x"])
CALLS = st.lists(
    st.builds(
        lambda name, parameters: {"name": name, "parameters": parameters},
        st.sampled_from("fgh"),
        st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3),
    ),
    max_size=4,
)


def shared(one, other):
    """Return how far two multisets agree, counted one by one."""
    if not one and not other:
        return 1.0
    left, common = list(other), 0
    for each in one:
        if each in left:
            left.remove(each)
            common += 1
    return common / (len(one) + len(left)) if one or left else 1.0


def explicit(expected, made):
    """Return ToolRL's correctness by matching call by call."""
    if expected == made:
        return 3.0
    score = shared([call["name"] for call in expected], [call["name"] for call in made])
    full, taken = 1.0, set()
    for call in expected:
        full += 1 + len(call["parameters"])
        best, place = 0.0, None
        for index, other in enumerate(made):
            if index in taken or other["name"] != call["name"]:
                continue
            likeness = shared(list(call["parameters"]), list(other["parameters"]))
            for name, value in call["parameters"].items():
                if name in other["parameters"] and other["parameters"][name] == value:
                    likeness += 1
            if likeness > best:
                best, place = likeness, index
        if place is not None:
            taken.add(place)
            score += best
    return 6 * score / full - 3


@given(expected=CALLS.filter(bool), made=CALLS)
def test_tool_calls_matched_one_by_one(expected, made):
    assert tool_call_correctness(expected, made) == pytest.approx(explicit(expected, made))


@given(expected=CALLS.filter(bool), made=CALLS, scale=st.floats(0.1, 9))
def test_the_scale_only_scales(expected, made, scale):
    assert tool_call_correctness(expected, made, scale=scale) == pytest.approx(
        scale / 3 * tool_call_correctness(expected, made)
    )


@given(expected=CALLS.filter(bool), made=CALLS)
def test_coarser_never_pays_more_for_calls_that_are_not_the_expected_ones(expected, made):
    fine, strict, whole = (
        tool_call_correctness(expected, made, granularity=kind) for kind in ("fine", "strict", "set")
    )
    assert whole <= min(strict, fine) + 1e-9


def test_an_earlier_call_may_take_what_a_later_one_fits_better():
    call, other = {"name": "f", "parameters": {"a": 1}}, {"name": "f", "parameters": {"a": 1, "b": 2}}
    # {"b": 2} is worth 1/2 to the first and would be worth 1 1/2 to the second
    first, second = {"name": "f", "parameters": {"b": 0, "c": 0}}, other
    made = [{"name": "f", "parameters": {"b": 2}}]
    assert tool_call_correctness([first, second], made) == pytest.approx(6 * (1 / 2 + 1 / 2) / 7 - 3)
    assert tool_call_correctness([second, first], made) == pytest.approx(6 * (1 / 2 + 3 / 2) / 7 - 3)
    assert tool_call_correctness([call, other], [other, call]) == pytest.approx(3.0)


def test_the_schedules_move_the_balance_from_format_to_correctness():
    for schedule in ("two_stage", "linear"):
        ratios = [scale / form for scale, form in (tool_call_scales(step, schedule) for step in range(0, 200, 5))]
        assert ratios == sorted(ratios)
        assert ratios[-1] > ratios[0]


@given(
    right=st.booleans(),
    searches=st.integers(0, 6),
    well_formed=st.booleans(),
    known=st.sampled_from([None, True, False]),
)
def test_the_table_as_a_chain_of_cases(right, searches, well_formed, known):
    if not well_formed:
        expected = -1.0
    elif right and known is False:
        expected = 1.6
    elif right:
        expected = 1.6 if searches == 0 else 1.4 if searches == 1 else 1.2 if searches == 2 else 1.0
    elif searches == 0 or known is True:
        expected = 0.0
    else:
        expected = 0.05
    assert knowledge_boundary(right, searches, well_formed=well_formed, known=known) == pytest.approx(expected)


def test_one_search_is_worth_it_exactly_where_it_helps_often_enough():
    # without a search right with probability p, with one with probability q
    for p, q in [(0.5, 0.5), (0.5, 0.6), (0.2, 0.9), (0.9, 1.0)]:
        without = p * knowledge_boundary(True, 0) + (1 - p) * knowledge_boundary(False, 0)
        with_one = q * knowledge_boundary(True, 1) + (1 - q) * knowledge_boundary(False, 1)
        assert (with_one > without) == (1.35 * q + 0.05 > 1.6 * p)


@given(calls=st.lists(st.tuples(st.sampled_from("xyz"), st.booleans()), max_size=8))
def test_useful_calls_counted_one_by_one(calls):
    useful = len({text for place, (text, legal) in enumerate(calls) if legal and text not in dict(calls[:place])})
    efficiency = tool_efficiency(useful, len(calls))
    assert efficiency == (useful / len(calls) if calls else 1.0)


def grid(mean, sigma, axis):
    return np.exp(-0.5 * ((axis - mean) / sigma) ** 2) / (sigma * math.sqrt(2 * math.pi))


@pytest.mark.parametrize("box", [(0, 0, 10, 6), (3, 1, 7, 5), (8, -4, 20, 9)])
def test_coverage_is_the_integral_of_the_root_of_both_densities(box):
    target, integral = (0, 0, 8, 4), 1.0
    axis = np.linspace(-80, 80, 20_001)
    for low in (0, 1):
        one, other = (grid((b[low] + b[low + 2]) / 2, 0.5 * (b[low + 2] - b[low]), axis) for b in (box, target))
        integral *= float(np.sqrt(one * other).sum() * (axis[1] - axis[0]))
    assert gaussian_coverage(box, target) == pytest.approx(integral, rel=1e-6)


@given(x=st.floats(-20, 20), y=st.floats(-20, 20))
def test_nearer_to_the_middle_is_never_worth_less(x, y):
    far, near = (gaussian_point([f * x, f * y], [0, 0], [4, 2]) for f in (1.0, 0.5))
    assert near >= far
    assert gaussian_point([x, y], [0, 0], [4, 2]) == pytest.approx(gaussian_point([-x, -y], [0, 0], [4, 2]))


def test_the_edge_of_a_target_is_worth_the_same_on_targets_of_all_sizes():
    # at alpha = 1/2 the edge lies one standard deviation from the middle
    for width, height in [(10, 10), (200, 8), (3, 90)]:
        edge = gaussian_point([width, height / 2], [width / 2, height / 2], [width / 2, height / 2])
        assert edge == pytest.approx(math.exp(-0.5))


@given(
    returned=st.floats(-2, 2),
    cost=st.floats(0, 50),
    small=st.floats(0, 5),
    gap=st.floats(1, 20),
    unit=st.floats(0.1, 100),
)
def test_the_unit_of_money_does_not_matter(returned, cost, small, gap, unit):
    here = boundary_score(returned, cost, small, small + gap)
    there = boundary_score(returned, unit * cost, unit * small, unit * (small + gap))
    assert there == pytest.approx(here, abs=1e-6)


def test_failing_cheaply_beats_succeeding_dearly_only_where_money_outweighs_success():
    for weight, cheap_wins in [(0.5, False), (1.5, True)]:
        cheap = boundary_score(0.0, 1.0, 1.0, 10.0, weight)
        dear = boundary_score(1.0, 10.0, 1.0, 10.0, weight)
        assert (cheap > dear) == cheap_wins
        assert reference_baseline(0.0, 1.0, weight) == pytest.approx((cheap + dear) / 2)


@given(costs=st.lists(st.floats(0, 10), max_size=6), weight=st.floats(0, 2), scale=st.floats(0.1, 10))
def test_costs_charged_by_turn_or_in_sum_are_the_same_money(costs, weight, scale):
    by_turn = sum(cost_reward(cost, weight, scale) for cost in costs)
    assert cost_reward(float(sum(costs)), weight, scale) == pytest.approx(by_turn)


def test_costs_of_a_batch_are_charged_at_once():
    costs = np.array([1.0, 4.0, 10.0])
    np.testing.assert_allclose(boundary_cost(costs, 1.0, 10.0), [0, 0.5 / 3, 0.5])


SCRIPT = """
CREATE TABLE item (id INTEGER, kind TEXT, price REAL);
CREATE TABLE sale (item INTEGER, amount INTEGER);
INSERT INTO item VALUES (1, 'pen', 1.5), (2, 'ink', 4.0), (3, 'pen', NULL), (4, 'Öl', 2.5);
INSERT INTO sale VALUES (1, 3), (1, 1), (2, 2), (4, 0);
"""
SHOP = Database(script=SCRIPT)
EQUAL = [
    ("SELECT id FROM item WHERE price > 2", "SELECT i.id FROM item i WHERE NOT (i.price <= 2)"),
    ("SELECT kind, count(*) FROM item GROUP BY kind", "SELECT kind, sum(1) FROM item GROUP BY 1"),
    ("SELECT DISTINCT kind FROM item", "SELECT kind FROM item GROUP BY kind"),
    (
        "SELECT kind FROM item JOIN sale ON item.id = sale.item",
        "SELECT kind FROM sale, item WHERE sale.item = item.id",
    ),
    ("SELECT price FROM item WHERE id = 3", "SELECT NULL"),
    ("SELECT max(price) FROM item", "SELECT price FROM item ORDER BY price DESC LIMIT 1"),
    ("SELECT kind FROM item ORDER BY price DESC, id", "SELECT kind FROM item ORDER BY -price ASC NULLS LAST, id"),
    ("SELECT 1", "SELECT 1.0"),
]
UNEQUAL = [
    ("SELECT id FROM item", "SELECT id FROM item WHERE id < 4"),
    ("SELECT kind FROM item", "SELECT DISTINCT kind FROM item"),
    ("SELECT id, kind FROM item", "SELECT kind, id FROM item"),
    ("SELECT '1'", "SELECT 1"),
    ("SELECT NULL", "SELECT 0"),
    ("SELECT kind FROM item ORDER BY id", "SELECT kind FROM item ORDER BY id DESC"),
    ("SELECT id FROM item WHERE kind = 'pen'", "SELECT id FROM item WHERE kind = 'PEN'"),
]


def executed(gold, query):
    rows, error = SHOP.run(gold)
    assert rows is not None, error
    return sql_parts(query, gold, rows, SHOP, SHOP.schema())["execution"]


@pytest.mark.parametrize(("gold", "query"), EQUAL)
def test_queries_that_mean_the_same_are_right(gold, query):
    assert executed(gold, query) == 1.0


@pytest.mark.parametrize(("gold", "query"), UNEQUAL)
def test_queries_that_mean_something_else_are_wrong(gold, query):
    assert executed(gold, query) == 0.0


@settings(max_examples=25)
@given(
    columns=st.lists(st.sampled_from(["id", "kind", "price"]), min_size=1, max_size=3),
    limit=st.integers(0, 5),
    condition=st.sampled_from(["1", "price > 2", "kind = 'pen'", "price IS NULL", "0"]),
)
def test_rows_are_those_of_sqlite(columns, limit, condition):
    query = f"SELECT {', '.join(columns)} FROM item WHERE {condition} LIMIT {limit}"
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCRIPT)
    connection.text_factory = bytes
    expected = connection.execute(query).fetchall()
    connection.close()
    rows, error = SHOP.run(query)
    assert error == ""
    assert Counter(rows) == Counter(expected)
    assert executed(query, query) == 1.0


@given(order=st.permutations(["id", "kind", "price"]))
def test_the_order_of_columns_matters_to_the_rows_and_not_to_the_links(order):
    gold, query = "SELECT id, kind, price FROM item", f"SELECT {', '.join(order)} FROM item"
    assert schema_linking(query, gold, SHOP.schema()) == 1.0
    assert executed(gold, query) == float(list(order) == ["id", "kind", "price"])
    assert 0 < ngram_similarity(query, gold) <= 1


def test_the_weights_rank_a_query_that_runs_above_one_that_does_not():
    gold = "SELECT kind FROM item WHERE price > 2"
    rows, _ = SHOP.run(gold)
    tries = ["", "SELECT", "SELECT price FROM nothing", "SELECT price FROM item", "SELECT kind FROM item", gold]
    earned = [sql_reward(sql_parts(each, gold, rows, SHOP, SHOP.schema()), WEIGHTS) for each in tries]
    assert earned == sorted(earned)
    assert earned[-1] == 6.0
