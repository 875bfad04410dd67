"""Routing: ask models that differ in skill and price, and answer from what they say."""
