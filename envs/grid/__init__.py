"""Grid worlds, one folder an environment."""
