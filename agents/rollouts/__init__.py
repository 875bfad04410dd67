"""Rollouts: agents in environments, and the trace of what happened."""

from .collect import collect
from .episode import Column, Episode, Span, Tokens, Turn
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
    "MissingRecord",
    "RecordedEnv",
    "Run",
    "RunWriter",
    "Span",
    "Tokens",
    "TornLineWarning",
    "Turn",
    "collect",
    "read_run",
    "replay",
    "rescore",
    "rollout",
    "write_parquet",
]
