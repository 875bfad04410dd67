"""Find out what a thing is by asking questions about it."""
