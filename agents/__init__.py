"""Agents: one agent a file; ``rollouts`` holds the loop and the trace."""
