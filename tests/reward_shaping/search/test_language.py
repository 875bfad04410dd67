"""What the language of written rewards takes, and that all it takes can be worked out."""

from __future__ import annotations

from textwrap import indent

import pytest

from turnwise.reward_shaping.search import FUNCTIONS, MATH, WrittenFunction, problems
from turnwise.reward_shaping.search.language import LONGEST
from turnwise.reward_shaping.search.vocabulary import NAMES_OF_METHODS

TAKEN = """
# a text about the function
'''What it is for.'''
return 1
# constants of every kind
return len(["a", 1, 1.5, True, None])
# annotated names
a: float = 1.0
return a
# annotated with what is nowhere defined
a: Dict[str, Tuple[float, ...]] = {}
return len(a)
# several targets and parts
a, b = c, d = 1, 2
[e, (f, g)] = [1, (2, 3)]
return a + b + c + d + e + f + g
# changes
a = 1
a += 2
a -= 1
a *= 3
a /= 2
a //= 1
a %= 5
a **= 2
return a
# entries
a = {"x": 1}
a["y"] = 2
a["y"] += 1
b = [1, 2]
b[0] = 5
return a["y"] + b[0] + b[-1]
# slices
a = [1, 2, 3, 4]
return len(a[1:]) + len(a[:2]) + len(a[::2]) + len(a[:]) + len("abc"[1:2])
# a function of math and a number of it
return math.sqrt(4) * math.pi
# a method of a value
return len("A b".lower().split())
# a method of what a call returned
return len(sorted({"a": 1}.items())[0])
# comparisons
return 1 if 1 < 2 <= 2 != 3 > 2 >= 2 == 2 and 1 in [1] and 2 not in [1] and None is None and 1 is not None else 0
# logic
return 1 if not False and (True or False) else 0
# nested choices
return 1 if False else 2 if False else 3
# nothing done
if True:
    pass
return 0
# loops with all their words
for a in range(3):
    if a == 0:
        continue
    if a == 2:
        break
while False:
    pass
return a
# comprehensions with conditions and several loops
return sum([a + b for a in range(3) if a for b in range(2) if b]) + len({a: 1 for a in "ab"})
# a generator
return max(a for a in (1, 2))
# keywords
return round(max([], default=2.345), ndigits=1) if False else max([], default=2)
# deep inside
for a in [1]:
    for b in [2]:
        if a < b:
            while True:
                return a + b
return 0
"""
BODIES = [part.partition("\n") for part in TAKEN.strip().removeprefix("# ").split("\n# ")]


@pytest.mark.parametrize("lines", [body for _, _, body in BODIES], ids=[name for name, _, _ in BODIES])
def test_what_may_be_said_can_be_worked_out(lines):
    source = "import math\ndef reward(inputs):\n" + indent(lines, "    ") + "\n"
    assert problems(source, []) == []
    assert isinstance(WrittenFunction(source, [])({}).total, float)


def test_what_may_stand_outside_of_functions():
    source = '''"""A reward."""
import math

RATE = 0.5
LIMIT: int = 3
NAMES = ["a", "b"]
TABLE = {name: len(name) for name in NAMES}


def one(value: float) -> float:
    """Return half."""
    return value * RATE


def two(value):
    return one(value) + one(value) + math.floor(LIMIT / 2)


def reward(inputs: dict) -> float:
    return two(4) + TABLE["a"]
'''
    assert problems(source, []) == []
    assert WrittenFunction(source, [])({}).total == 4.0 + 1 + 1


def test_functions_may_call_those_above_them_alone():
    below = "def reward(inputs):\n    return later()\n\n\ndef later():\n    return 1\n"
    assert "'later' cannot be called" in problems(below, [])[0]
    itself = "def turn(n):\n    return turn(n - 1)\n\n\ndef reward(inputs):\n    return turn(3)\n"
    assert "'turn' cannot be called" in problems(itself, [])[0]
    each_other = "def a():\n    return b()\n\n\ndef b():\n    return a()\n\n\ndef reward(inputs):\n    return a()\n"
    assert "'b' cannot be called" in problems(each_other, [])[0]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_may_be_called_and_not_passed_on(name):
    assert problems(f"def reward(inputs):\n    return {name}(1)\n", []) == []
    assert problems(f"def reward(inputs):\n    return [{name}]\n", []) == [
        f"line 2: the function '{name}' can only be called"
    ]


@pytest.mark.parametrize("name", MATH)
def test_every_name_of_math_may_be_used_as_it_is_meant(name):
    call, number = f"math.{name}(1)", f"math.{name}"
    right, wrong = (call, number) if callable(MATH[name]) else (number, call)
    assert problems(f"def reward(inputs):\n    return {right}\n", []) == []
    assert len(problems(f"def reward(inputs):\n    return {wrong}\n", [])) == 1


@pytest.mark.parametrize("name", NAMES_OF_METHODS)
def test_every_method_may_be_called_and_not_passed_on(name):
    assert problems(f"def reward(inputs):\n    return inputs.{name}()\n", []) == []
    assert len(problems(f"def reward(inputs):\n    return inputs.{name}\n", [])) == 1


@pytest.mark.parametrize(
    ("reading", "undeclared"),
    [
        ("inputs['a']", []),
        ("inputs['b']", ["b"]),
        ("inputs.get('b')", ["b"]),
        ("inputs.get('a', 'b')", []),
        ("inputs['a'] + inputs['b'] + inputs['c']", ["b", "c"]),
        ("{'b': 1}['b']", []),
        ("[inputs][0]['b']", []),  # found when it is tried
        ("inputs[0]", []),
    ],
)
def test_inputs_that_are_not_declared_are_found_by_their_names(reading, undeclared):
    found = problems(f"def reward(inputs):\n    return {reading}\n", ["a"])
    assert [line.split("'")[1] for line in found] == undeclared


def test_the_argument_may_have_any_name():
    assert problems("def reward(seen):\n    return seen['a']\n", ["a"]) == []
    assert len(problems("def reward(seen):\n    return seen['b']\n", ["a"])) == 1


def test_every_fault_is_told_with_its_line():
    source = "import os\n\n\ndef reward(inputs):\n    a = eval('1')\n    return a.real + (lambda: 1)()\n"
    lines = [line.partition(":")[0] for line in problems(source, [])]
    assert set(lines) == {"line 1", "line 5", "line 6"}
    assert len(lines) >= 4


def test_a_source_may_be_as_long_as_its_limit():
    source = "def reward(inputs):\n    return 1\n"
    assert problems(source + "#" * (LONGEST - len(source)), []) == []
    assert "is longer than" in problems(source + "#" * (LONGEST - len(source) + 1), [])[0]


def test_nothing_runs_while_it_is_checked():
    source = "A = 1 / 0\nB = [0] * 10 ** 12\n\n\ndef reward(inputs):\n    while True:\n        pass\n"
    assert problems(source, []) == []
