"""A telephone company: plans, lines, bills, roaming."""
