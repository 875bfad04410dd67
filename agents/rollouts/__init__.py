"""Rollouts: agents in environments, and the trace of what happened."""

from .collect import collect
from .episode import Column, Episode, Span, Tokens, Turn
from .group_terms import GroupTerm, add_group_terms
from .parquet import write_parquet
from .recorded import MissingRecord, RecordedEnv
from .replay import Difference, replay
from .rescore import rescore
from .rollout import rollout
from .tape import CONTRACT
from .trace import FORMAT, Run, RunWriter, TornLineWarning, read_run

__all__ = [
    "CONTRACT",
    "FORMAT",
    "Column",
    "Difference",
    "Episode",
    "GroupTerm",
    "MissingRecord",
    "RecordedEnv",
    "Run",
    "RunWriter",
    "Span",
    "Tokens",
    "TornLineWarning",
    "Turn",
    "add_group_terms",
    "collect",
    "read_run",
    "replay",
    "rescore",
    "rollout",
    "write_parquet",
]
