"""Rewards as a language model writes them, in full, with their values done by hand."""

from __future__ import annotations

import math

import pytest

from turnwise.reward_shaping.search import CodeError, WrittenFunction
from turnwise.reward_shaping.search.language import inputs_read

REACH = '''
import math

TEMPERATURE = 2.0  # the larger, the gentler


def distance(row: int, column: int, goal_row: int, goal_column: int) -> float:
    """Return the Euclidean distance of two cells."""
    return math.sqrt((row - goal_row) ** 2 + (column - goal_column) ** 2)


def reward(inputs: dict[str, float]) -> tuple[float, dict[str, float]]:
    """Pay for coming nearer, and for arriving."""
    goal = (inputs["goal.row"], inputs["goal.column"])
    now = distance(inputs["agent.row"], inputs["agent.column"], goal[0], goal[1])
    before = distance(inputs["previous.agent.row"], inputs["previous.agent.column"], goal[0], goal[1])

    nearness = math.exp(-now / TEMPERATURE)
    progress = before - now
    arrived = 1.0 if now == 0 else 0.0

    components = {"nearness": 0.1 * nearness, "progress": progress, "arrived": arrived}
    return sum(components.values()), components
'''
PLACES = {"goal.row": 0, "goal.column": 4, "previous.agent.row": 3, "previous.agent.column": 0}


def test_a_reward_for_reaching_a_place():
    reward = WrittenFunction(REACH, inputs_read(REACH))
    total, components = reward({**PLACES, "agent.row": 0, "agent.column": 1})
    assert components == pytest.approx({"nearness": 0.1 * math.exp(-1.5), "progress": 2.0, "arrived": 0.0})
    assert total == pytest.approx(2.0 + 0.1 * math.exp(-1.5))
    assert reward({**PLACES, "agent.row": 0, "agent.column": 4}) == (
        pytest.approx(6.1),
        pytest.approx({"nearness": 0.1, "progress": 5.0, "arrived": 1.0}),
    )


CRAFT = """
NEEDS = {"plank": 2, "rope": 1, "stick": 3}
WEIGHTS = {"plank": 0.5, "rope": 0.3, "stick": 0.2}

def share(have, need):
    if need == 0:
        return 1.0
    return min(have / need, 1.0)

def reward(inputs):
    total = 0.0
    parts = {}
    for name, need in NEEDS.items():
        now = share(inputs["pack." + name], need)
        before = share(inputs["previous.pack." + name], need)
        gained = WEIGHTS[name] * (now - before)
        if gained < 0:
            gained *= 0.5  # using a thing up is not losing it
        parts[name] = gained
        total += gained
    if not inputs["valid"]:
        total -= 0.05
        parts["invalid"] = -0.05
    return total, parts
"""
PACK = [
    "pack.plank",
    "pack.rope",
    "pack.stick",
    "previous.pack.plank",
    "previous.pack.rope",
    "previous.pack.stick",
    "valid",
]


@pytest.mark.parametrize(
    ("before", "now", "valid", "expected"),
    [
        ((0, 0, 0), (1, 0, 0), True, 0.25),
        ((2, 0, 0), (5, 0, 0), True, 0.0),
        ((2, 1, 0), (1, 1, 3), True, -0.125 + 0.2),
        ((0, 0, 0), (0, 0, 0), False, -0.05),
    ],
)
def test_a_reward_for_gathering_things(before, now, valid, expected):
    reward = WrittenFunction(CRAFT, PACK)
    values = dict(zip(PACK, (*now, *before, valid), strict=True))
    assert reward(values).total == pytest.approx(expected)
    assert set(reward(values).components) == {"plank", "rope", "stick"} | (set() if valid else {"invalid"})


ASK = """
def reward(inputs):
    action = inputs["action"].lower().strip()
    words = [word.strip(".,!?") for word in action.split()]
    asks = action.endswith("?")
    seen = inputs["previous.observation"].lower()
    new = [word for word in words if len(word) > 3 and word not in seen]
    if len(words) == 0:
        return -1.0
    short = 0.1 if len(words) <= 12 else 0.0
    return short + (0.5 if asks else 0.0) + 0.05 * len(new)
"""


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("Which colour do you like?", 0.1 + 0.5 + 0.05 * 3),
        ("You said red.", 0.1 + 0.05 * 0),
        ("", -1.0),
        ("word " * 13, 0.05 * 13),
    ],
)
def test_a_reward_for_a_good_question(action, expected):
    reward = WrittenFunction(ASK, ["action", "previous.observation"])
    assert reward({"action": action, "previous.observation": "You said red, I think."}).total == pytest.approx(expected)


LEVELS = """
LEVELS = [0.25, 0.5, 0.75, 1.0]

def reward(inputs):
    done = inputs["done"] / inputs["all"]
    level = 0.0
    for each in LEVELS:
        if done < each:
            break
        level = each
    return level ** 2
"""


def test_a_reward_by_levels():
    reward = WrittenFunction(LEVELS, ["done", "all"])
    assert [reward({"done": done, "all": 8}).total for done in (0, 1, 2, 5, 8)] == [0.0, 0.0, 0.0625, 0.25, 1.0]
    with pytest.raises(CodeError, match="raises ZeroDivisionError: division by zero"):
        reward({"done": 1, "all": 0})
    with pytest.raises(CodeError, match="raises TypeError"):
        reward({"done": None, "all": 8})
