"""The rules of Quest's kitchen: read the recipe, cut, cook, prepare the meal and eat it."""

from __future__ import annotations

from .level import GONE, HELD
from .names import RAW, WHOLE
from .state import EATEN, LOST, PREPARED, READ, After, State, marked, put_at, ready


def read(state: State, fixture: int) -> After:
    """Read the cookbook."""
    return marked(state, READ) if fixture == state.level.book else "nothing written"


def cut(state: State, food: int, form: int) -> After:
    """Cut a food with the knife."""
    level = state.level
    if refusal := _not_in_hand(state, food):
        return refusal
    if level.knife < 0 or state.where[level.knife] != HELD:
        return "no knife"
    if state.forms[food] != WHOLE:
        return "is cut"
    after = state._replace(forms=(*state.forms[:food], form, *state.forms[food + 1 :]))
    return marked(after, LOST) if food in level.wanted and level.wanted[food].form != form else after


def cook(state: State, food: int, fixture: int) -> After:
    """Cook a food with an appliance; what is cooked a second time burns."""
    level = state.level
    if refusal := _not_in_hand(state, food):
        return refusal
    way = level.heats.get(fixture, RAW)
    if way == RAW:
        return "no heat"
    if food not in level.wanted and state.ways[food] != RAW:
        return "is cooked"
    wrong = food in level.wanted and (state.ways[food] != RAW or level.wanted[food].way != way)
    after = state._replace(ways=(*state.ways[:food], way, *state.ways[food + 1 :]))
    return marked(after, LOST) if wrong else after


def prepare(state: State) -> After:
    """Make the meal of its ingredients, in the kitchen."""
    level = state.level
    if level.book < 0 or state.room not in level.fixtures[level.book].rooms:
        return "no kitchen"
    if state.done & PREPARED:
        return "is prepared"
    if not state.done & READ:
        return "not read"
    if not ready(state):
        return "not ready"
    where = list(state.where)
    for step in level.recipe:
        where[step.food] = GONE
    where[level.goal] = HELD
    return state._replace(where=tuple(where), done=state.done | PREPARED)


def eat(state: State, food: int) -> After:
    """Eat a food or the meal; an ingredient that was eaten is lost."""
    level = state.level
    if food == level.goal and level.quest == "cooking":
        return marked(put_at(state, food, GONE), EATEN) if state.where[food] == HELD else "not held"
    if refusal := _not_in_hand(state, food):
        return refusal
    after = put_at(state, food, GONE)
    return marked(after, LOST) if food in level.wanted else after


def _not_in_hand(state: State, food: int) -> str:
    """Return why a food can't be worked on, or an empty text."""
    if food >= state.level.foods:
        return "no food"
    return "" if state.where[food] == HELD else "not held"
