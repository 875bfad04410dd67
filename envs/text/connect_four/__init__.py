"""Connect four, on boards of any size: several in a line win."""
