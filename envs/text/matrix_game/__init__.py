"""Games in a table, such as the prisoner's dilemma, repeated over some rounds."""
