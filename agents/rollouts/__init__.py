"""Rollouts: agents in environments, and the trace of what happened."""

from .episode import Column, Episode, Span, Tokens, Turn
from .trace import FORMAT, Run, RunWriter, TornLineWarning, read_run

__all__ = [
    "FORMAT",
    "Column",
    "Episode",
    "Run",
    "RunWriter",
    "Span",
    "Tokens",
    "TornLineWarning",
    "Turn",
    "read_run",
]
