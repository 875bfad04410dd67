"""Plan with the whole level in view: which doors, keys and things in the way come before what is wished.

The way to a wish is the cheapest one over cells, where a closed door, a locked one and a thing in the way have their
price; each of them becomes an errand before the wish. :func:`plan` carries out the first errand only and then thinks
anew, from the state that results.
"""

from __future__ import annotations

import heapq

from .instructions import ANYWHERE
from .reach import NoWayError, approach
from .rules import CLOSED, DONE, DROP, FORWARD, FREE, LOCKED, PICK_UP, SUCCESS, TOGGLE, State, transition
from .tasks import Errand

PRICE_OF_DOOR = 2
PRICE_OF_KEY = 25
PRICE_OF_THING = 8
NEVER = 1 << 20
NOWHERE = -2
"""The cell of an errand for which there is no place yet."""


class LockedOutError(NoWayError):
    """No key of a locked door can be had.

    Attributes:
        door: its cell.
    """

    def __init__(self, door: int) -> None:
        super().__init__(door)
        self.door = door


def plan(state: State, most: int = 3000) -> list[int] | None:
    """Return moves that accomplish the task from ``state``, not always the fewest; None if none are found.

    Args:
        state: a state that is not over.
        most: moves after which to give up.
    """
    moves: list[int] = []
    seen = set()
    while not state.verdict and len(moves) < most and state.situation not in seen:
        seen.add(state.situation)
        try:
            errand = errands(state)[0]
            walk = approach(state, errand.cell)
        except NoWayError:
            return None
        remembered = state.progress
        for move in [*walk, errand.move]:
            if state.verdict or (move == DONE and state.progress != remembered):
                break
            state = transition(state, move)
            moves.append(move)
    return moves if state.verdict == SUCCESS else None


def errands(state: State) -> list[Errand]:
    """Return what has to be done before and for the first wish, in order; the first can be walked to as things are.

    Raises:
        NoWayError: if there is nothing to wish for, or no way to it.
    """
    wishes = state.level.task.wishes(state)
    if not wishes or not wishes[0]:
        raise NoWayError
    if len(wishes) > 1 and wishes[1] and wishes[0][0].move == PICK_UP and wishes[1][0].move == DROP:
        return Planner(state).carry(wishes[0], wishes[1])
    return Planner(state).fulfil(wishes[0])


class Planner:
    """Errands from one state.

    Args:
        state: where to begin.
        hands: the code of what is carried.
        closed: cells to take for walls.
    """

    def __init__(self, state: State, hands: int | None = None, closed: frozenset[int] = frozenset()) -> None:
        self.state = state
        self.things = state.level.things
        self.hands = state.carrying if hands is None else hands
        self.closed = closed
        self.keep_free: tuple[int, ...] = ()

    def carry(self, pick_up: list[Errand], put: list[Errand]) -> list[Errand]:
        """Return the errands before carrying a thing to where it is to be put, beginning with what is in the way."""
        thing = self.way(frozenset(errand.cell for errand in pick_up))[-1]
        try:
            ahead = self.way(frozenset(errand.cell for errand in put), thing)
        except NoWayError:
            return self.fulfil(pick_up)
        self.keep_free = tuple(ahead)
        for cell in ahead[1:]:
            code = self.state.grid[cell]
            if self.things[code].state == LOCKED:
                return self.fulfil([Errand(TOGGLE, cell)])
            if self.state.level.portable[code]:
                return self.fulfil([Errand(PICK_UP, cell)])
        return self.fulfil(pick_up)

    def fulfil(self, wish: list[Errand]) -> list[Errand]:
        """Return the errands that the cheapest alternative of a wish needs, the alternative itself last."""
        if wish[0].cell == ANYWHERE:
            return [self.put_down(())]
        at = self.state.at
        moves = {errand.cell: errand.move for errand in wish if errand.cell != at}
        blocked = all(errand.move == DROP and self.state.grid[errand.cell] for errand in wish if errand.cell != at)
        if not moves or (blocked and len(moves) < len(wish)):
            return self.leave()
        hands = self.hands
        try:
            return self.attempt(moves)
        except LockedOutError as lock:
            rest = [errand for errand in wish if errand.cell != lock.door]
            other = Planner(self.state, hands, self.closed | {lock.door})
            other.keep_free = self.keep_free
        if not rest:
            raise NoWayError
        return other.fulfil(rest)

    def attempt(self, moves: dict[int, int]) -> list[Errand]:
        """Return the errands that the cheapest of some moves, by cell, needs, that move last."""
        way = self.way(frozenset(moves))
        found = self.clear(way)
        errand = Errand(moves[way[-1]], way[-1])
        occupied = errand.move == DROP and self.state.grid[errand.cell]
        if self.hands and (errand.move == PICK_UP or occupied):
            found.append(self.put_down(way))
        elif errand.move == TOGGLE:
            found += self.unlock(errand.cell, way)
        return [*found, errand]

    def leave(self) -> list[Errand]:
        """Return the errand of stepping off the agent's cell."""
        cells = self.walkable()
        if len(cells) == 1:
            raise NoWayError
        return [Errand(FORWARD, cells[1])]

    def clear(self, way: list[int]) -> list[Errand]:
        """Return the errands that open the way between its ends and empty it."""
        found: list[Errand] = []
        for cell in way[1:-1]:
            code = self.state.grid[cell]
            if self.things[code].state in (CLOSED, LOCKED):
                found += [*self.unlock(cell, way), Errand(TOGGLE, cell)]
            elif self.state.level.portable[code]:
                if self.hands:
                    found.append(self.put_down(way))
                found += [Errand(PICK_UP, cell), self.put_down(way)]
                self.hands = FREE
        return found

    def unlock(self, door: int, way: list[int]) -> list[Errand]:
        """Return the errands that bring the key of a locked door into the hands, without passing the door.

        Raises:
            LockedOutError: if there is no such key, or no way to it.
        """
        lock = self.things[self.state.grid[door]]
        if lock.state != LOCKED or self.opens(self.hands, lock.colour):
            return []
        keys = [code for code in range(len(self.things)) if self.opens(code, lock.colour)]
        grid = self.state.grid
        wish = [Errand(PICK_UP, cell) for cell, code in enumerate(grid) if code in keys]
        if not wish:
            wish = [Errand(TOGGLE, cell) for cell, code in enumerate(grid) if self.things[code].content in keys]
        if not wish:
            if not any(self.things[held].content in keys for held in (self.hands, self.state.carrying)):
                raise LockedOutError(door)
            return [self.put_down(way)]
        try:
            found = Planner(self.state, self.hands, self.closed | {door}).fulfil(wish)
        except NoWayError:
            raise LockedOutError(door) from None
        self.hands = keys[0]
        return found if found[-1].move == PICK_UP else [*found, Errand(PICK_UP, found[-1].cell)]

    def opens(self, code: int, colour: str) -> bool:
        """Whether a code is a key of the colour."""
        return self.things[code].kind == "key" and self.things[code].colour == colour

    def way(self, targets: frozenset[int], start: int = NOWHERE) -> list[int]:
        """Return the cells of a cheapest way from the agent, or from ``start``, to a target, both ends included."""
        start = self.state.at if start == NOWHERE else start
        grid, strides, closed, prices = self.state.grid, self.state.level.strides, self.closed, self.prices()
        costs, came = {start: 0}, {start: start}
        queue = [(0, start)]
        while queue:
            cost, cell = heapq.heappop(queue)
            if cell in targets:
                return _back(came, cell)
            if cost > costs[cell]:
                continue
            for stride in strides:
                other = cell + stride
                price = NEVER if other in closed else prices[grid[other]]
                if price == NEVER and other in targets:
                    price = 1
                total = cost + price
                if total < costs.get(other, NEVER):
                    costs[other], came[other] = total, cell
                    heapq.heappush(queue, (total, other))
        raise NoWayError

    def prices(self) -> list[int]:
        """Return about how many moves it takes to get onto each code from beside it, with what is in the hands."""
        memo = self.state.level.memo
        key = "prices", self.hands
        if key not in memo:
            memo[key] = [self.price(code) for code in range(len(self.things))]
        known: list[int] = memo[key]
        return known

    def price(self, code: int) -> int:
        """Return about how many moves it takes to get onto a code from beside it."""
        thing, level = self.things[code], self.state.level
        if thing.state == CLOSED or (self.opens(self.hands, thing.colour) and thing.state == LOCKED):
            return PRICE_OF_DOOR
        if thing.state == LOCKED:
            return PRICE_OF_KEY
        if level.portable[code]:
            return PRICE_OF_THING
        return 1 if level.entered[code] and not level.ending[code] else NEVER

    def put_down(self, way: list[int] | tuple[int, ...]) -> Errand:
        """Return the errand of putting down what is carried, near the agent and not in the way, or else behind it."""
        cells = self.walkable()
        free = [cell for cell in cells[1:] if self.state.grid[cell] == FREE]
        aside = [cell for cell in free if cell not in way and cell not in self.keep_free]
        for cell in aside:
            if self.out_of_the_way(cell):
                return Errand(DROP, cell)
        for cell in aside:
            if len(self.walkable(cell)) == len(cells) - 1:
                return Errand(DROP, cell)
        behind = [self.state.at] if free and self.state.grid[self.state.at] == FREE else free
        return Errand(DROP, (aside or behind or [NOWHERE])[0])

    def walkable(self, without: int = NOWHERE) -> list[int]:
        """Return the cells that can be walked to as things are, nearest first, the agent's own first of all."""
        level, grid = self.state.level, self.state.grid
        found = [self.state.at]
        known = {self.state.at, without}
        for cell in found:
            for stride in level.strides:
                other, code = cell + stride, grid[cell + stride]
                if other not in known and level.entered[code] and not level.ending[code]:
                    known.add(other)
                    found.append(other)
        return found

    def out_of_the_way(self, cell: int) -> bool:
        """Whether no door and no thing is beside the cell, and the free cells around it hang together without it."""
        level, grid = self.state.level, self.state.grid
        east, south, west, north = level.strides
        around = (north, north + east, east, south + east, south, south + west, west, north + west)
        free = [level.entered[grid[cell + step]] for step in around]
        beside = [grid[cell + stride] for stride in level.strides]
        if any(self.things[code].kind == "door" or level.portable[code] for code in beside):
            return False
        return sum(free[index] != free[index - 1] for index in range(8)) <= 2


def _back(came: dict[int, int], cell: int) -> list[int]:
    """Return the way to a cell, from the cell that came from itself."""
    way = [cell]
    while came[way[-1]] != way[-1]:
        way.append(came[way[-1]])
    return way[::-1]
