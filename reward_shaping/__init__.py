"""Reward formulas: pure functions, NumPy only."""
