"""Quest in words: the first observation, the replies to commands, and why a command is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import text
from .level import Level
from .names import COOKS, FORMS, KITCHEN
from .state import State

REFUSALS = {
    "no exit": "There is no exit in that direction.",
    "door": "The door in that direction is not open.",
    "no lid": "The {0} does not open or close.",
    "locked": "The {0} is locked.",
    "is open": "The {0} is open already.",
    "is closed": "The {0} is not open.",
    "not locked": "The {0} is not locked.",
    "wrong key": "The {1} does not fit the {0}.",
    "not held": "You do not carry that.",
    "is held": "You carry the {0} already.",
    "no holder": "Nothing can be put there.",
    "shut": "The {1} is not open.",
    "no parts": "You do not have both parts of the {0} in your hands.",
    "nothing written": "There is nothing to read on the {0}.",
    "no food": "The {0} is no food that you can do this to.",
    "no knife": "You need the kitchen knife in your hands.",
    "is cut": "The {0} is cut already.",
    "no form": "Food can be cut into slices, cubes or strips.",
    "no heat": "The {1} is nothing to cook with.",
    "is cooked": "The {0} is cooked already.",
    "no kitchen": "Meals are prepared in the kitchen.",
    "is prepared": "The meal is prepared already.",
    "not read": "You do not know the recipe yet; read the cookbook.",
    "not ready": "You do not have all ingredients in your hands, treated as the recipe says.",
    "not here": "You see no such thing here.",
    "not possible": "That is not possible with the {0}.",
    "not possible there": "That is not possible with the {1}.",
}

FAILED = {
    "treasure": "It is not the one you were sent for: a trap snaps shut, and the quest has failed.",
    "cooking": "That is not what the recipe says: the ingredient is lost, and the quest has failed.",
}
DONE = {"coin": "You have found it. The quest is done.", "treasure": "This is it. The quest is done."}

TASKS = {
    "coin": "Somewhere in this house of {rooms} rooms lies a gold coin. Find it and take it.",
    "treasure": "You are sent into this house of {rooms} rooms for one treasure: the {goal}. Find it and take it. "
    "Take no other treasure: whoever takes a wrong one has failed.",
    "cooking": "You are hungry, in this house of {rooms} rooms. Read the cookbook in the kitchen, gather the "
    "ingredients of its recipe, treat each exactly as it says, prepare the meal in the kitchen and eat it. An "
    "ingredient that is eaten, or cut or cooked in another way than the recipe says, is lost, and the quest fails.",
}
RULES = "You can carry any number of things. What lies in a box is seen once the box is open."
LOCKS = "A lock of some metal is opened by the key of that metal; an unlocked door or box still has to be opened. "
PARTS = "Some keys come in two parts, a blade and a handle: with both in your hands, craft the key."
COOKING = (
    "To cut food, have it and the kitchen knife in your hands. To cook food, have it in your hands where the appliance "
    "stands: a frying pan fries, an oven bakes, a cooking pot boils (in the kitchen), and a grill grills (on the "
    "terrace)."
)


def opening(state: State, accepted: str) -> str:
    """Return the first observation: task, rules, how to act, and what is seen."""
    level = state.level
    task = TASKS[level.quest].format(rooms=len(level.rooms), goal=level.items[level.goal].name)
    locked = any(fixture.key >= 0 for fixture in level.fixtures)
    rules = [RULES, LOCKS + (PARTS if level.crafts else "") if locked else ""]
    rules.append(COOKING if level.recipe else "")
    return "\n".join([task, " ".join(filter(None, rules)).replace("  ", " "), accepted, "", text.room(state)])


def refusal(level: Level, word: str, names: Sequence[str]) -> str:
    """Return why a command is not possible."""
    return REFUSALS[word].format(*names, "", "")


def reply(before: State, state: State, command: str, arguments: Sequence[Any]) -> str:
    """Return what is observed after a command that led from ``before`` to ``state``."""
    told: str = REPLIES[command](before, state, *arguments)
    if state.lost:
        return f"{told} {FAILED[state.level.quest]}"
    if state.solved and state.level.quest in DONE:
        return f"{told} {DONE[state.level.quest]}"
    return told


def _item(state: State, item: int) -> str:
    return state.level.items[item].name


def _fixture(state: State, fixture: int) -> str:
    return state.level.fixtures[fixture].name


def _opened(before: State, state: State, fixture: int) -> str:
    name, kind = state.level.fixtures[fixture][:2]
    if kind == "door":
        return f"You open the {name}."
    place = len(state.level.rooms) + fixture
    inside = [text.item_name(state, item) for item, where in enumerate(state.where) if where == place]
    return f"You open the {name}. {f'In it you see {text.listed(inside)}' if inside else 'It is empty'}."


def _put(before: State, state: State, item: int, fixture: int) -> str:
    name, kind = state.level.fixtures[fixture][:2]
    return f"You put the {_item(state, item)} {'on' if kind == 'stand' else 'in'} the {name}."


def _cooked(before: State, state: State, food: int, fixture: int) -> str:
    name = _item(state, food)
    if before.ways[food]:
        return f"The {name} burns to a cinder."
    return f"You {COOKS[state.ways[food]]} the {name}."


def _eaten(before: State, state: State, food: int) -> str:
    if state.solved:
        return f"You eat the {state.level.dish}. It is delicious. The quest is done."
    return f"You eat the {_item(state, food)}."


def _crafted(before: State, state: State, key: int) -> str:
    return f"You join the two parts: you have the {_item(state, key)}."


def _prepared(before: State, state: State) -> str:
    return f"In the {KITCHEN} you make the {state.level.dish}. The meal is in your hands, ready to be eaten."


REPLIES: dict[str, Any] = {
    "go": lambda before, state, direction: text.room(state),
    "open": _opened,
    "close": lambda before, state, fixture: f"You close the {_fixture(state, fixture)}.",
    "unlock": lambda before, state, fixture, key: (
        f"You unlock the {_fixture(state, fixture)} with the {_item(state, key)}. It is still closed."
    ),
    "take": lambda before, state, item: f"You take the {_item(state, item)}.",
    "drop": lambda before, state, item: f"You lay the {_item(state, item)} on the floor.",
    "put": _put,
    "craft": _crafted,
    "read": lambda before, state, fixture: text.recipe(state.level),
    "cut": lambda before, state, food, form: f"You cut the {_item(state, food)} into {FORMS[form]}.",
    "cook": _cooked,
    "prepare_meal": _prepared,
    "eat": _eaten,
}
