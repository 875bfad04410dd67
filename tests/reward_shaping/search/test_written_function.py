"""Rewards written as code: worked out as Python would, bounded, and refused where they say what they may not."""

from __future__ import annotations

import hashlib
import math
import pickle
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.search import CodeError, WrittenFunction, problems, read_result, source_id
from turnwise.reward_shaping.search.language import inputs_read

INPUTS = {"x": 3, "y": -1.5, "text": "The door is open.", "none": None, "yes": True}


def by_python(source, inputs):
    names = {"math": math}
    exec(source, names)
    return read_result(names["reward"](inputs))


PROGRAMS = """
# arithmetic
return (inputs["x"] + 2) * 3 - inputs["y"] / 4 + 7 // 2 + 7 % 4 + 2**3 - -1
# components
return 1.0, {"a": inputs["x"], "b": 0.5}
# names
a, (b, c) = 1, (2, 3)
d = e = inputs["x"]
f: int = 4
return a + b * c + d * e + f
# if
if inputs["x"] > 5:
    return 1
elif inputs["yes"] and not inputs["none"]:
    return 2
else:
    return 3
# comparisons
if inputs["none"] is None and inputs["x"] is not None:
    return 1 if -2 < inputs["y"] < 0 <= inputs["x"] != 4 else 0
# or
return (inputs["none"] or 4) + (inputs["x"] and 5)
# for
total = 0
for i, x in enumerate(range(2, 9, 2)):
    if i == 1:
        continue
    if x > 6:
        break
    total += i * x
return total
# while
n = 10
while n > 1:
    n -= 3
return n
# a return in two loops
for a in [1, 2]:
    while True:
        return a
return 0
# comprehensions
words = [len(word) for word in inputs["text"].split() if word]
return sum(a * b for a in range(4) if a % 2 for b in [1, 2]) + sum(words)
# a comprehension's own names
a = 9
b = [a for a in range(3)]
return a + sum(b)
# dictionaries
d = {name: len(name) for name in ("a", "bb")}
d["c"] = 7
d["c"] += 1
return sum(d.values()) + d.get("zz", 5) + len(d.items()) + len(d.keys())
# lists
a = [3, 1, 2]
a.append(5)
a[0] = 10
return sorted(a)[0] + a[-1] + sum(a[1:3]) + a.index(5) + len(list(reversed(a)))
# text
t = inputs["text"].lower()
return t.count("o") + ("door" in t) + t.startswith("the") + t.find("is") + len(t.strip("."))
# math
return math.sqrt(16) + math.exp(0) + math.hypot(3, 4) + math.pi - math.floor(2.5)
# functions
a = abs(-2) + max(1, inputs["x"]) + min([4, 5]) + round(2.567, 1) + int("7")
return a + float("1.5") + bool(3) + any([0, 1]) + all([]) + len(str(12)) + len(tuple([1]))
# zip
return sum(a * b for a, b in zip((1, 2), (3, 4)))
# keywords
return max([], default=4) + sorted([1, 2], reverse=True)[0]
# nothing
pass
return 0
"""
BODIES = [part.partition("\n") for part in PROGRAMS.strip().removeprefix("# ").split("\n# ")]


@pytest.mark.parametrize("lines", [body for _, _, body in BODIES], ids=[name for name, _, _ in BODIES])
def test_a_program_is_worked_out_as_python_does(lines):
    source = "import math\n\n\ndef reward(inputs):\n" + indent(lines, "    ") + "\n"
    assert problems(source, list(INPUTS)) == []
    assert WrittenFunction(source, list(INPUTS))(INPUTS) == by_python(source, INPUTS)


LEAVES = st.integers(-5, 5).map("({})".format) | st.sampled_from(["inputs['x']", "inputs['y']", "2.5"])
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%", "<", "==", "and", "or"]), inner).map(
            lambda row: f"({' '.join(row)})"
        )
        | st.tuples(inner, inner, inner).map(lambda row: f"({row[0]} if {row[1]} else {row[2]})")
        | st.tuples(st.sampled_from(["abs", "float", "-", "not "]), inner).map(lambda row: f"({row[0]}({row[1]}))")
    ),
    max_leaves=8,
)


@given(text=EXPRESSIONS, x=st.integers(-9, 9), y=st.floats(-3, 3))
def test_any_expression_is_worked_out_as_python_does(text, x, y):
    source, inputs = f"def reward(inputs):\n    return {text}\n", {"x": x, "y": y}
    try:
        expected = by_python(source, inputs)
    except (ArithmeticError, CodeError):
        with pytest.raises(CodeError):
            WrittenFunction(source, ["x", "y"])(inputs)
        return
    assert WrittenFunction(source, ["x", "y"])(inputs) == expected


def test_functions_and_constants_stand_above_and_nothing_is_remembered():
    source = """
WEIGHTS = [0.5, 2]
TWICE: int = 2

def twice(value: float) -> float:
    return value * TWICE

def reward(inputs: dict) -> float:
    WEIGHTS.append(1)
    return twice(inputs["x"]) * WEIGHTS[1] + len(WEIGHTS)
"""
    reward = WrittenFunction(source, ["x"])
    assert [reward({"x": 3}).total for _ in range(3)] == [15.0, 15.0, 15.0]


def test_it_is_named_by_its_checksum_and_can_be_pickled():
    source = "def reward(inputs):\n    return inputs['x']\n"
    reward = WrittenFunction(source, ["x"])
    assert reward.id == source_id(source) == hashlib.sha256(source.encode()).hexdigest()
    assert pickle.loads(pickle.dumps(reward))({"x": 2}).total == 2.0
    assert reward({"x": True}).total == 1.0


def body(text):
    return f"def reward(inputs):\n    {text}\n"


REFUSED = {
    "import os\n" + body("return 1"): "`import os`: only `import math` is allowed",
    "from math import pi\n" + body("return pi"): "ImportFrom is not allowed",
    "import math as m\n" + body("return 1"): "only `import math` is allowed",
    body("import math\n    return 1"): "only `import math` is allowed",
    body("return open('x')"): "'open' cannot be called",
    body("return eval('1')"): "'eval' cannot be called",
    body("return __import__('os')"): "the name '__import__' is not allowed",
    body("return inputs.__class__"): "the attribute '__class__' is not allowed",
    body("return 'a'.format(1)"): "the attribute 'format' is not allowed",
    body("return ().__class__.__base__.__subclasses__()"): "'__subclasses__' is not allowed",
    body("math.pi = 3\n    return 1"): "the attribute 'pi' is not allowed",
    body("return math.factorial(9)"): "math.factorial is not allowed",
    body("return math.sqrt"): "math.sqrt can only be called",
    body("return math.pi()"): "math.pi cannot be called",
    body("return abs"): "the function 'abs' can only be called",
    body("abs = 1\n    return abs"): "may not be given another value",
    body("return reward(inputs)"): "'reward' cannot be called",
    body("return (lambda: 1)()"): "Lambda is not allowed",
    body("return inputs['x'](1)"): "by their names can be called",
    body("return f'{1}'"): "JoinedStr is not allowed",
    body("return (a := 1)"): "NamedExpr is not allowed",
    body("return [*inputs]"): "Starred is not allowed",
    body("return {**inputs}"): "** is not allowed",
    body("return dict(**inputs)"): "** is not allowed",
    body("return 3 & 1"): "the operator BitAnd is not allowed",
    body("return 1j"): "the constant 1j is not allowed",
    body("return {1, 2}"): "Set is not allowed",
    body("global a\n    return 1"): "Global is not allowed",
    body("del inputs\n    return 1"): "Delete is not allowed",
    body("yield 1"): "Yield is not allowed",
    body("a: int\n    return 1"): "an annotation without a value",
    body("try:\n        return 1\n    except ValueError:\n        return 2"): "Try is not allowed",
    body("with inputs:\n        return 1"): "With is not allowed",
    body("for a in []:\n        pass\n    else:\n        return 1"): "`else` after a loop",
    body("def f():\n        return 1\n    return f()"): "a function inside another",
    body("raise ValueError"): "Raise is not allowed",
    body("return inputs['z']"): "reads the undeclared input 'z'; declared are ['x']",
    body("return inputs.get('z', 0)"): "reads the undeclared input 'z'",
    "def reward(inputs, more=1):\n    return 1\n": "exactly one function `reward(inputs)`",
    "def reward(*inputs):\n    return 1\n": "exactly one function `reward(inputs)`",
    "def reward(abs):\n    return 1\n": "may not hide a function",
    "@staticmethod\n" + body("return 1"): "without defaults or decorators",
    "async def reward(inputs):\n    return 1\n": "exactly one function `reward(inputs)`",
    "def other(inputs):\n    return 1\n": "exactly one function `reward(inputs)`",
    "class A:\n    pass\n" + body("return 1"): "only functions, constants and `import math` stand outside",
    "A = [1]\nA[0] = 2\n" + body("return 1"): "only functions, constants and `import math` stand outside",
    "def reward(inputs) return 1": "it is not Python",
    "(" * 999: "it is not Python",
    body("return " + "-" * 9000 + "1"): "it is not Python",
    body("return 1" + " " * 20_000): "longer than 20000 characters",
    "\x00": "it is not Python",
}


@pytest.mark.parametrize(("source", "words"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_may_not_be_said_is_refused_before_anything_runs(source, words):
    found = problems(source, ["x"])
    assert any(words in line for line in found), found
    with pytest.raises(ValueError, match=r"^The written reward is refused: "):
        WrittenFunction(source, ["x"])


def test_a_fault_is_told_with_its_line():
    assert problems("def reward(inputs):\n    a = 1\n    return eval('a')\n", [])[0].startswith("line 3: 'eval'")


FAILS = {
    body("while True:\n        pass"): "it did not end",
    body("for i in range(9999):\n        for j in range(9999):\n            pass"): "it did not end",
    body("a = [1]\n    while True:\n        a = a + a"): "grew over 10000 parts",
    body("a = 'a'\n    while True:\n        a = a + a"): "grew over 10000 parts",
    body("a = 'a' * 10 ** 9\n    return 1"): "grew over 10000 parts",
    body("return [1] * 10 ** 9"): "grew over 10000 parts",
    body("return len(range(10 ** 9))"): "a range has 10000 numbers or more",
    body("a = (1,)\n    while True:\n        a = (a, a)"): "grew over 10000 parts",
    body("a = 2\n    while True:\n        a = a * a"): "grew over 1024 bits",
    body("return 9 ** 9 ** 9"): "an exponent is over 1024",
    body("return round(5, -10 ** 9)"): "round takes at most 100 digits",
    body("return sum([[1], [2]], [])"): "sum takes numbers alone",
    body("return '%1000000000d' % 1"): "% takes numbers, not text",
    body("a = []\n    a.append(a)\n    return 1"): "an entry is a number, a text or a small tuple",
    body("inputs['x'] = 1\n    return 1"): "only lists and dictionaries can be changed",
    body("a, b = 1, 2, 3\n    return a"): "3 values cannot be given to 2 names",
    body("return [1].lower()"): "a list has no method 'lower'",
    body("return a"): "the name 'a' has no value here",
    body("key = 'z'\n    return inputs[key]"): "reads the undeclared input 'z'",
    body("key = 'z'\n    return inputs.get(key)"): "reads the undeclared input 'z'",
    body("return 1 / 0"): "raises ZeroDivisionError",
    body("return inputs['x'] + 'a'"): "raises TypeError",
    body("return [1][3]"): "raises IndexError",
    body("return math.exp(10 ** 6)"): "raises OverflowError",
    body("return int('a')"): "raises ValueError",
    body("return 'a'"): "returned 'a', which is no number",
    body("pass"): "returned None, which is no number",
    body("return float('nan')"): "returned nan, which is not finite",
    body("return math.inf"): "returned inf, which is not finite",
    body("return 1, {'a': 'b'}"): "returned 'b', which is no number",
    body("return 1, {2: 3}"): "no number nor a number and a dictionary",
    body("return 1, 2"): "no number nor a number and a dictionary",
    "def two(a, b):\n    return a\n\n" + body("return two(1)"): "two takes 2 arguments; got 1",
}


@pytest.mark.parametrize(("source", "words"), FAILS.items(), ids=range(len(FAILS)))
def test_what_fails_is_said_and_always_ends(source, words):
    with pytest.raises(CodeError) as caught:
        WrittenFunction(source, ["x"])({"x": 1})
    assert words in str(caught.value)


def test_the_inputs_a_source_reads_are_found():
    source = "def reward(seen):\n    return seen['b'] + seen.get('a') + seen['b'] + {'c': 1}['c']\n"
    assert inputs_read(source) == ["b", "a"]
    assert inputs_read("def reward(") == []
