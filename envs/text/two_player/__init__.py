"""Games for two: what they share, from the seats and the opponents to self-play and the view as a PettingZoo game."""
