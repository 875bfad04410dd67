"""Questions on a graph of facts: what they mean, how they are drawn, worded and answered by reading."""
