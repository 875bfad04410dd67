"""Rollouts: the loop and the trace."""
