"""FrozenLake: cross the ice to the goal."""
