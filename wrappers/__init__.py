"""Reward wrappers and other wrappers, one idea a file."""
