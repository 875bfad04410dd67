"""What the tests of environments share: the registered ids, their settings, and messages that try to break things."""

import json
import string
from dataclasses import dataclass, field
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

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


@dataclass
class Case:
    """One registered id with some settings, and what is true of it."""

    name: str
    kwargs: dict[str, Any] = field(default_factory=dict)
    stochastic: bool = False
    random_rate: float = 0.10
    hostile: int = 10_000

    @property
    def label(self) -> str:
        return ",".join([self.name, *(f"{key}={value}" for key, value in self.kwargs.items())])

    def make(self, **more: Any) -> gym.Env[str, str]:
        return gym.make(f"turnwise/{self.name}", **{**self.kwargs, **more})


CASES = [
    Case("Sokoban-v0"),
    Case("FrozenLake-v0"),
    Case("FrozenLake-v0", {"slippery": True, "horizon": 30}, stochastic=True, random_rate=0.06),
    Case("Maze-v0"),
    Case("Taxi-v0"),
    Case("KeyRooms-v0"),
    Case("Crafting-v0"),
    Case("MiniGrid-v0"),
    Case("MiniGrid-v0", {"env_id": "BabyAI-PutNextLocal-v0"}),
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", CASES, ids=lambda case: case.label)


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    return CASES


@pytest.fixture(scope="session")
def hostile() -> Any:
    return hostile_messages
