"""BabyAI's instructions (Chevalier-Boisvert et al. 2019): go to, open, pick up, put next to, and their sequences.

The verdicts are those of minigrid's verifier (without its ``BABYAI_DONE_ACTIONS``), move by move, down to what it
remembers: a thing counts as being where it was when something was last dropped, and a thing that is carried when its
turn comes has to be put down first.
An instruction is immutable; what it remembers is a nested tuple in ``State.progress``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from .rules import DONE, DROP, FAILURE, GOING_ON, OPEN, PICK_UP, SUCCESS, TOGGLE, Level, State, base
from .tasks import Errand, Task, Verdict

Memory = Any
"""What an instruction remembers: a tuple, nested as the instruction is."""

ANYWHERE = -1
"""The cell of an errand whose place does not matter."""


@dataclass(frozen=True)
class Instruction:
    """One clause or a sequence of clauses.

    Attributes:
        words: the clause in words.
    """

    words: str

    def begin(self, state: State) -> Memory:
        """Return what is remembered at the beginning."""
        raise NotImplementedError

    def relocate(self, memory: Memory, state: State) -> Memory:
        """Return the memory after a drop: the things are where they are now."""
        return memory

    def judge(self, memory: Memory, state: State, move: int) -> tuple[int, Memory]:
        """Return going on, success or failure after a move, and the memory."""
        raise NotImplementedError

    def wishes(self, memory: Memory, state: State) -> list[list[Errand]]:
        """Return what is left to do; see :meth:`Task.wishes`."""
        raise NotImplementedError

    def clauses(self, memory: Memory, accomplished: bool) -> Iterator[tuple[str, bool]]:
        """Yield each single clause in words and whether it is accomplished."""
        yield self.words, accomplished


def positions(state: State, things: tuple[int, ...]) -> tuple[int, ...]:
    """Return the cells of the things that are on the map, column by column; a door counts in any state."""
    level = state.level
    wanted = {code + shift for code in things for shift in ((0, 1, 2) if level.things[code].state else (0,))}
    found = [cell for cell, code in enumerate(state.grid) if code in wanted]
    return tuple(sorted(found, key=lambda cell: (level.column(cell), cell)))


@dataclass(frozen=True)
class Open(Instruction):
    """Open one of some doors; if strict, toggling another door fails."""

    things: tuple[int, ...]
    strict: bool = False

    def begin(self, state: State) -> Memory:
        """Remember nothing."""
        return ()

    def judge(self, memory: Memory, state: State, move: int) -> tuple[int, Memory]:
        """Look at the door that was toggled."""
        if move != TOGGLE:
            return GOING_ON, memory
        code = state.grid[state.front]
        thing = state.level.things[code]
        if thing.state == OPEN and base(state.level, code) in self.things:
            return SUCCESS, memory
        return (FAILURE if self.strict and thing.kind == "door" else GOING_ON), memory

    def wishes(self, memory: Memory, state: State) -> list[list[Errand]]:
        """Toggle one of the doors."""
        return [[Errand(TOGGLE, cell) for cell in positions(state, self.things)]]


@dataclass(frozen=True)
class GoTo(Instruction):
    """Stand before one of some things, facing it."""

    things: tuple[int, ...]

    def begin(self, state: State) -> Memory:
        """Remember where the things are."""
        return positions(state, self.things)

    def relocate(self, memory: Memory, state: State) -> Memory:
        """Look where the things are."""
        return positions(state, self.things)

    def judge(self, memory: Memory, state: State, move: int) -> tuple[int, Memory]:
        """Look at the cell in front."""
        return (SUCCESS if state.front in memory else GOING_ON), memory

    def wishes(self, memory: Memory, state: State) -> list[list[Errand]]:
        """Face one of the things."""
        return [[Errand(DONE, cell) for cell in memory]]


@dataclass(frozen=True)
class PickUp(Instruction):
    """Pick up one of some things with empty hands; if strict, picking up another fails. Remembers what was carried."""

    things: tuple[int, ...]
    strict: bool = False

    def begin(self, state: State) -> Memory:
        """Remember nothing carried, as minigrid does also where the agent begins with something in its hands."""
        return 0

    def judge(self, memory: Memory, state: State, move: int) -> tuple[int, Memory]:
        """Look at what is carried after a pick-up."""
        carrying = state.carrying
        if move != PICK_UP:
            return GOING_ON, carrying
        if not memory and carrying in self.things:
            return SUCCESS, carrying
        return (FAILURE if self.strict and carrying else GOING_ON), carrying

    def wishes(self, memory: Memory, state: State) -> list[list[Errand]]:
        """Pick one up; put it down first if it is carried already."""
        portable = state.level.portable
        on_map = [Errand(PICK_UP, cell) for cell in positions(state, self.things) if portable[state.grid[cell]]]
        if state.carrying in self.things:
            return [[Errand(DROP, ANYWHERE)], *([on_map] if on_map else [])]
        return [on_map]


@dataclass(frozen=True)
class PutNext(Instruction):
    """Drop one of some things right beside one of others; remembers what was carried and where the others were."""

    things: tuple[int, ...]
    others: tuple[int, ...]
    strict: bool = False

    def begin(self, state: State) -> Memory:
        """Remember empty hands and where the others are."""
        return 0, positions(state, self.others)

    def relocate(self, memory: Memory, state: State) -> Memory:
        """Look where the others are."""
        return memory[0], positions(state, self.others)

    def judge(self, memory: Memory, state: State, move: int) -> tuple[int, Memory]:
        """Look at what was dropped, and where."""
        carried, places = memory
        memory = state.carrying, places
        if self.strict and move == PICK_UP and state.carrying:
            return FAILURE, memory
        dropped = move == DROP and carried in self.things and not state.carrying
        beside = any(state.front + stride in places for stride in state.level.strides)
        return (SUCCESS if dropped and beside else GOING_ON), memory

    def wishes(self, memory: Memory, state: State) -> list[list[Errand]]:
        """Pick one up, drop it beside one of the others, also where something has to be moved out of the way first."""
        portable = state.level.portable
        around = {place + stride for place in memory[1] for stride in state.level.strides}
        put = [Errand(DROP, cell) for cell in sorted(around) if not state.grid[cell] or portable[state.grid[cell]]]
        if state.carrying in self.things:
            return [put]
        return [[Errand(PICK_UP, cell) for cell in positions(state, self.things)], put]


@dataclass(frozen=True)
class Sequence(Instruction):
    """Two instructions; remembers both verdicts and what both remember."""

    first: Instruction
    second: Instruction
    strict: bool = False

    def begin(self, state: State) -> Memory:
        """Remember that neither is accomplished."""
        return GOING_ON, GOING_ON, self.first.begin(state), self.second.begin(state)

    def relocate(self, memory: Memory, state: State) -> Memory:
        """Let both look."""
        return (*memory[:2], self.first.relocate(memory[2], state), self.second.relocate(memory[3], state))

    def clauses(self, memory: Memory, accomplished: bool) -> Iterator[tuple[str, bool]]:
        """Yield the clauses of both."""
        yield from self.first.clauses(memory[2], accomplished or memory[0] == SUCCESS)
        yield from self.second.clauses(memory[3], accomplished or memory[1] == SUCCESS)

    def wishes(self, memory: Memory, state: State) -> list[list[Errand]]:
        """Do what is left of the first, then of the second."""
        first, second, its, theirs = memory
        left = [] if first == SUCCESS else self.first.wishes(its, state)
        return left if second == SUCCESS else left + self.second.wishes(theirs, state)


@dataclass(frozen=True)
class Both(Sequence):
    """Do both, in any order."""

    def judge(self, memory: Memory, state: State, move: int) -> tuple[int, Memory]:
        """Judge whichever is not accomplished."""
        first, second, its, theirs = memory
        if first != SUCCESS:
            first, its = self.first.judge(its, state, move)
        if second != SUCCESS:
            second, theirs = self.second.judge(theirs, state, move)
        done = first == second == SUCCESS
        return (SUCCESS if done else GOING_ON), (first, second, its, theirs)


@dataclass(frozen=True)
class Then(Sequence):
    """Do the first, and after it the second; the second is not looked at before, unless strict: then it fails."""

    def judge(self, memory: Memory, state: State, move: int) -> tuple[int, Memory]:
        """Judge the first until it is accomplished, from that very move on the second."""
        first, second, its, theirs = memory
        if first != SUCCESS:
            first, its = self.first.judge(its, state, move)
            if first == FAILURE:
                return FAILURE, (first, second, its, theirs)
            if first != SUCCESS:
                verdict = GOING_ON
                if self.strict:
                    early, theirs = self.second.judge(theirs, state, move)
                    verdict = FAILURE if early == SUCCESS else GOING_ON
                return verdict, (first, second, its, theirs)
        second, theirs = self.second.judge(theirs, state, move)
        return second, (first, second, its, theirs)


@dataclass(frozen=True)
class Instructed(Task):
    """Follow a BabyAI instruction.

    Attributes:
        instruction: what to do.
    """

    instruction: Instruction
    judges: ClassVar[bool] = True

    def begin(self, level: Level) -> Memory:
        """Remember what the instruction remembers at the beginning."""
        return self.instruction.begin(State(level, level.start, level.place, level.facing, level.carrying, ()))

    def judge(self, before: State, after: State, move: int) -> Verdict:
        """Relocate after a drop, then judge; goals and lava do not occur in BabyAI's levels."""
        memory = after.progress
        if move == DROP:
            memory = self.instruction.relocate(memory, after)
        return self.instruction.judge(memory, after, move)

    def wishes(self, state: State) -> list[list[Errand]]:
        """Do what is left of the instruction."""
        return self.instruction.wishes(state.progress, state)
