"""Learners: whatever adapts between episodes. torch is loaded when a network is made."""
