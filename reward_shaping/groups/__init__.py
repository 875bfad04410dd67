"""Group terms: rewards that need several rollouts of one task."""
