"""Coach: find out how someone lives and how fit they are, then hand out the plan that fits."""
