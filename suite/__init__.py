"""The front door: importing turnwise registers its environments with Gymnasium."""

from .envs.registry import register_all

register_all()
