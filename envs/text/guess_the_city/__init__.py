"""Find a city by questions, and by how far and where it lies from the cities that are guessed."""
