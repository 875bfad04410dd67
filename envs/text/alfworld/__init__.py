"""Play ALFWorld: problems made from its domain and grammar, or the games of ALFRED."""
