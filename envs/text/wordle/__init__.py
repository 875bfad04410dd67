"""Find a hidden word of five letters."""
