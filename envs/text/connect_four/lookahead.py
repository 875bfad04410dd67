"""Search some moves ahead in connect four, for boards that are too large to solve."""

from __future__ import annotations

from .rules import Board, has_line, is_full

WIN = 1000


def lookahead_moves(own: int, other: int, board: Board, depth: int) -> tuple[int, ...]:
    """Return the mover's best columns as far as ``depth`` moves show; a win is the better the sooner.

    Args:
        own: the mover's stones.
        other: the other side's stones.
        board: its size.
        depth: how many moves are looked ahead, from 1.
    """
    scores = {
        column: _after(own, other, stone, board, depth, -WIN, WIN) for column, stone in _stones(own | other, board)
    }
    best = max(scores.values())
    return tuple(column for column, score in scores.items() if score == best)


def _stones(taken: int, board: Board) -> list[tuple[int, int]]:
    """Return the free columns, the middle ones first, and where a stone dropped there comes to lie."""
    rows, columns, _ = board
    found = []
    for column in sorted(range(columns), key=lambda each: abs(2 * each - columns + 1)):
        bottom = column * (rows + 1)
        if not taken >> bottom + rows - 1 & 1:
            filled = taken + (1 << bottom) & ((1 << rows) - 1) << bottom
            found.append((column, filled & ~taken))
    return found


def _after(own: int, other: int, stone: int, board: Board, depth: int, alpha: int, beta: int) -> int:
    """Return the mover's score after a stone; exact between ``alpha`` and ``beta``, else a bound."""
    own |= stone
    if has_line(own, board):
        return WIN - 1
    if depth == 1 or is_full(own | other, board):
        return 0
    lower, best = -beta, -WIN
    for _, answer in _stones(own | other, board):
        best = max(best, _after(other, own, answer, board, depth - 1, lower, -alpha))
        lower = max(lower, best)
        if lower >= -alpha:
            break
    return -best + (1 if best < 0 else -1 if best > 0 else 0)
