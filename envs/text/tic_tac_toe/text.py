"""Tic-tac-toe in words."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .rules import CELLS, State, winner

SIGNS = ("X", "O")
PAY = "You are paid 1 if you win, 0 for a draw and -1 if you lose."
COMMANDS = Commands(
    [
        Command(
            "mark",
            ("mark {cell}", "mark cell {cell}", "place {cell}", "{cell}"),
            "Mark a free cell.",
            {"cell": Slot("integer", "the number of a free cell, 1 to 9")},
        )
    ],
    example="mark 5",
)


def greeting(state: State, seat: int) -> str:
    """Return the task and the rules."""
    goal = (
        "Whoever has three in a row, a column or a diagonal LOSES. A full board without such a line is a draw."
        if state.misere
        else "Whoever has three in a row, a column or a diagonal wins. A full board without such a line is a draw."
    )
    count = len(state.drawn)
    start = f" The first {'mark was' if count == 1 else f'{count} marks were'} set by lot." if count else ""
    return (
        f"You play tic-tac-toe against one opponent. You are {SIGNS[seat]}; X moves first, and in turn each side marks "
        f"a free cell.{start} {goal} {PAY}\nCells are numbered 1 to 9; the board shows the numbers of the free ones."
    )


def board(state: State) -> str:
    """Return the board, free cells by their numbers."""
    crosses, noughts = state.marks
    signs = ["X" if crosses >> cell & 1 else "O" if noughts >> cell & 1 else str(cell + 1) for cell in range(CELLS)]
    return "\n".join(" ".join(signs[row : row + 3]) for row in (0, 3, 6))


def report(state: State, seat: int) -> str:
    """Return the other side's last move and the board."""
    moved = f"{SIGNS[1 - seat]} marks {state.last + 1}.\n" if state.last >= 0 else ""
    return f"{moved}{board(state)}\nYour move, {SIGNS[seat]}."


def ending(state: State, seat: int) -> str:
    """Return how the game ended, for a seat, or for both with -1."""
    moved = SIGNS[0 if state.marks[0] >> state.last & 1 else 1]
    won = winner(state)
    if won < 0:
        result = "The board is full: a draw."
    else:
        line = SIGNS[1 - won if state.misere else won]
        result = f"{line} has three in a row. " + ("You win." if won == seat else "You lose." if seat >= 0 else "")
        result = result.strip() if seat >= 0 else f"{result}{SIGNS[won]} wins."
    return f"{moved} marks {state.last + 1}.\n{board(state)}\n{result}"
