"""Every tool by hand, and what it says when it cannot do what it is asked."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.tool_lab.functions import FailedCallError, tidy
from turnwise.envs.text.tool_lab.servers import FUNCTIONS, SERVERS


@pytest.mark.parametrize(
    ("name", "arguments", "result"),
    [
        ("get_hire_date", ["Ada Abel"], "2015-03-01"),
        ("get_salary", ["  ada abel "], 5000),
        ("get_bonus", ["Ben Brandt"], 250),
        ("get_office", ["Ben Brandt"], "Bexley"),
        ("get_manager", ["Ben Brandt"], "Ada Abel"),
        ("list_reports", ["Ada Abel"], ["Ben Brandt", "Cora Costa"]),
        ("list_reports", ["ben brandt"], []),
        ("get_price", ["the oak lamp"], 20),
        ("get_weight", ["blue vase"], 0.75),
        ("get_factory_city", ["oak lamp"], "Bexley"),
        ("get_stock", ["oak lamp", "Bexley"], 40),
        ("list_products", ["kitchen"], ["blue vase"]),
        ("get_distance", ["Aldmoor", "Bexley"], 50),
        ("get_population", ["Bexley"], 1200),
        ("convert_currency", [12.5, "pounds"], 10.62),
        ("convert_length", [50, "metres"], 50_000),
        ("convert_weight", [1.5, "pounds"], 3.31),
        ("add_sales_tax", [20, "Bexley"], 23.8),
        ("add_days", ["2016-02-28", 2], "2016-03-01"),
        ("days_between", ["2016-03-01", "2016-02-28"], 2),
        ("get_weekday", ["2024-02-29"], "Thursday"),
        ("add", [[0.1, 0.2, 3]], 3.3),
        ("largest", [[1, 4, 2.5]], 4),
        ("smallest", [[1, -4, 2.5]], -4),
        ("average", [[1, 2]], 1.5),
        ("percentage", [80, 15], 12),
    ],
)
def test_results_by_hand(call, name, arguments, result):
    found = call(name, *arguments)
    assert found == result
    assert type(found) is type(result)


def test_a_note_is_numbered_by_its_title_and_lines(call):
    number = call("write_note", "Plan", [12.5, "Bexley"])
    assert number == call("write_note", " Plan ", [12.5, " Bexley "])
    assert (
        len({number, call("write_note", "Plan", ["Bexley", 12.5]), call("write_note", "Plans", [12.5, "Bexley"])}) == 3
    )
    assert call("write_note", "Plan", [3.0]) == call("write_note", "Plan", [3]) == call("write_note", "Plan", ["3"])


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [
        ("get_salary", ["Nobody"], "there is no person called 'nobody'|'Nobody'"),
        ("get_manager", ["Ada Abel"], "Ada Abel has no manager"),
        ("list_reports", ["Nobody"], "no person"),
        ("get_price", ["gold bar"], "no product called"),
        ("get_stock", ["oak lamp", "Rome"], "no city called 'Rome'"),
        ("list_products", ["garden"], "there is nothing in garden"),
        ("add_days", ["yesterday", 1], "'yesterday' is no date"),
        ("add_days", ["2020-01-01", 10**12], "too many"),
        ("get_weekday", ["2023-02-29"], "is no date"),
        ("add", [[]], "there are no numbers"),
        ("add", [[1e300, 1e300]], "too large"),
        ("convert_currency", [1e308, "crowns"], "too large"),
        ("percentage", [10**39, 10**39], "too large"),
        ("write_note", ["Plan", []], "a note needs lines"),
        ("write_note", ["Plan", [["nested"]]], "a note needs lines"),
    ],
)
def test_failures_say_why(call, name, arguments, why):
    with pytest.raises(FailedCallError, match=why):
        call(name, *arguments)


def test_functions_are_named_apart_and_pickle_as_themselves():
    names = [name for function in FUNCTIONS for name in function.names]
    assert len(set(names)) == len(names)
    assert "answer" not in names
    assert all(pickle.loads(pickle.dumps(function)) is function for function in FUNCTIONS)
    assert len(SERVERS) == 7


def test_every_argument_can_be_named_apart_from_the_others():
    for function in FUNCTIONS:
        for place, given_input in enumerate(function.inputs):
            assert len(given_input.names) > place


@given(st.floats(-1e12, 1e12))
def test_tidy_numbers_have_two_decimals_at_most(number):
    assert abs(tidy(number) - number) <= 0.005 + 1e-3 * (abs(number) > 1e11)
    assert type(tidy(float(round(number)))) is int
