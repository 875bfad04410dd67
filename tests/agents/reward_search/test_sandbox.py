"""A written reward is tried in a process that can do nothing else, and refused with a reason before any rollout."""

from __future__ import annotations

import sys

import pytest

from turnwise.agents.reward_search import Limits, examine, try_out

BRIEF = Limits(seconds=0.4)
SMALL = Limits(seconds=60.0, processor_seconds=1, memory=96 * 2**20)
CASES = [{"x": 1, "y": 2, "text": "a"}, {"x": 3, "y": 0, "text": "b"}, {"x": 0, "y": 1, "text": ""}]


def code(body, head=""):
    return f"{head}def reward(inputs):\n    {body}\n"


def test_a_sound_reward_is_accepted():
    body = "return inputs['x'] * 0.5 + len(inputs['text']), {'half': math.sqrt(inputs['x'])}"
    assert examine(code(body, "import math\n"), ["x", "text"], CASES, available=["x", "text"]) == ""


def test_names_outside_ascii_are_read_as_python_reads_them():
    assert examine(code("größe = inputs['x']\n    return größe"), ["x"], CASES) == ""


REFUSED = {
    "undeclared": (code("return inputs['y']"), "line 2: reads the undeclared input 'y'; declared are ['x']"),
    "undeclared at run time": (code("key = 'y'\n    return inputs[key]"), "reads the undeclared input 'y'"),
    "raises": (code("return 1 / inputs['x']"), "raises ZeroDivisionError: division by zero (example 3)"),
    "a name without a value": (code("return y"), "raises NameError: name 'y' is not defined (example 1)"),
    "loops": (code("while True:\n        pass"), "did not end within 1 s of the processor"),
    "fills the memory": (code("a = [0]\n    while True:\n        a = a + a"), "raises MemoryError"),
    "nan": (code("return float('nan') if inputs['x'] == 3 else 1"), "returned nan, which is not finite (example 2)"),
    "infinite": (code("return 0, {'a': math.inf}", "import math\n"), "returned inf, which is not finite (example 1)"),
    "no number": (code("return 'good'"), "returned 'good', which is no number (example 1)"),
    "nothing": (code("inputs['x']"), "returned None, which is no number (example 1)"),
    "a list": (code("return [1, 2, 3]"), "returned [1, 2, 3], which is no number"),
    "remembers": (
        code("SEEN.append(1)\n    return len(SEEN)", "SEEN = [0]\n"),
        "returned 2.0 and then 4.0 for the same inputs (example 1)",
    ),
    "draws": (code("return random.random()", "import random\n"), "`import random`: only `import math` is allowed"),
    "no code": ("I cannot do that.", "it is not Python"),
    "other vocabulary": (code("return len('a' * 10 ** 7)"), "a value grew over 10000 parts (example 1)"),
    "other meaning": (code("inputs['x'] = 2\n    return 1"), "only lists and dictionaries can be changed"),
}


@pytest.mark.parametrize(("source", "words"), REFUSED.values(), ids=REFUSED)
def test_an_unsound_reward_is_refused_with_the_reason(source, words):
    assert words in examine(source, ["x"], CASES, limits=SMALL)


def test_an_input_that_is_not_there_is_refused_and_something_to_try_on_is_needed():
    reason = examine(code("return 1"), ["x", "z"], CASES, available=["x", "y"])
    assert reason == "declares the inputs ['z'], which are not there; there are ['x', 'y']"
    with pytest.raises(ValueError, match="at least one case"):
        examine(code("return 1"), [], [])


CLASSES = "[each for each in ().__class__.__base__.__subclasses__() if each.__name__ == '_wrap_close']"
REACH = f"{CLASSES}[0].__init__.__globals__"
"""The way to the functions of the system; the language refuses it, but the process must hold without the language."""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return open('/etc/passwd').read()", "NameError: name 'open' is not defined"),
        ("import os\n    return 1", "ImportError: only math can be imported, not os"),
        (f"os = {REACH}\n    return os['open']('/etc/passwd', 0)", "OSError: [Errno 24] Too many open files"),
        (f"os = {REACH}\n    return len([name for name in os['environ'] if name != 'LC_CTYPE'])", ""),
        ("return 'a' * 10 ** 9", "MemoryError"),
        ("return reward(inputs)", "RecursionError"),
    ],
)
def test_the_process_holds_without_the_language(body, words):
    (row,) = try_out(code(body), [{}]).rows
    assert words in row.get("error", "")
    assert row.get("total", 0.0) == 0.0  # no variables of the environment either


def test_a_process_that_does_not_end_is_killed_with_all_it_started():
    body = f"os = {REACH}\n    os['fork']()\n    while True:\n        pass"
    assert try_out(code(body), [{}], BRIEF).failure == "did not end within 0.4 s"


def test_a_process_that_uses_up_its_processor_is_killed():
    assert try_out(code("while True:\n        pass"), [{}], SMALL).failure == "did not end within 1 s of the processor"


def test_a_process_that_dies_says_how():
    body = f"os = {REACH}\n    os['_exit'](3)"
    assert try_out(code(body), [{}]).failure == "ended its process with status 3"
    silent = f"os = {REACH}\n    os['_exit'](0)"
    assert try_out(code(silent), [{}]).failure == "ended its process without a readable result"
    assert "status" in try_out(code(f"os = {REACH}\n    os['kill'](os['getpid'](), 11)"), [{}]).failure


def test_each_case_is_answered_twice_and_in_its_place():
    tried = try_out(code("return inputs['x']"), CASES)
    assert [row["total"] for row in tried.rows] == [row["total"] for row in tried.again] == [1.0, 3.0, 0.0]
    assert tried.failure == ""
    assert "turnwise" in sys.modules
