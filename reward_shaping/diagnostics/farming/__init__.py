"""Search for behaviour that earns reward without the outcome."""

from .attackers import ATTACKS, Attack
from .explorer import Explorer, Node
from .farm import best_false, farm
from .farmed import Farmed, replay
from .search import beam_search

__all__ = ["ATTACKS", "Attack", "Explorer", "Farmed", "Node", "beam_search", "best_false", "farm", "replay"]
