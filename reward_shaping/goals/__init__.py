"""Goals: conditions on facts, temporal formulas, reward machines, similarity to a goal, progress."""

from .conditions import Condition
from .formula_machine import FormulaMachine
from .goal_similarity import goal_similarity, objects_of
from .progression import begin, progress, value
from .relatedness import relatedness
from .reward_machine import RewardMachine, Transition
from .stage_progress import stage_progress
from .temporal_logic import parse
from .text_similarity import Cosine, exact, ngrams

__all__ = [
    "Condition",
    "Cosine",
    "FormulaMachine",
    "RewardMachine",
    "Transition",
    "begin",
    "exact",
    "goal_similarity",
    "ngrams",
    "objects_of",
    "parse",
    "progress",
    "relatedness",
    "stage_progress",
    "value",
]
