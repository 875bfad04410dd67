"""Find a hidden illness by questions and tests that cost and may mislead."""
