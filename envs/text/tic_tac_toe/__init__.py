"""Tic-tac-toe: three in a row, to win or, in the other form, to lose."""
