"""Environments: the table of ids, the base class, the text space."""

from .base import TextEnv
from .info import Info
from .text_space import TextSpace

__all__ = ["Info", "TextEnv", "TextSpace"]
