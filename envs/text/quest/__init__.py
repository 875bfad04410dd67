"""Quest: find the coin, fetch the treasure, cook the meal."""
