"""Kuhn's poker: three cards, one bet, and a reason to bluff."""
