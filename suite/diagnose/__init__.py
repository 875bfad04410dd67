"""Find out what is wrong with a reward before anything is trained on it.

``turnwise diagnose`` is :func:`diagnose`, whose findings are printed, written as JSON and put into the report.
"""

from .finding import Diagnosis, Finding
from .run_checks import diagnose

__all__ = ["Diagnosis", "Finding", "diagnose"]
