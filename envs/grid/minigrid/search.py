"""Breadth-first search over minigrid's rules: the fewest moves, where the level is small enough."""

from __future__ import annotations

from collections.abc import Hashable

from .instructions import Instructed
from .rules import DONE, DROP, FORWARD, LEFT, OPEN, PICK_UP, RIGHT, SUCCESS, TOGGLE, Level, State, transition
from .tasks import PutNear, SayDone

Situation = tuple[Hashable, ...]


def search(state: State, most: int) -> tuple[list[int] | None, bool]:
    """Return the fewest moves to success, and whether the search was complete.

    Args:
        state: a state that is not over.
        most: situations after which to give up.

    Returns:
        Moves and True; None and True if nothing leads to success from here; None and False after giving up.
    """
    came: dict[Situation, tuple[Situation, int]] = {state.situation: ((), -1)}
    useless = useless_moves(state.level)
    ring = [state]
    while ring:
        further = []
        for state in ring:
            before = state.situation
            for move in candidates(state):
                if move in useless and (move == DROP or state.level.things[state.grid[state.front]].state == OPEN):
                    continue
                after = transition(state, move)
                if after.verdict == SUCCESS:
                    return _back(came, before, [move]), True
                situation = after.situation
                if not after.verdict and situation not in came:
                    came[situation] = before, move
                    further.append(after)
        if len(came) > most:
            return None, False
        ring = further
    return None, True


def useless_moves(level: Level) -> frozenset[int]:
    """Return which of ``drop`` and closing a door (``toggle``) no shortest solution of the level has.

    An open door lets pass whatever a closed one does, so closing helps only where BabyAI wants a door opened that is
    open already. Carrying hinders nothing but picking up, so a drop helps only where there is a second thing to pick
    up, or where the thing has to be put somewhere.
    """
    if isinstance(level.task, Instructed):
        return frozenset()
    drops = sum(level.portable) > 1 or isinstance(level.task, PutNear)
    return frozenset((TOGGLE,)) if drops else frozenset((TOGGLE, DROP))


def candidates(state: State) -> list[int]:
    """Return the moves that can do something of their own; ``done`` only where the task listens to it."""
    level = state.level
    ahead = state.grid[state.front]
    moves = [LEFT, RIGHT]
    if level.entered[ahead]:
        moves.append(FORWARD)
    if level.portable[ahead] and not state.carrying:
        moves.append(PICK_UP)
    if state.carrying and not ahead:
        moves.append(DROP)
    if level.things[ahead].kind in ("door", "box"):
        moves.append(TOGGLE)
    if isinstance(level.task, SayDone):
        moves.append(DONE)
    meaning = level.task.meaning
    return [move for move in moves if meaning[move] == move]


def _back(came: dict[Situation, tuple[Situation, int]], situation: Situation, moves: list[int]) -> list[int]:
    while True:
        situation, move = came[situation]
        if move < 0:
            return moves[::-1]
        moves.append(move)
