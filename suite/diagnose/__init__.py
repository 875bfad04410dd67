"""Find out what is wrong with a reward before anything is trained on it, and document it.

``turnwise diagnose`` is :func:`diagnose`, whose findings are printed, written as JSON and put into the report, and
:func:`reward_report`.
"""

from .finding import Diagnosis, Finding
from .reward_report import RewardReport, reward_report
from .run_checks import diagnose

__all__ = ["Diagnosis", "Finding", "RewardReport", "diagnose", "reward_report"]
