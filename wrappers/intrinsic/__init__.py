"""Intrinsic reward wrappers: :class:`~turnwise.wrappers.intrinsic.curiosity.Curiosity`, its features and memory."""
