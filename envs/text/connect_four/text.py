"""Connect four in words."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .rules import Board, State, winner

SIGNS = ("X", "O")
PAY = "You are paid 1 if you win, 0 for a draw and -1 if you lose."


def commands(board: Board) -> Commands:
    """Return the commands on a board.

    Args:
        board: its size.
    """
    slot = Slot("integer", f"the number of a column that is not full, 1 to {board.columns}")
    templates: tuple[str, ...] = (
        "drop {column}",
        "drop in {column}",
        "drop column {column}",
        "drop in column {column}",
        "drop into column {column}",
    )
    templates += ("column {column}", "{column}")
    drop = Command("drop", templates, "Drop a stone into a column.", {"column": slot})
    return Commands([drop], example=f"drop {board.columns // 2 + 1}")


def greeting(state: State, seat: int) -> str:
    """Return the task and the rules."""
    rows, columns, connect = state.board
    count = len(state.drawn)
    start = f" The first {'stone was' if count == 1 else f'{count} stones were'} dropped by lot." if count else ""
    return (
        f"You play connect {connect} against one opponent, on a board of {rows} rows and {columns} columns. You are "
        f"{SIGNS[seat]}; X moves first. In turn, each side drops a stone into a column, where it falls on the lowest "
        f"free cell.{start} Whoever has {connect} stones in a row, a column or a diagonal wins. A full board without "
        f"such a line is a draw. {PAY}\nColumns are numbered 1 to {columns} from the left; a dot is a free cell."
    )


def picture(state: State) -> str:
    """Return the board, the top row first."""
    (rows, columns, _), (first, second) = state.board, state.stones
    lines = []
    for row in range(rows - 1, -1, -1):
        places = [column * (rows + 1) + row for column in range(columns)]
        lines.append(" ".join("X" if first >> place & 1 else "O" if second >> place & 1 else "." for place in places))
    return "\n".join([*lines, " ".join(map(str, range(1, columns + 1)))])


def report(state: State, seat: int) -> str:
    """Return the other side's last move and the board."""
    moved = f"{SIGNS[1 - seat]} drops into column {state.last + 1}.\n" if state.last >= 0 else ""
    return f"{moved}{picture(state)}\nYour move, {SIGNS[seat]}."


def ending(state: State, seat: int) -> str:
    """Return how the game ended, for a seat, or for both with -1."""
    placed = state.stones[0].bit_count() > state.stones[1].bit_count()
    won = winner(state)
    if won < 0:
        result = "The board is full: a draw."
    else:
        verdict = f"{SIGNS[won]} wins." if seat < 0 else "You win." if won == seat else "You lose."
        result = f"{SIGNS[won]} has {state.board.connect} in a line. {verdict}"
    return f"{SIGNS[0 if placed else 1]} drops into column {state.last + 1}.\n{picture(state)}\n{result}"
