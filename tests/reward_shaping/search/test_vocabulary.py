"""The vocabulary of written rewards: functions that mean what Python's do, and sizes that stay small."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.search import FUNCTIONS, MATH, METHODS, CodeError
from turnwise.reward_shaping.search.vocabulary import BITS, MOST, OPERATORS, TEXT, cost, entry, fitting, put, weight

DEEP = st.recursive(
    st.integers() | st.text(max_size=5) | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=4),
    max_leaves=20,
)


def parts(value):
    """Return how many parts a value has, all counted."""
    if isinstance(value, str):
        return 1 + len(value) // TEXT
    if isinstance(value, dict):
        return 1 + sum(parts(pair) for pair in value.items())
    return 1 + sum(map(parts, value)) if isinstance(value, list | tuple) else 1


@given(value=DEEP)
def test_a_weight_counts_every_part(value):
    assert weight(value) == parts(value)


@given(value=DEEP, most=st.integers(0, 10))
def test_counting_ends_where_it_is_too_much(value, most):
    counted = weight(value, most)
    assert counted == parts(value) if parts(value) <= most else counted > min(most, 0)


def test_what_holds_itself_many_times_over_is_weighed_without_going_through_it():
    value = (1,)
    for _ in range(60):
        value = (value, value)
    assert weight(value) > MOST  # 2 ** 60 parts


@pytest.mark.parametrize(
    "value",
    [2**BITS, -(2**BITS), [0] * MOST, "a" * (MOST * TEXT), {number: 0 for number in range(MOST)}, ([0] * 9999,)],
)
def test_what_is_too_large_does_not_fit(value):
    with pytest.raises(CodeError, match=r"grew over (1024 bits|10000 parts)"):
        fitting(value)


@pytest.mark.parametrize("value", [2 ** (BITS - 1), [0] * (MOST - 1), "a" * 100_000, {"a": 1}, None, 1.5, True, ()])
def test_what_is_small_enough_fits(value):
    assert fitting(value) is value


CALLS = {
    "abs": (-3,),
    "all": ([1, 0],),
    "any": ([0, 1],),
    "bool": ("",),
    "dict": ([("a", 1)],),
    "enumerate": ("ab",),
    "float": ("1.5",),
    "int": ("12",),
    "len": ("abc",),
    "list": ("abc",),
    "max": (3, 1, 2),
    "min": ([3, 1, 2],),
    "range": (2, 11, 3),
    "reversed": ([1, 2],),
    "round": (2.345, 2),
    "sorted": ([2, 1],),
    "str": (1.5,),
    "sum": ([1, 2.5], 3),
    "tuple": ([1, 2],),
    "zip": ("ab", [1, 2]),
}


@pytest.mark.parametrize(("name", "given_"), CALLS.items(), ids=CALLS)
def test_a_function_is_python_s(name, given_):
    import builtins

    expected = getattr(builtins, name)(*given_)
    found = FUNCTIONS[name](*given_)
    assert found == (list(expected) if name in ("enumerate", "range", "reversed", "zip") else expected)


def test_every_function_is_tried_and_none_reaches_further():
    assert set(CALLS) == set(FUNCTIONS)
    dangerous = {"open", "eval", "exec", "compile", "getattr", "setattr", "type", "vars", "dir", "globals", "locals"}
    dangerous |= {"input", "print", "object", "super", "map", "filter", "iter", "next", "hash", "id", "__import__"}
    assert not dangerous & set(FUNCTIONS)
    assert not {"factorial", "comb", "perm", "prod", "nextafter"} & set(MATH)
    names = {name for methods in METHODS.values() for name in methods}
    assert (
        not {"format", "format_map", "join", "replace", "ljust", "rjust", "center", "zfill", "extend", "copy"} & names
    )
    assert not any(name.startswith("_") for name in (*FUNCTIONS, *MATH, *names))


def test_mathematics_is_python_s():
    assert all(value is getattr(math, name) for name, value in MATH.items())


def test_methods_are_python_s():
    text = " One two. "
    for name in METHODS[str]:
        given_ = ("o",) if name in ("count", "endswith", "find", "startswith") else ()
        assert METHODS[str][name](text, *given_) == getattr(text, name)(*given_), name
    table = {"a": 1, "b": 2}
    assert METHODS[dict]["get"](table, "c", 3) == 3
    for name in ("items", "keys", "values"):
        assert METHODS[dict][name](table) == list(getattr(table, name)())
    items = [1, 2, 2]
    assert METHODS[list]["count"](items, 2) == 2
    assert METHODS[list]["index"](items, 2) == 1
    METHODS[list]["append"](items, 5)
    assert items == [1, 2, 2, 5]
    assert METHODS[tuple]["count"]((1, 1), 1) == 2
    assert METHODS[tuple]["index"]((1, 2), 2) == 1


@given(left=st.integers(-50, 50), right=st.integers(-50, 50))
def test_operators_are_python_s(left, right):
    expected = {"Add": left + right, "Sub": left - right, "Mult": left * right}
    if right:
        expected |= {"Div": left / right, "FloorDiv": left // right, "Mod": left % right}
    if left and abs(right) < 20:
        expected["Pow"] = left**right
    for name, value in expected.items():
        assert OPERATORS[name](left, right) == value
    assert set(OPERATORS) == {"Add", "Sub", "Mult", "Div", "FloorDiv", "Mod", "Pow"}


@pytest.mark.parametrize(
    ("name", "left", "right", "words"),
    [
        ("Pow", 2, BITS + 1, "an exponent is over 1024"),
        ("Pow", 2, -BITS - 1, "an exponent is over 1024"),
        ("Mult", "a", 10**9, "grew over 10000 parts"),
        ("Mult", 10**9, [1], "grew over 10000 parts"),
        ("Mult", (1, 2), 5000, "grew over 10000 parts"),
        ("Mod", "%s", 1, "% takes numbers, not text"),
    ],
)
def test_operators_that_would_grow_are_stopped_before(name, left, right, words):
    with pytest.raises(CodeError, match=words):
        OPERATORS[name](left, right)


def test_what_is_still_small_may_be_repeated():
    assert OPERATORS["Mult"]([1], 3) == [1, 1, 1]
    assert OPERATORS["Mult"](2, "ab") == "abab"
    assert OPERATORS["Mult"]("ab", -1) == ""
    assert OPERATORS["Pow"](2.0, 3) == 8.0


@pytest.mark.parametrize(
    ("name", "given_", "words"),
    [
        ("range", (10**9,), "a range has 10000 numbers or more"),
        ("round", (5, -(10**9)), "round takes at most 100 digits"),
        ("sum", ([[1], [2]], []), "sum takes numbers alone"),
        ("sum", (["a"],), "sum takes numbers alone"),
        ("str", ([0] * MOST,), "grew over 10000 parts"),
    ],
)
def test_functions_that_would_grow_are_stopped_before(name, given_, words):
    with pytest.raises(CodeError, match=words):
        FUNCTIONS[name](*given_)


def test_entries_are_set_in_lists_and_dictionaries_alone():
    items, table = [1, 2], {}
    put(items, 0, "a")
    put(items, -1, (1, "b"))
    put(table, "k", None)
    assert (items, table) == (["a", (1, "b")], {"k": None})
    for owner in ((1, 2), "ab", 5, type("Own", (dict,), {})()):
        with pytest.raises(CodeError, match="only lists and dictionaries can be changed"):
            put(owner, 0, 1)
    with pytest.raises(IndexError):
        put(items, 7, 1)


@pytest.mark.parametrize("value", [[1], {"a": 1}, ([1],), (1, {"a": 2}), tuple(range(200)), print])
def test_an_entry_is_small_and_holds_nothing_that_can_be_changed(value):
    with pytest.raises(CodeError, match="an entry is a number, a text or a small tuple of them"):
        entry([], value)


def test_there_are_only_so_many_entries():
    assert entry([0] * (MOST - 1), 1) == 1
    with pytest.raises(CodeError, match="at most 10000"):
        entry([0] * MOST, 1)
    assert entry([], "a" * 100_000) == "a" * 100_000  # a text holds nothing


def test_the_cost_of_going_through_values():
    assert cost([]) == 1
    assert cost([5, None, 1.5]) == 1
    assert cost([[1, 2], (3,), {"a": 1}, "a" * 250]) == 1 + 2 + 1 + 1 + 2
