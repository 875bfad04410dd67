"""Random programs are worked out as Python runs them, and the work of any call is bounded."""

from __future__ import annotations

import math
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnwise.reward_shaping.search import CodeError, Inputs, WrittenFunction, problems, read_result

NAMES = st.sampled_from(["a", "b", "c"])
NUMBERS = NAMES | st.integers(0, 4).map(str) | st.sampled_from(["inputs['x']", "inputs['y']"])
VALUES = st.one_of(
    NUMBERS,
    st.tuples(NUMBERS, st.sampled_from(["+", "-", "*", "<", "==", "and", "or"]), NUMBERS).map(" ".join),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map("{0[0]} if {0[1]} else {0[2]}".format),
    NUMBERS.map("max({}, 2)".format),
    NUMBERS.map("sum([i * {} for i in range(3)])".format),
    NUMBERS.map("len([i for i in range(4) if i > {}])".format),
)
SIMPLE = st.one_of(
    st.tuples(NAMES, VALUES).map("{0[0]} = {0[1]}".format),
    st.tuples(NAMES, st.sampled_from(["+=", "-=", "*="]), VALUES).map(" ".join),
    st.tuples(NAMES, NAMES, VALUES, VALUES).map("{0[0]}, {0[1]} = {0[2]}, {0[3]}".format),
    VALUES.map("d['k'] = {}".format),
    VALUES.map("l.append({})".format),
    st.just("pass"),
)


def lines(statements):
    return "\n".join(statements)


def inside(statements):
    return indent(lines(statements), "    ")


def larger(inner):
    block = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.tuples(VALUES, block, block).map(lambda row: f"if {row[0]}:\n{inside(row[1])}\nelse:\n{inside(row[2])}"),
        st.tuples(NAMES, block).map(lambda row: f"for {row[0]} in range(3):\n{inside(row[1])}"),
        st.tuples(NAMES, VALUES, block, st.sampled_from(["break", "continue"])).map(
            lambda row: f"for {row[0]} in [1, 2, 3]:\n    if {row[1]}:\n        {row[3]}\n{inside(row[2])}"
        ),
        st.tuples(VALUES, VALUES).map(lambda row: f"if {row[0]}:\n    return {row[1]}"),
        block.map(lambda body: f"n = 0\nwhile n < 3:\n    n += 1\n{inside(body)}"),
    )


STATEMENTS = st.lists(st.recursive(SIMPLE, larger, max_leaves=6), min_size=1, max_size=5)
HEAD = "a, b, c = 1, 2, 3\nd = {'k': 0}\nl = []\n"
FOOT = "\nreturn a + 10 * b + 100 * c + d['k'] + len(l)"


@given(statements=STATEMENTS, x=st.integers(-3, 3), y=st.floats(-2, 2))
@settings(max_examples=150)
def test_a_program_is_worked_out_as_python_runs_it(statements, x, y):
    source = "def reward(inputs):\n" + indent(HEAD + lines(statements) + FOOT, "    ") + "\n"
    assert problems(source, ["x", "y"]) == []
    names = {}
    exec(source, names)
    try:
        expected = read_result(names["reward"]({"x": x, "y": y}))
    except (ArithmeticError, CodeError):
        expected = None
    try:
        found = WrittenFunction(source, ["x", "y"])({"x": x, "y": y})
    except CodeError:
        found = None
    assert found == expected


def total(text, head="", **inputs):
    source = head + "def reward(inputs):\n" + indent(text, "    ") + "\n"
    return WrittenFunction(source, list(inputs))(inputs).total


def test_only_what_decides_is_worked_out():
    assert total("return 1 if True or 1 / 0 else 2") == 1.0
    assert total("return 2 if False and 1 / 0 else 3") == 3.0
    assert total("return 4 if True else 1 / 0") == 4.0
    assert total("return 5 if 1 > 2 > 1 / 0 else 6") == 6.0
    with pytest.raises(CodeError, match="ZeroDivisionError"):
        total("return 1 if False or 1 / 0 else 2")


def test_and_and_or_return_what_python_returns():
    assert total("return (0 or 7) + (3 and 4) + (0 and 9)") == 11.0
    assert total("return len(('' or 'abc') and 'de')") == 2.0


def test_loops_end_as_they_say():
    assert total("for i in range(9):\n    if i == 4:\n        return i\nreturn 99") == 4.0
    assert total("for i in range(9):\n    if i == 4:\n        break\nreturn i") == 4.0
    nested = (
        "n = 0\nfor i in range(3):\n    for j in range(3):\n        if j == 1:\n            break\n        n += 1\n"
    )
    assert total(f"{nested}return n") == 3.0
    assert total("n = 0\nfor i in range(3):\n    continue\n    n += 1\nreturn n") == 0.0
    assert total("n = 5\nwhile True:\n    n -= 1\n    if n < 2:\n        break\nreturn n") == 1.0


def test_functions_have_names_of_their_own():
    head = "A = 1\ndef f(a):\n    b = a + A\n    return b\n\n"
    assert total("b = 10\nreturn f(3) + b", head) == 14.0
    with pytest.raises(CodeError, match="the name 'b' has no value here"):
        total("f(3)\nreturn b", head)
    assert total("A = 5\nreturn f(0) + A", head) == 6.0


def test_a_function_without_return_returns_nothing():
    assert total("return 1 if f() is None else 0", "def f():\n    pass\n\n") == 1.0


def test_comprehensions_keep_their_names_and_see_those_outside():
    assert total("a = 2\nb = [a * i for i in range(3)]\nreturn sum(b) + a") == 8.0
    with pytest.raises(CodeError, match="the name 'i' has no value here"):
        total("b = [i for i in range(3)]\nreturn i")
    assert total("return len({i: [j for j in range(i)] for i in range(3)})") == 3.0


def test_unpacking_asks_for_as_many_values_as_names():
    assert total("(a, b), c = (1, 2), 3\nreturn a + b + c") == 6.0
    for text in ("a, b = [1]", "a, b = 1, 2, 3", "for a, b in [(1, 2, 3)]:\n    pass"):
        with pytest.raises(CodeError, match="values cannot be given to 2 names"):
            total(f"{text}\nreturn 1")
    with pytest.raises(CodeError, match="raises TypeError"):
        total("a, b = 5\nreturn 1")


def test_inputs_are_the_declared_ones_and_cannot_be_changed():
    inputs = Inputs({"x": 1})
    assert inputs["x"] == 1
    with pytest.raises(CodeError, match=r"reads the undeclared input 'y'; declared are \['x'\]"):
        inputs["y"]
    for text in ("inputs['x'] = 2", "inputs['x'] += 2"):
        with pytest.raises(CodeError, match="only lists and dictionaries can be changed"):
            total(f"{text}\nreturn 1", x=1)
    assert total("return 1 if 'x' in inputs and 'y' not in inputs else 0", x=1) == 1.0
    assert total("return len(inputs) + len(inputs.keys()) + sum(inputs.values())", x=1, y=2) == 7.0


ENDLESS = [
    "while True:\n    pass",
    "while True:\n    a = [1, 2, 3]",
    "for i in range(9999):\n    for j in range(9999):\n        pass",
    "return sum([i * j for i in range(9999) for j in range(9999)])",
    "a = list(range(9000))\nwhile True:\n    a == a[:]",
    "a = list(range(9000))\nwhile True:\n    5 in a",
    "a = 'a' * 9000\nwhile True:\n    a.count('b')",
    "a = list(range(9000))\nwhile True:\n    sorted(a)",
    "a = []\nfor x in [1]:\n    while True:\n        a.append(1)",
    "while f(1):\n    pass",
    "a = [range(9999) for i in range(9999)]",
    "a = [('a' * 100) * 4999 for i in range(9999)]",
    "a = []\nfor i in range(9999):\n    a.append(('a' * 100) * 4999)",
    "a = range(9000)\nwhile True:\n    b = (a, 1)",
]


@pytest.mark.parametrize("text", ENDLESS)
def test_whatever_does_not_end_is_ended(text):
    source = "def f(a):\n    return a\n\ndef reward(inputs):\n" + indent(text, "    ") + "\n    return 1\n"
    with pytest.raises(CodeError, match=r"it did not end|at most 10000"):
        WrittenFunction(source, [])({})


def test_the_work_is_counted_anew_for_each_call():
    source = "def reward(inputs):\n    n = 0\n    while n < 5000:\n        n += 1\n    return n\n"
    reward = WrittenFunction(source, [])
    assert [reward({}).total for _ in range(5)] == [5000.0] * 5


@pytest.mark.parametrize("text", ["2**1023 + (2**1023 - 1)", "1, {'a': 2**1023 + (2**1023 - 1)}"])
def test_a_whole_number_that_no_float_can_hold_is_not_finite(text):
    with pytest.raises(CodeError, match="not finite"):
        total(f"return {text}")


def test_a_dictionary_that_grows_while_it_is_read_is_an_error_of_the_code():
    with pytest.raises(CodeError, match="RuntimeError"):
        total("a = {1: 1}\nfor b in a:\n    a[b + 1] = 1\nreturn 1")


@pytest.mark.parametrize(
    "deep", ["1 + " * 2000 + "1", "1 + " * 600 + "1", "-" * 700 + "1", "(" * 190 + "1" + ",)" * 190]
)
def test_what_is_nested_too_deeply_is_refused_when_it_is_made(deep):
    source = f"def reward(inputs):\n    return {deep}\n"
    assert problems(source, []) == ["it is nested too deeply"]
    with pytest.raises(ValueError, match="nested too deeply"):
        WrittenFunction(source, [])
    assert total("return " + "1 + " * 99 + "1") == 100.0


@pytest.mark.parametrize("call", ["'a,b'.split(sep=',')", "f(a=1)"])
def test_arguments_have_names_only_where_python_reads_them(call):
    source = f"def f(a):\n    return a\n\ndef reward(inputs):\n    {call}\n    return int('11', base=2)\n"
    assert [each.partition(": ")[2] for each in problems(source, [])] == [
        f"{call.partition('(')[0]} takes its arguments by their places, without names"
    ]


def test_results_in_all_their_forms():
    assert read_result(3) == (3.0, {})
    assert read_result(True) == (1.0, {})
    assert read_result((1, {"a": 2})) == (1.0, {"a": 2.0})
    assert read_result([1, {}]) == (1.0, {})
    for wrong in (
        None,
        "1",
        (1, 2),
        (1, {"a": None}),
        (1, {1: 2}),
        (1, {}, 3),
        {"a": 1},
        math.nan,
        (1, {"a": math.inf}),
    ):
        with pytest.raises(CodeError, match=r"^returned "):
            read_result(wrong)
