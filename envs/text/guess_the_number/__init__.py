"""Guess a hidden number, told whether it is higher or lower."""
