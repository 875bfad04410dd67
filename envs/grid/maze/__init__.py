"""Maze: find the exit."""
