"""Rollouts: agents in environments, and the trace of what happened."""

from .collect import collect
from .episode import Column, Episode, Span, Tokens, Turn
from .rollout import rollout
from .tape import CONTRACT
from .trace import FORMAT, Run, RunWriter, TornLineWarning, read_run

__all__ = [
    "CONTRACT",
    "FORMAT",
    "Column",
    "Episode",
    "Run",
    "RunWriter",
    "Span",
    "Tokens",
    "TornLineWarning",
    "Turn",
    "collect",
    "read_run",
    "rollout",
]
