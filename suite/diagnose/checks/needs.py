"""Why a check can say nothing where something is missing."""

from __future__ import annotations

NO_EXPERT = "what solving the task is worth is not known: the environment has no expert that solves a level"
NO_FORK = "the environment cannot be forked: it has no exact snapshot(), restore() and actions()"
