"""Credit assignment as programs: from the ledger of an episode to advantages per turn and per token."""
