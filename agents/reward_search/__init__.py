"""Search for rewards that are written as code: Eureka, Text2Reward, Auto MC-Reward, with CARD's check for free."""

from .examine import examine
from .fitness import Fitness, PreferenceFitness
from .recordings import Recordings
from .request import Candidate, Found, Proposal, Request
from .sandbox import Limits, Tried, try_out
from .search import RewardSearch

__all__ = [
    "Candidate",
    "Fitness",
    "Found",
    "Limits",
    "PreferenceFitness",
    "Proposal",
    "Recordings",
    "Request",
    "RewardSearch",
    "Tried",
    "examine",
    "try_out",
]
