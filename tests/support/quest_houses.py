"""A small house for Quest, built by hand, and the length of a shortest play found by trying everything."""

from collections import deque

from turnwise.envs.text.commands import Commands
from turnwise.envs.text.quest import possible, turns
from turnwise.envs.text.quest.grammar import COMMANDS
from turnwise.envs.text.quest.level import CLOSED, GONE, LOCKED, NO_DOOR, NO_KEY, OPEN, Exit, Fixture, Item, Level, Step
from turnwise.envs.text.quest.state import initial_state

GRAMMAR: Commands = COMMANDS["any"]

HALL, KITCHEN, TERRACE = range(3)
RED_DOOR, CHEST, WORKTOP, COOKBOOK, PAN, OVEN, POT, GRILL = range(8)
CARROT, TROUT, KNIFE, MEAL, KEY, BLADE, HANDLE = range(7)

EXITS = (
    (Exit("east", KITCHEN, NO_DOOR),),
    (Exit("north", TERRACE, RED_DOOR), Exit("west", HALL, NO_DOOR)),
    (Exit("south", KITCHEN, RED_DOOR),),
)
FIXTURES = (
    Fixture("red door", "door", (KITCHEN, TERRACE), KEY, LOCKED),
    Fixture("cedar chest", "box", (HALL,), NO_KEY, CLOSED),
    Fixture("worktop", "stand", (KITCHEN,), NO_KEY, OPEN),
    Fixture("cookbook", "book", (KITCHEN,), NO_KEY, OPEN),
    Fixture("frying pan", "appliance", (KITCHEN,), NO_KEY, OPEN),
    Fixture("oven", "appliance", (KITCHEN,), NO_KEY, OPEN),
    Fixture("cooking pot", "appliance", (KITCHEN,), NO_KEY, OPEN),
    Fixture("grill", "appliance", (TERRACE,), NO_KEY, OPEN),
)
ITEMS = (
    Item("carrot", "food", 3 + CHEST),
    Item("trout", "food", 3 + WORKTOP),
    Item("kitchen knife", "knife", 3 + WORKTOP),
    Item("meal", "meal", GONE),
    Item("brass key", "key", GONE),
    Item("brass key blade", "part", 3 + CHEST),
    Item("brass key handle", "part", 3 + WORKTOP),
)
COOKING = Level(
    "cooking",
    ("hall", "kitchen", "terrace"),
    EXITS,
    FIXTURES,
    ITEMS,
    HALL,
    MEAL,
    ((KEY, BLADE, HANDLE),),
    "harvest plate",
    (Step(CARROT, 2, 0), Step(TROUT, 0, 4)),
)
"""Cut the carrot into cubes, grill the trout on the terrace, behind a door whose key comes in two parts."""


def playing(level):
    """Return the first state of a level."""
    return initial_state(level)


def play(state, *messages):
    """Return the state after commands, all of them possible, and the last observation."""
    observation = ""
    for message in messages:
        call, error = GRAMMAR.read(message)
        assert not error, message
        state, observation, error = turns.turn(state, call)
        assert not error, (message, error)
    return state, observation


def refused(state, message):
    """Return why a command is not possible."""
    after, _, error = turns.turn(state, GRAMMAR.read(message)[0])
    assert after is state
    return error


def shortest(state, most=200_000):
    """Return the fewest commands that solve the quest, trying all that are possible but laying things down again."""
    found, queue = {state: 0}, deque([state])
    while queue:
        state = queue.popleft()
        for message in possible.commands(state):
            if message.startswith(("look", "inventory", "drop", "put", "close")):
                continue
            after = turns.turn(state, GRAMMAR.read(message)[0])[0]
            if after.solved:
                return found[state] + 1
            after = after._replace(visited=0)
            if after not in found and not after.lost:
                found[after] = found[state] + 1
                queue.append(after)
        assert len(found) < most, "too many states for this test"
    raise AssertionError("no way")
