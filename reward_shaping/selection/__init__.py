"""Sample selection: what stands between rollouts and estimator and decides which episodes there are.

A selection is called with finished episodes and returns those that are kept. It is not a weight: an episode of weight
0 would still count in every mean.
"""

from .accuracy_filter import AccuracyFilter
from .contrastive_selection import ContrastiveSelection
from .dynamic_sampling import dynamic_sampling
from .selected import Selected, Selection
from .selective_buffer import SelectiveSampleBuffer
from .variance_filter import VarianceFilter

__all__ = [
    "AccuracyFilter",
    "ContrastiveSelection",
    "Selected",
    "Selection",
    "SelectiveSampleBuffer",
    "VarianceFilter",
    "dynamic_sampling",
]
