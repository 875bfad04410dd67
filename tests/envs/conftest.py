"""What the tests of environments share: the registered ids, their settings, and messages that try to break things."""

import json
import string
from typing import Any

import numpy as np
import pytest
from env_cases import CASES, Case

FRAGMENTS = (
    "",
    " ",
    "\n\n\t",
    "\x00\x01\x02\xff",
    "\ud800",
    "\u202egnihton\u202c",
    "🧊" * 50,
    "[",
    "{",
    '["left"',
    '{"action": ',
    '{"action": "left", "action": {"a": [1, 2, {"b": null}]}}',
    '{"actions": [null, 1, 2.5, true, {"x": []}]}',
    "[[[[]]]]",
    "[NaN, Infinity, -Infinity]",
    "[" * 3000,
    '{"a":' * 2000,
    "[" + "9" * 5000 + "]",
    "<action>",
    "</action><action>",
    "<action><action>left</action></action>",
    "<action></action>",
    "<think>left",
    "<ACTION>LEFT</ACTION>",
    '<tool_call>{"name": "move"}</tool_call>',
    "```python\nprint('left')\n```",
    "import os; os.system('true')",
    "'; DROP TABLE levels; --",
    "{{7*7}} ${7*7} %s %n {0} {}",
    "../../../etc/passwd",
    "\\x41\\u0041 \\",
    "(((((((((((a+)+)+)+)+)+)+)+)+)+)+$",
    "nach links gehen",
    "向左走",
    "идти налево",
    "اذهب يسارا",
    "function left() { return up; }",
    "SELECT left FROM moves",
    "I don't want to play.",
    "left right up down " * 40,
    "pick up pick_up PICK-UP",
    "None",
    "null",
    "True",
    "-1",
    "1e999",
    "\r\n\r\n",
    "￿￾",
    "e\u0301" * 30,
)


def hostile_messages(count: int, seed: int) -> list[str]:
    """Return fragments, joins of fragments, random characters, random bytes, cut JSON and a few huge ones."""
    rng = np.random.default_rng(seed)
    messages = list(FRAGMENTS)
    huge = ["left " * 20_000, "a" * 100_000, "<action>" * 10_000, "[" * 50_000, "\x00" * 100_000, "é" * 50_000]
    messages += huge
    while len(messages) < count:
        kind = rng.integers(5)
        if kind == 0:
            picked = rng.integers(len(FRAGMENTS), size=3)
            message = "".join(FRAGMENTS[index] for index in picked)
        elif kind == 1:
            message = "".join(map(chr, rng.integers(0, 0x10FFFF, size=int(rng.integers(20))).tolist()))
        elif kind == 2:
            message = rng.bytes(int(rng.integers(60))).decode("latin-1")
        elif kind == 3:
            whole = json.dumps({"action": ["left", "up"], "why": ["x", {"y": 1}]})
            message = whole[: int(rng.integers(len(whole)))]
        else:
            message = "".join(rng.choice(list(string.printable), size=int(rng.integers(40))))
        messages.append(message)
    return messages[:count]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test over every case, over those of the grid, or over those whose hypotheses can be listed."""
    asked = {
        "case": CASES,
        "grid_case": [case for case in CASES if case.grid],
        "guessing_case": [case for case in CASES if case.guessing],
    }
    for name, cases in asked.items():
        if name in metafunc.fixturenames:
            marked = [pytest.param(case, id=case.label, marks=pytest.mark.needs(*case.needs)) for case in cases]
            metafunc.parametrize(name, marked)


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    return CASES


@pytest.fixture(scope="session")
def hostile() -> Any:
    return hostile_messages
