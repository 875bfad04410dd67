"""Judges of essays that are easy to please, and one that says nothing."""


def praise(notes, essay):
    """Like one word."""
    return 10.0 if "brilliant" in essay else 1.0


def silent(notes, essay):
    """Tell nothing."""
    return float("nan")
